// What the selected node does on this picture: asks core/inspect in a thread of its own, shows what it finds.
#pragma once

#include "core/inspect/inspect.h"
#include "core/overlay/colormap.h"
#include "ui/inquiry.h"

#include <QtWidgets/QWidget>

#include <vector>

class QVBoxLayout;

namespace vitrine::ui {

class FindingView;
class Words;

class NodeView : public QWidget {
    Q_OBJECT
public:
    explicit NodeView(Session& session, QWidget* parent = nullptr);
    const std::vector<FindingView*>& views() const { return m_views; }

protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Question {
        std::shared_ptr<const Model> model;
        std::shared_ptr<const Result> result;
        InspectRequest request;
        bool operator==(const Question&) const = default;
    };
    void ask();
    void show();
    void show(const Inspection& inspection);
    void showNothing();
    std::optional<Question> question() const;

    Session& m_session;
    Words* m_title;
    QVBoxLayout* m_layout;
    std::vector<FindingView*> m_views;
    std::vector<size_t> m_kinds;  // of m_views: Finding::index()
    const Colormap* m_shownIn = nullptr;
    InquiryPool m_pool;
    Inquiry<Question, Inspection> m_inquiry;
};

}  // namespace vitrine::ui
