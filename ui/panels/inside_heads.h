// InsideHeads: how far and how widely each head looks, by layer.
#pragma once

#include "ui/inside.h"
#include "ui/session.h"

#include <QtWidgets/QWidget>

#include <memory>

class QBoxLayout;

namespace vitrine::ui {

class LayerPlot;
class Words;

class InsideHeads : public QWidget {
    Q_OBJECT
public:
    explicit InsideHeads(Session& session, QWidget* parent = nullptr);
    void show(std::shared_ptr<const InsideAnswer> answer, const InsideNames& names);

    // The parts, for tests.
    LayerPlot* distances() const { return m_distances; }
    LayerPlot* entropies() const { return m_entropies; }

Q_SIGNALS:
    void chosen(int layer, int head);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void updateChosen();
    void fit();

    Session& m_session;
    LayerPlot* m_distances;
    LayerPlot* m_entropies;
    Words* m_about;
    QBoxLayout* m_plots;
};

}  // namespace vitrine::ui
