// What can be done with the picture itself: how large, what of it, who asks, how its map is drawn.
#include "ui/actions.h"
#include "ui/main_window.h"
#include "ui/panels/brush_control.h"
#include "ui/panels/image_view.h"
#include "ui/panels/picture_control.h"
#include "ui/panels/stage.h"
#include "ui/session.h"

namespace vitrine::ui {
namespace {

Blend nextOf(Blend blend) { return blend == Blend::Light ? Blend::Over : Blend(int(blend) + 1); }

}  // namespace

void MainWindow::addPictureActions() {
    const QString group = tr("The picture");
    ImageView* view = m_stage->view();
    PictureControl* picture = m_stage->picture();
    const auto add = [&](const char* id, const QString& title, const QList<QKeySequence>& by, std::function<void()> run) {
        m_actions->add({QLatin1String(id), group, title, by, std::move(run)});
    };
    add("picture.fit", tr("All of the picture"), {QKeySequence(Qt::Key_F), QKeySequence(Qt::Key_0)},
        [view] { view->fit(); });
    add("picture.pixels", tr("Actual size: a pixel of the picture is one of the screen"), keysOf(tr("A")),
        [view] { view->showPixels(); });
    add("picture.zoom.crop", tr("Zoom to what the model sees"), keysOf(tr("Z")), [view] { view->zoomToCrop(); });
    add("picture.zoom.in", tr("Zoom in"), {QKeySequence(Qt::Key_Plus), QKeySequence(Qt::Key_Equal)},
        [view] { view->zoomBy(zoomStep); });
    add("picture.zoom.out", tr("Zoom out"), {QKeySequence(Qt::Key_Minus)}, [view] { view->zoomBy(1 / zoomStep); });
    add("picture.input", tr("What the model gets: its own pixels, or the picture"), keysOf(tr("I")),
        [picture] { picture->toggleInput(); });
    add("picture.crop", tr("Move and resize what the model sees"), keysOf(tr("E")), [view, picture] {
        picture->toggleCropping();
        view->setFocus();  // its arrows
    });
    add("picture.crop.reset", tr("Crop as the model was trained"), keysOf(tr("Shift+E")),
        [this] { m_session.setFraming({}); });
    add("picture.pin", tr("Compare this patch, or let it go"), keysOf(tr("N")), [picture] { picture->togglePin(); });
    add("picture.brush", tr("Brush: paint patches out"), keysOf(tr("K")), [picture] { picture->brush().toggle(); });
    add("picture.mask", tr("Paint the patch that asks out, or put it back"), keysOf(tr("Ctrl+Shift+K")),
        [picture] { picture->brush().togglePatch(); });
    add("picture.unchanged", tr("Nothing changed in the run: all patches, heads and layers back"),
        keysOf(tr("Shift+K")), [this] { m_session.resetChanges(); });
    add("picture.read", tr("The mouse reads values, or asks"), keysOf(tr("V")), [picture] { picture->toggleReading(); });

    const auto change = [this](auto&& set) {
        return [this, set] {
            OverlayStyle style = m_session.style();
            set(style);
            m_session.setStyle(style);
        };
    };
    add("look.smooth", tr("Map smooth, or patch by patch"), keysOf(tr("S")),
        change([](OverlayStyle& style) { style.smooth = !style.smooth; }));
    add("look.lines", tr("Lines of equal value"), keysOf(tr("Shift+L")),
        change([](OverlayStyle& style) { style.contour = !style.contour; }));
    add("look.scale", tr("One colour scale for all layers and heads, or each its own"), keysOf(tr("Shift+S")),
        change([](OverlayStyle& style) { style.shared = !style.shared; }));
    add("look.blend", tr("Next way of meeting the picture: over, multiply, screen, light"), keysOf(tr("B")),
        change([](OverlayStyle& style) { style.blend = nextOf(style.blend); }));
    m_actions->tell({group, tr("Space, held"), tr("The picture without its map")});
    m_actions->tell({group, tr("Ctrl and click"), tr("Compare patches, each in its colour")});
    m_actions->tell({group, tr("Pull at the frame"),
                     tr("Another crop; Shift: not square; arrows move it, Ctrl and arrows "
                        "resize it, Backspace takes it back")});
}

}  // namespace vitrine::ui
