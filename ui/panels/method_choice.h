// MethodChoice: which method draws the map, as a menu with what each of them does.
#pragma once

#include "ui/controls.h"

class QMenu;

namespace vitrine::ui {

class Session;

class MethodChoice : public BarButton {
    Q_OBJECT
public:
    explicit MethodChoice(Session& session, QWidget* parent = nullptr);
    void fill(QMenu& menu);                ///< also for tests
    void tellAbout(const QWidget& below);  ///< what the method does, and its paper, to read and to copy

private:
    void refresh();

    Session& m_session;
};

}  // namespace vitrine::ui
