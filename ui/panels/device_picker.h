// Pick where the model runs and with which numbers.
#pragma once

#include "core/model/device.h"
#include "ui/panels/popup.h"

class QPushButton;

namespace vitrine::ui {

class Session;
class Words;

class DevicePicker : public Popup {
    Q_OBJECT
public:
    DevicePicker(Session& session, QWidget* parent);

private:
    void choose(const Placement& placement);
    void addPrecision();
    void showPrecision();
    Session& m_session;
    Words *m_bfloat16, *m_float16;
    QPushButton* m_measure;
};

}  // namespace vitrine::ui
