// BoardBar: what the board compares: the picture, the class, the methods, and how they are measured and drawn.
#pragma once

#include "core/view.h"

#include <QtWidgets/QWidget>

#include <functional>

class QMenu;

namespace vitrine::ui {

class BarButton;
class Session;

class BoardBar : public QWidget {
    Q_OBJECT
public:
    explicit BoardBar(Session& session, QWidget* parent = nullptr);

    // The parts, for tests.
    BarButton* picture() const { return m_picture; }
    BarButton* target() const { return m_target; }
    BarButton* methods() const { return m_methods; }
    BarButton* scale() const { return m_scale; }
    BarButton* removed() const { return m_removed; }
    BarButton* curve() const { return m_curve; }
    void fillPictureMenu(QMenu& menu);
    void fillTargetMenu(QMenu& menu);
    void fillScaleMenu(QMenu& menu);
    void fillRemovedMenu(QMenu& menu);
    void fillCurveMenu(QMenu& menu);
    QWidget* openMethods();  ///< a list with checks

    QRect rest() const;  ///< what its last row leaves at the right

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return flow(width, false); }
    QSize sizeHint() const override;

public Q_SLOTS:
    void refresh();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    int flow(int width, bool place) const;  ///< as many lines as it takes; their height
    void change(const std::function<void(Board&)>& what);
    void addChoice(QMenu& menu, const QString& words, bool now, const std::function<void(Board&)>& what);

    Session& m_session;
    BarButton* m_picture;
    BarButton* m_target;
    BarButton* m_methods;
    BarButton* m_scale;
    BarButton* m_curve;
    BarButton* m_removed;
};

/// The board with something else on it: undone and gone back like all of a view.
void setBoard(Session& session, const Board& board);

}  // namespace vitrine::ui
