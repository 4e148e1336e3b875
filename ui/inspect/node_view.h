// What the selected node does on this picture: asks core/inspect in a thread of its own, shows what it finds.
#pragma once

#include "core/inspect/inspect.h"
#include "core/overlay/colormap.h"
#include "ui/lane.h"

#include <QtWidgets/QWidget>

#include <vector>

class QVBoxLayout;

namespace vitrine::ui {

class FindingView;
class Session;
class Words;

class NodeView : public QWidget {
    Q_OBJECT
public:
    explicit NodeView(Session& session, QWidget* parent = nullptr);
    bool busy() const { return m_lane.busy(); }
    const std::vector<FindingView*>& views() const { return m_views; }

protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void ask();
    void show(const Inspection& inspection);
    void showNothing();
    InspectRequest request() const;

    Session& m_session;
    Words* m_title;
    QVBoxLayout* m_layout;
    std::vector<FindingView*> m_views;
    std::vector<size_t> m_kinds;  // of m_views: Finding::index()
    Inspection m_shown;
    std::weak_ptr<const Result> m_shownOf;
    const Colormap* m_shownIn = nullptr;
    QThreadPool m_pool;  // before the lane, which cancels first
    Lane<Inspection> m_lane{m_pool};
    std::shared_ptr<Inspector> m_inspector = std::make_shared<Inspector>();
};

}  // namespace vitrine::ui
