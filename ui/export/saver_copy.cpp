// What is shown, on the clipboard: as a picture, a command, a script.
#include "core/export/overlay_image.h"
#include "core/scene/command.h"
#include "core/scene/python.h"
#include "ui/export/saver.h"
#include "ui/picture_fetcher.h"
#include "ui/pixels.h"
#include "ui/session.h"

#include <QtGui/QClipboard>
#include <QtWidgets/QApplication>

namespace vitrine::ui {

void Saver::copyImage(std::function<QImage(const FigureContent&)> draw, const QString& words) {
    if (!ready(true))
        return;
    auto image = std::make_shared<QImage>();
    m_queue.add({tr("Copying"),
                 [content = content(), image, draw = std::move(draw)](const Progress& progress) mutable {
                     completeMap(content, progress);
                     *image = draw(content);
                 },
                 [this, image, words] {
                     QApplication::clipboard()->setImage(*image);
                     Q_EMIT told(words.arg(image->width()).arg(image->height()));
                 },
                 tr("Cancelled: nothing was copied")});
}

void Saver::copyPicture() {
    copyImage(
        [](const FigureContent& content) {
            return toQImage(overlayImage(*content.plan, *content.result, content.view, content.map));
        },
        tr("Copied: the picture with the map, %1 × %2 px"));
}

void Saver::copyFigure() {
    const Page page = m_session.view().page;
    if (page == Page::Board)
        return copyBoard();
    const auto draw = page == Page::Grid ? gridSheetOf : page == Page::Inside ? insideSheetOf : figureOf;
    copyImage([draw](const FigureContent& content) { return toImage(draw(content), figureScale); },
              tr("Copied: the figure, %1 × %2 px"));
}

void Saver::copyLine(CommandOf command, const char* ending) {
    if (!ready(false))
        return;
    const Scene now = scene();
    if (now.picture.file.empty() || (now.picture.url.empty() && isFetched(now.picture.file)))
        return tell(tr("This picture has no file"),
                    tr("a command needs one. Save a scene (Ctrl+Shift+S): `vitrine shot SCENE.json` draws it."));
    const QString line = QString::fromStdString(shellLine(command(now, proposedName(now) + ending)));
    QApplication::clipboard()->setText(line);
    Q_EMIT told(tr("Copied: %1").arg(line));
}

void Saver::copyCommand() {
    const View& view = m_session.view();
    if (view.page != Page::Picture || !view.pins.empty())
        return copyWindowCommand();
    copyLine(explainCommand, ".png");
}

void Saver::copyWindowCommand() { copyLine(shotCommand, "-window.png"); }

void Saver::copyPython() {
    if (!ready(true))
        return;
    if (const std::string why = whyNoPython(*m_session.plan(), m_session.view().intervention); !why.empty())
        return tell(tr("There is no script for this"), QString::fromStdString(why));
    QApplication::clipboard()->setText(
        QString::fromStdString(pythonScript(scene(), *m_session.plan(), m_session.result()->top)));
    Q_EMIT told(tr("Copied: a Python script for torch and torchvision that computes this prediction and this map"));
}

}  // namespace vitrine::ui
