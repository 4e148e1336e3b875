#include "ui/panels/crop_choice.h"

#include "ui/panels/crop_frame.h"
#include "ui/session.h"

#include <QtWidgets/QMenu>

namespace vitrine::ui {

namespace {

QString nameOf(Fit fit) {
    switch (fit) {
    case Fit::Crop: return CropChoice::tr("middle cut out");
    case Fit::Squash: return CropChoice::tr("whole, squashed");
    case Fit::Pad: break;
    }
    return CropChoice::tr("whole, padded");
}

/// The picture shown; null where it cannot be cut: there is none, or it is numbers.
const PictureSource* sourceOf(const Session& session) {
    if (session.currentIndex() < 0 || !session.plan())
        return nullptr;
    const PictureSource& source = session.film()[size_t(session.currentIndex())].source;
    return isImage(source) ? &source : nullptr;
}

}  // namespace

CropChoice::CropChoice(Session& session, QWidget* parent) : BarButton(parent), m_session(session) {
    setToolTip(tr("What of the picture the model sees. Its frame on the picture can be pulled, too (E)"));
    connect(this, &QAbstractButton::clicked, this, &CropChoice::choose);
    for (const auto signal : {&Session::pictureChanged, &Session::currentChanged, &Session::planChanged})
        connect(&session, signal, this, &CropChoice::refresh);
    refresh();
}

void CropChoice::choose() {
    const PictureSource* source = sourceOf(m_session);
    if (!source)
        return;
    const Framing now = source->framing;
    const Fit own = m_session.plan()->preprocessing.fit;
    QMenu menu(this);
    const auto add = [&](const QString& words, const Framing& framing, bool isNow) {
        QAction* action = menu.addAction(words, this, [this, framing] { m_session.setFraming(framing); });
        action->setCheckable(true);
        action->setChecked(isNow);
    };
    add(tr("As the model was trained: %1").arg(nameOf(own)), {}, now == Framing{});
    for (const Fit fit : {Fit::Crop, Fit::Squash, Fit::Pad})
        if (fit != own)
            add(nameOf(fit).replace(0, 1, nameOf(fit).left(1).toUpper()), {fit, {}}, !now.crop && now.fit == fit);
    menu.addSeparator();
    if (const auto picture = m_session.picture()) {
        const QSize size(picture->image->width, picture->image->height);
        const Box begin = now.crop.value_or(squareOf(wholeCrop(picture->seen, size)));
        add(tr("Own crop: pull its frame on the picture"), {{}, begin}, now.crop.has_value());
    }
    menu.exec(mapToGlobal(QPoint(0, height() + 4)));
}

void CropChoice::refresh() {
    const PictureSource* source = sourceOf(m_session);
    setEnabled(source != nullptr);
    if (!source)
        return setWords({}, tr("as it is"));
    const Framing& framing = source->framing;
    if (framing.crop)
        setWords({}, tr("own, %1 × %2 px").arg(framing.crop->width).arg(framing.crop->height));
    else
        setWords({}, framing.fit ? nameOf(*framing.fit) : tr("as trained"));
}

}  // namespace vitrine::ui
