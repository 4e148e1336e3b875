// EdgeTab: stands at the window's edge for a panel that has no room now; a click brings the panel back.
#pragma once

#include <QtWidgets/QAbstractButton>

namespace vitrine::ui {

class EdgeTab : public QAbstractButton {
    Q_OBJECT
public:
    enum class Edge { Left, Right };
    EdgeTab(const QString& panel, const QString& toolTip, Edge edge, QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Edge m_edge;
};

}  // namespace vitrine::ui
