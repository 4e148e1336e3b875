// TargetRow: the class whose map is drawn, and the one it is held against.
#pragma once

#include <QtWidgets/QWidget>

class QMenu;

namespace vitrine::ui {

class BarButton;
class Session;

class TargetRow : public QWidget {
    Q_OBJECT
public:
    explicit TargetRow(Session& session, QWidget* parent = nullptr);

    // The parts, for tests.
    BarButton* of() const { return m_of; }
    BarButton* against() const { return m_against; }
    void fillAgainst(QMenu& menu);

    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();
    void refresh();
    void pick(bool against);

    Session& m_session;
    BarButton* m_of;
    BarButton* m_against;
};

}  // namespace vitrine::ui
