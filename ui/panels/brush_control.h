// BrushControl: what the brush on the picture does to the session, and what is seen of the patches that are painted out or
// hold another picture's tokens.
#pragma once

#include "core/model/intervention.h"

#include <QtCore/QObject>
#include <QtGui/QImage>

#include <memory>

namespace vitrine {
struct Picture;
}

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
    void updateMasked();
    void updateTools();

    Session& m_session;
    ImageView& m_view;
    std::shared_ptr<const Picture> m_filledOf;  ///< what m_filling was made of
    Fill m_fill = Fill::Drop;
    QImage m_filling;
};

}  // namespace vitrine::ui
