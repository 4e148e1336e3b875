// The one bar: what runs, where, and its totals.
#pragma once

#include "core/model/device.h"

#include <QtWidgets/QWidget>

class QMenu;

namespace vitrine::ui {

class BarButton;
class RandomBadge;
class Session;
class Stat;

class TopBar : public QWidget {
    Q_OBJECT
public:
    TopBar(Session& session, QMenu* menu, QWidget* parent = nullptr);

    void openModelPicker();
    void openDevicePicker();
    void openVariants();    ///< the models side by side
    void setLow(bool low);  ///< in a low window

Q_SIGNALS:
    void openCheckpointRequested();
    void openRepositoryRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void refresh();
    void refreshTime();
    void makeRoom();
    Placement usedPlacement() const;

    Session& m_session;
    BarButton* m_model;
    BarButton* m_device;
    BarButton* m_menu;
    RandomBadge* m_random;
    Stat* m_params;
    Stat* m_gmacs;
    Stat* m_memory;
    Stat* m_patch;
    Stat* m_tokens;
    Stat* m_time;
};

}  // namespace vitrine::ui
