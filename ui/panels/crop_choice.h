// CropChoice: how this picture is cut for the model: as the model was trained, squashed, padded, or a crop of one's own.
#pragma once

#include "ui/controls.h"

namespace vitrine::ui {

class Session;

class CropChoice : public BarButton {
    Q_OBJECT
public:
    explicit CropChoice(Session& session, QWidget* parent = nullptr);

private:
    void choose();
    void refresh();

    Session& m_session;
};

}  // namespace vitrine::ui
