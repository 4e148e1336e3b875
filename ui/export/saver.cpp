#include "ui/export/saver.h"

#include "core/export/map_file.h"
#include "core/export/overlay_image.h"
#include "core/image/decode.h"
#include "core/read_file.h"
#include "core/scene/command.h"
#include "core/scene/python.h"
#include "core/weights/sha256.h"
#include "ui/main_window.h"
#include "ui/panels/inside_page.h"
#include "ui/picture_fetcher.h"
#include "ui/pixels.h"
#include "ui/recent.h"
#include "ui/scenes/window_scene.h"
#include "ui/session.h"

namespace vitrine::ui {
namespace {

void writeText(const std::string& text, const std::filesystem::path& file) {
    writeFile(file, {reinterpret_cast<const uint8_t*>(text.data()), text.size()});
}

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
    if (kind == SaveKind::InsideNumbers)
        return writeText(insideNumbers(content), file);
    if (kind == SaveKind::Inside) {
        const Drawing drawing = insideSheetOf(content);
        report(progress, 1, 2);
        return writeDrawing(drawing, file, figureScale);
    }
    if (kind == SaveKind::MatrixNumbers)
        return writeMatrix(content, file, progress);
    if (kind == SaveKind::Matrix)
        return writeDrawing(matrixSheetOf(content, progress), file, figureScale);
    completeMap(content, progress);
    if (kind == SaveKind::Numbers)
        return writeMap(content.map, captionOf(content, content.view.map), file);
    if (kind == SaveKind::Picture) {
        const Image image = overlayImage(*content.plan, *content.result, content.view, content.map);
        report(progress, 1, 2);
        return writePng(image, file);
    }
    const Drawing drawing = kind == SaveKind::AllHeads ? gridSheetOf(content) : figureOf(content);
    report(progress, 1, 2);
    writeDrawing(drawing, file, figureScale);
}

}  // namespace

void completeMap(FigureContent& content, const Progress& progress) {
    if (content.map.values.empty())
        content.map = explain(*content.result->capture, content.view.map, progress);
}

Saver::Saver(Session& session, MainWindow& window)
    : QObject(&window), m_session(session), m_window(window), m_queue(session, nullptr) {
    connect(&m_queue, &SaveQueue::failed, this, [this](const Failure& why) {
        tell(why.subject, why.reason);
        Q_EMIT failed(why);
    });
    connect(&m_queue, &SaveQueue::cancelled, this, &Saver::told);
}

// --- what is shown ----------------------------------------------------------------------------------------------------

bool Saver::ready(bool needsMap) {
    if (m_session.currentIndex() < 0 || !m_session.plan())
        tell(tr("Nothing to save yet"), tr("open a picture first: drop one on the window."));
    else if (needsMap && m_session.pictureError().any())
        tell(tr("Nothing to save"), tr("this picture could not be looked at; the window says why."));
    else if (needsMap && (!m_session.result() || m_session.hasStale()))
        Q_EMIT told(tr("Not ready yet: the model is still at work on this picture. Try again in a moment."));
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
    content.target = targetWords(*m_session.plan(), content.view.map.target);
    content.plan = m_session.plan();
    content.model = m_session.model();
    if (m_session.settled() && m_session.maps() && relevant(m_session.mapsRequest()) == relevant(content.view.map))
        content.map = m_session.maps()->map;  // what is shown is what is saved, and a slow one is not made twice
    if (const auto* page = m_window.findChild<InsidePage*>())
        content.inside = page->joint();
    return content;
}

Scene Saver::scene() const { return sceneOf(m_session, m_window); }

QString Saver::proposal(SaveKind kind) const {
    Scene named = scene();
    if (const auto page = pageOf(kind))
        named.view.page = *page;
    return QString::fromStdString(proposedName(named));
}

// --- saving -----------------------------------------------------------------------------------------------------------

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
        if (const std::string why = whyNoPython(*m_session.plan(), m_session.view().intervention); !why.empty())
            return tell(tr("There is no script for this"), QString::fromStdString(why));
        work = [script = pythonScript(scene(), *m_session.plan(), m_session.result()->top), file](const Progress&) {
            writeText(script, file);
        };
    } else if (kind == SaveKind::Board || kind == SaveKind::BoardNumbers) {
        work = boardWork(kind, file);
        if (!work)
            return;
    } else {
        work = [content = content(), kind, file](const Progress& progress) {
            writeShown(content, kind, file, progress);
        };
    }
    const QString name = QString::fromStdString(file.filename().string());
    m_queue.add({tr("Saving %1").arg(name), std::move(work),
                 [this, file, kind] {
                     Q_EMIT told(tr("Saved: %1").arg(QString::fromStdString(file.string())));
                     if (kind == SaveKind::Scene)
                         noteRecent(QString::fromStdString(file.string()));
                     Q_EMIT saved(QString::fromStdString(file.string()), kind);
                 },
                 tr("Cancelled: it was not saved")});
}

void Saver::tell(const QString& title, const QString& text) { Q_EMIT m_session.notice(title, text); }

}  // namespace vitrine::ui
