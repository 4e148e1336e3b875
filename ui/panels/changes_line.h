// ChangesLine: what is changed in the run, in the warning colour over what a page shows of it; not there without changes.
#pragma once

#include "ui/panels/elided_label.h"

namespace vitrine::ui {

class Session;

class ChangesLine : public ElidedLabel {
    Q_OBJECT
public:
    explicit ChangesLine(Session& session, QWidget* parent = nullptr);

private:
    void follow();

    Session& m_session;
};

}  // namespace vitrine::ui
