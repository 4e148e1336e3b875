// BrushControl: what the brush on the picture does to the session.
#pragma once

#include "core/model/intervention.h"

#include <QtCore/QObject>

#include <vector>

namespace vitrine::ui {

class ImageView;
class Session;

class BrushControl : public QObject {
    Q_OBJECT
public:
    BrushControl(Session& session, ImageView& view, QObject* parent);

    void toggle();       ///< the brush, on the picture's page or the input's
    bool leave();        ///< false: it was not on
    void togglePatch();  ///< of the patch that asks: painted out, or there again

private:
    void paint(const std::vector<Cell>& patches, bool erases);
    void updateTools();

    Session& m_session;
    ImageView& m_view;
};

}  // namespace vitrine::ui
