// Pick where the model runs and with which numbers.
#pragma once

#include "core/model/device.h"
#include "ui/panels/popup.h"

namespace vitrine::ui {

class Session;

class DevicePicker : public Popup {
    Q_OBJECT
public:
    DevicePicker(Session& session, QWidget* parent);

private:
    void choose(const Placement& placement);
    Session& m_session;
};

}  // namespace vitrine::ui
