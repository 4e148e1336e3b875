#include "ui/export/saver.h"

#include "core/export/map_file.h"
#include "core/export/overlay_image.h"
#include "core/image/decode.h"
#include "core/image/read_file.h"
#include "core/scene/command.h"
#include "core/scene/python.h"
#include "core/weights/sha256.h"
#include "ui/picture_fetcher.h"
#include "ui/pixels.h"
#include "ui/recent.h"
#include "ui/scenes/window_scene.h"
#include "ui/session.h"

#include <QtCore/QSettings>
#include <QtCore/QStandardPaths>
#include <QtGui/QClipboard>
#include <QtWidgets/QApplication>
#include <QtWidgets/QFileDialog>

#include <algorithm>

namespace vitrine::ui {
namespace {

constexpr double figureScale = 2;  // px of a figure's PNG to one of its own: 192 to the inch

const QString folderKey = QStringLiteral("saveFolder");
const QString formatKey = QStringLiteral("saveFormat");

void writeText(const std::string& text, const std::filesystem::path& file) {
    writeFile(file, {reinterpret_cast<const uint8_t*>(text.data()), text.size()});
}

Drawing drawingOf(SaveKind kind, const FigureContent& content) {
    return kind == SaveKind::AllHeads ? gridSheetOf(content) : figureOf(content);
}

Image overlayOf(const FigureContent& content) { return overlayImage(*content.result, content.view, content.map); }

/// Of the weights; empty when there is no time for it: a file of gigabytes takes seconds.
std::string hashOf(const std::filesystem::path& weights, const Progress& progress, const SaveQueue::Hurry& hurry) {
    try {
        return sha256OfFile(weights,
                            [&](int done, int total) { return !*hurry && (!progress || progress(done, total)); });
    } catch (const Cancelled&) {
        if (!*hurry)
            throw;
        return {};
    }
}

/// A scene that needs nothing but the weights: a picture that has no file of its own is put into it.
Scene portable(Scene scene) {
    PictureSource& picture = scene.picture;
    const bool isOurs = !picture.file.empty() && isFetched(picture.file);
    if (!picture.image && (isOurs || !picture.url.empty())) {
        picture.image = std::make_shared<const Image>(decodePicture(picture.file, {.frame = picture.frame}).image);
        picture.frame = 0;  // the only one
    }
    return scene;
}

/// A picture, a figure or numbers. What is cancelled before it is written leaves no file.
void writeShown(FigureContent content, SaveKind kind, const std::filesystem::path& file, const Progress& progress) {
    content.map = explain(*content.result->capture, content.view.map);
    if (kind == SaveKind::Numbers)
        return writeMap(content.map, caption(*content.result->capture, content.view.map), file);
    if (kind == SaveKind::Picture) {
        const Image image = overlayOf(content);
        report(progress, 1, 2);
        return writePng(image, file);
    }
    const Drawing drawing = drawingOf(kind, content);
    report(progress, 1, 2);
    writeDrawing(drawing, file, figureScale);
}

QString filterOf(const SaveFormat& format) {
    return QStringLiteral("%1 (*%2)").arg(Saver::tr(format.words), QLatin1String(format.extension));
}

QString startFolder() {
    const QString before = QSettings().value(folderKey).toString();
    if (!before.isEmpty() && QFileInfo(before).isDir())
        return before;
    return QStandardPaths::writableLocation(QStandardPaths::PicturesLocation);
}

}  // namespace

Saver::Saver(Session& session, QWidget& window)
    : QObject(&window), m_session(session), m_window(window), m_queue(session, nullptr) {
    connect(&m_queue, &SaveQueue::failed, this, [this](const Failure& why) {
        tell(why.subject, why.reason);
        Q_EMIT failed(why);
    });
    connect(&m_queue, &SaveQueue::cancelled, this, [this] { Q_EMIT told(tr("Cancelled: it was not saved")); });
}

const std::vector<SaveFormat>& Saver::formats() {
    static const std::vector<SaveFormat> all{
        {SaveKind::Picture, ".png", QT_TR_NOOP("The picture with the map, PNG")},
        {SaveKind::Figure, ".png", QT_TR_NOOP("Figure with colour bar and caption, PNG")},
        {SaveKind::Figure, ".svg", QT_TR_NOOP("Figure with colour bar and caption, SVG")},
        {SaveKind::Figure, ".pdf", QT_TR_NOOP("Figure with colour bar and caption, PDF")},
        {SaveKind::AllHeads, ".png", QT_TR_NOOP("All layers and heads on one sheet, PNG")},
        {SaveKind::AllHeads, ".svg", QT_TR_NOOP("All layers and heads on one sheet, SVG")},
        {SaveKind::AllHeads, ".pdf", QT_TR_NOOP("All layers and heads on one sheet, PDF")},
        {SaveKind::Numbers, ".npz", QT_TR_NOOP("The map's numbers for NumPy, NPZ")},
        {SaveKind::Numbers, ".csv", QT_TR_NOOP("The map's numbers for a spreadsheet, CSV")},
        {SaveKind::Numbers, ".safetensors", QT_TR_NOOP("The map's numbers, safetensors")},
        {SaveKind::Window, ".png", QT_TR_NOOP("The window as it is, PNG")},
        {SaveKind::Python, ".py", QT_TR_NOOP("Python script that computes the same with torchvision")},
        {SaveKind::Scene, ".json", QT_TR_NOOP("Scene: opens again just like this")},
    };
    return all;
}

const SaveFormat& Saver::formatFor(SaveKind kind, const std::filesystem::path& file) {
    const std::string extension = extensionOf(file);
    const auto& all = formats();
    const auto find = [&](auto&& fits) { return std::find_if(all.begin(), all.end(), fits); };
    auto found = find([&](const SaveFormat& f) { return f.kind == kind && f.extension == extension; });
    if (found == all.end())
        found = find([&](const SaveFormat& f) { return f.extension == extension; });
    if (found == all.end())
        found = find([&](const SaveFormat& f) { return f.kind == kind; });
    return *found;
}

// --- what is shown ----------------------------------------------------------------------------------------------------

bool Saver::ready(bool needsMap) {
    if (m_session.currentIndex() < 0 || !m_session.plan())
        tell(tr("Nothing to save yet"), tr("open a picture first: drop one on the window."));
    else if (needsMap && (!m_session.result() || m_session.hasStale()))
        tell(tr("Not ready yet"), tr("the model is still at work on this picture. Try again in a moment."));
    else
        return true;
    return false;
}

FigureContent Saver::content() const {
    FigureContent content;
    content.result = m_session.result();
    content.view = m_session.view();
    content.pictureName = m_session.film()[size_t(m_session.currentIndex())].name;
    content.modelName = modelWords(*m_session.plan());
    if (content.view.target)
        content.target = QString::fromStdString(m_session.plan()->label(*content.view.target));
    return content;
}

Scene Saver::scene() const { return sceneOf(m_session, m_window); }

QString Saver::proposal() const { return QString::fromStdString(proposedName(scene())); }

// --- saving -----------------------------------------------------------------------------------------------------------

void Saver::ask() {
    const int last = std::clamp(QSettings().value(formatKey, 0).toInt(), 0, int(formats().size()) - 1);
    if (m_session.view().page == Page::Grid)
        ask(SaveKind::AllHeads);
    else if (ready(true))
        chooseFile(formats()[size_t(last)]);
}

void Saver::ask(SaveKind kind) {
    if (ready(kind != SaveKind::Scene && kind != SaveKind::Window))
        chooseFile(formatFor(kind, {}));
}

void Saver::chooseFile(const SaveFormat& first) {
    auto* dialog = new QFileDialog(&m_window, tr("Save"), startFolder());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    QStringList filters;
    for (const SaveFormat& format : formats())
        filters << filterOf(format);
    dialog->setNameFilters(filters);
    dialog->selectNameFilter(filterOf(first));
    dialog->setDefaultSuffix(QString::fromLatin1(first.extension + 1));
    dialog->selectFile(proposal() + QLatin1String(first.extension));
    const auto chosen = [dialog, filters]() -> const SaveFormat& {
        return formats()[size_t(std::max<qsizetype>(0, filters.indexOf(dialog->selectedNameFilter())))];
    };
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog, chosen] {  // the name's ending goes along
        const SaveFormat& format = chosen();
        dialog->setDefaultSuffix(QString::fromLatin1(format.extension + 1));
        const QFileInfo name(dialog->selectedFiles().value(0));
        dialog->selectFile(name.completeBaseName() + QLatin1String(format.extension));
    });
    connect(dialog, &QFileDialog::fileSelected, this, [this, chosen](const QString& name) {
        const std::filesystem::path file = name.toStdString();
        const SaveFormat& format = formatFor(chosen().kind, file);
        QSettings().setValue(folderKey, QFileInfo(name).absolutePath());
        QSettings().setValue(formatKey, int(&chosen() - formats().data()));
        if (extensionOf(file) == format.extension)
            return save(format, file);
        const std::filesystem::path whole = file.string() + format.extension;
        std::error_code ignored;
        if (std::filesystem::exists(whole, ignored))  // the dialog has asked about another name
            return tell(tr("%1 is there already").arg(QString::fromStdString(whole.filename().string())),
                        tr("It was not saved. Save again, and choose that file or another name."));
        save(format, whole);
    });
    dialog->open();
}

void Saver::save(const SaveFormat& format, const std::filesystem::path& file) {
    const SaveKind kind = format.kind;
    std::function<void(const Progress&)> work;
    if (kind == SaveKind::Window) {
        work = [image = m_window.grab().toImage(), file](const Progress&) { writePng(fromQImage(image), file); };
    } else if (kind == SaveKind::Scene) {
        work = [scene = scene(), plan = m_session.plan(), file, hurry = m_queue.hurry()](const Progress& progress) {
            Scene all = portable(scene);
            if (!plan->file.empty())
                all.weightsHash = hashOf(plan->file, progress, hurry);
            writeScene(all, file);
        };
    } else if (kind == SaveKind::Python) {
        if (const std::string why = whyNoPython(*m_session.plan()); !why.empty())
            return tell(tr("There is no script for this model"), QString::fromStdString(why));
        work = [script = pythonScript(scene(), *m_session.plan(), m_session.result()->top), file](const Progress&) {
            writeText(script, file);
        };
    } else {
        work = [content = content(), kind, file](const Progress& progress) {
            writeShown(content, kind, file, progress);
        };
    }
    const QString name = QString::fromStdString(file.filename().string());
    m_queue.add({tr("Saving %1").arg(name), std::move(work), [this, file, kind] {
                     Q_EMIT told(tr("Saved: %1").arg(QString::fromStdString(file.string())));
                     if (kind == SaveKind::Scene)
                         noteRecent(QString::fromStdString(file.string()));
                     Q_EMIT saved(QString::fromStdString(file.string()), kind);
                 }});
}

// --- copying ----------------------------------------------------------------------------------------------------------

void Saver::copyImage(std::function<QImage(const FigureContent&)> draw, const QString& words) {
    if (!ready(true))
        return;
    auto image = std::make_shared<QImage>();
    m_queue.add({tr("Copying"),
                 [content = content(), image, draw = std::move(draw)](const Progress&) mutable {
                     content.map = explain(*content.result->capture, content.view.map);
                     *image = draw(content);
                 },
                 [this, image, words] {
                     QApplication::clipboard()->setImage(*image);
                     Q_EMIT told(words.arg(image->width()).arg(image->height()));
                 }});
}

void Saver::copyPicture() {
    copyImage([](const FigureContent& content) { return toQImage(overlayOf(content)); },
              tr("Copied: the picture with the map, %1 × %2 px"));
}

void Saver::copyFigure() {
    const SaveKind kind = m_session.view().page == Page::Grid ? SaveKind::AllHeads : SaveKind::Figure;
    copyImage([kind](const FigureContent& content) { return toImage(drawingOf(kind, content), figureScale); },
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
    if (const std::string why = whyNoPython(*m_session.plan()); !why.empty())
        return tell(tr("There is no script for this model"), QString::fromStdString(why));
    QApplication::clipboard()->setText(
        QString::fromStdString(pythonScript(scene(), *m_session.plan(), m_session.result()->top)));
    Q_EMIT told(tr("Copied: a Python script for torch and torchvision that computes this prediction and this map"));
}

void Saver::tell(const QString& title, const QString& text) { Q_EMIT m_session.notice(title, text); }

}  // namespace vitrine::ui
