// The session's pictures: from files to the film strip, and through the model.
#include "core/image/folder.h"
#include "core/image/read_file.h"
#include "core/scene/scene.h"
#include "core/weights/checkpoint.h"
#include "ui/pixels.h"
#include "ui/session.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>

namespace vitrine::ui {
namespace {

QString shortName(const std::filesystem::path& file) { return QString::fromStdString(file.filename().string()); }

/// "cat 80 %"; no word where there is no opinion.
void setTop1(FilmItem& item, const Result& result) {
    item.frames = result.picture->origin.frames;
    if (result.top.empty() || result.zeroLogits) {
        item.top1 = QStringLiteral("");
        return;
    }
    const Prediction& first = result.top.front();
    item.label = QString::fromStdString(first.label);
    item.probability = first.probability;
    item.top1 = Session::tr("%1 %2 %").arg(item.label).arg(qRound(first.probability * 100));
}

/// Small, square from the middle, for the strip.
QImage thumbnailOf(const PictureSource& source) {
    constexpr int side = 128;
    const Image picture = wholeImage(source, side);
    const int square = std::min(picture.width, picture.height);
    const QImage whole = viewOf(picture);
    const QImage middle(whole.constScanLine((picture.height - square) / 2) + 3 * ((picture.width - square) / 2), square,
                        square, whole.bytesPerLine(), whole.format());  // no copy
    return middle.scaled(side, side, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

/// A .safetensors with a tensor `input` is a picture already preprocessed; every other one is a checkpoint.
bool isCheckpoint(const std::filesystem::path& file) {
    const std::string extension = extensionOf(file);
    if (extension == ".safetensors")
        return Checkpoint::open(file)->find("input") == nullptr;
    return extension == ".pth" || extension == ".pt" || extension == ".bin";
}

Sorted sortFiles(const std::vector<std::filesystem::path>& files) {
    Sorted sorted;
    for (const std::filesystem::path& file : files) {
        try {
            std::error_code ignored;
            if (std::filesystem::is_directory(file, ignored)) {
                const auto images = imagesIn(file);
                sorted.pictures.insert(sorted.pictures.end(), images.begin(), images.end());
            } else if (isSceneFile(file))
                sorted.scene = file;
            else if (isCheckpoint(file))
                sorted.checkpoint = file;
            else
                sorted.pictures.push_back(file);
        } catch (const Error& e) {
            sorted.problems.push_back(
                {QString::fromStdString(e.subject()), QString::fromStdString(e.reason()), false, 0});
        }
    }
    return sorted;
}

}  // namespace

void Session::openFiles(const std::vector<std::filesystem::path>& files) {
    m_pending.insert(m_pending.end(), files.begin(), files.end());
    if (!m_sortLane.busy())
        openPending();
}

void Session::openPending() {
    if (m_pending.empty())
        return;
    m_sortLane.start([files = std::exchange(m_pending, {})](const Progress&) { return sortFiles(files); },
                     [this](const Outcome<Sorted>& outcome) {
                         const int first = int(m_film.size());
                         if (outcome.ok()) {
                             for (const Failure& problem : outcome.value->problems)
                                 Q_EMIT notice(problem.subject, problem.reason);
                             for (const std::filesystem::path& file : outcome.value->pictures)
                                 appendPicture({file, {}, {}}, shortName(file));
                             Q_EMIT filmChanged();  // once, however many there are
                             makeThumbnails();
                             if (!outcome.value->checkpoint.empty())
                                 openCheckpoint(outcome.value->checkpoint);
                             m_tryFrom = first < int(m_film.size()) ? m_film[size_t(first)].id : 0;
                             m_tryUntil = m_nextId - 1;
                             show(first);
                             if (!outcome.value->scene.empty())
                                 Q_EMIT sceneWanted(QString::fromStdString(outcome.value->scene.string()));
                         } else
                             Q_EMIT notice(outcome.error.subject, outcome.error.reason);
                         openPending();
                     });
}

void Session::openCheckpoint(const std::filesystem::path& file) {
    ModelRequest request;
    request.placement = m_request.placement;
    request.weights = file.string();
    openModel(request);
}

void Session::addImage(Image image, const QString& name) {
    PictureSource source;
    source.image = std::make_shared<const Image>(std::move(image));
    addPicture(source, name);
}

void Session::appendPicture(const PictureSource& source, const QString& name) {
    FilmItem item;
    item.id = m_nextId++;
    item.source = source;
    item.name = name;
    item.where = QString::fromStdString(source.url.empty() ? source.file.string() : source.url);
    m_film.push_back(std::move(item));
}

void Session::addPicture(const PictureSource& source, const QString& name, bool show) {
    appendPicture(source, name);
    Q_EMIT filmChanged();
    makeThumbnails();
    if (show)
        showPicture(int(m_film.size()) - 1);
}

void Session::addDummyInput(uint64_t seed) {
    PictureSource source;
    source.dummySeed = seed;
    addPicture(source, tr("torch.randn, seed %1").arg(seed));
}

void Session::removePicture(int index) {
    if (index < 0 || index >= int(m_film.size()))
        return;
    m_film.erase(m_film.begin() + index);
    if (index < m_current)
        --m_current;
    else if (index == m_current) {
        m_current = -1;
        m_runLane.cancel();
        m_prepareLane.cancel();
        m_picture.reset();
        m_result.reset();
        m_maps.reset();
        m_pictureError = {};
        setActivity({});
        Q_EMIT pictureChanged();
        Q_EMIT resultChanged();
        Q_EMIT mapsChanged();
        if (!m_film.empty()) {
            Q_EMIT filmChanged();
            showPicture(std::min(index, int(m_film.size()) - 1));
            return;
        }
        Q_EMIT currentChanged();
    }
    Q_EMIT filmChanged();
}

void Session::insertPicture(int index, FilmItem item) {
    index = std::clamp(index, 0, int(m_film.size()));
    item.top1.reset();  // of a model that may be another one by now
    m_film.insert(m_film.begin() + index, std::move(item));
    if (m_current >= index)
        ++m_current;
    Q_EMIT filmChanged();
    makeThumbnails();
    if (m_current < 0)
        showPicture(index);
    else
        runNextForFilm();
}

// Once told, however many there are; the one shown goes last, so that nothing is looked at in vain.
void Session::removePictures(std::vector<int> indices) {
    std::sort(indices.begin(), indices.end(), std::greater<>());
    indices.erase(std::unique(indices.begin(), indices.end()), indices.end());
    const int shown = m_current;
    int before = 0;  // the shown one's neighbours that go
    for (const int index : indices) {
        if (index < 0 || index >= int(m_film.size()) || index == shown)
            continue;
        m_film.erase(m_film.begin() + index);
        before += index < shown ? 1 : 0;
    }
    m_current -= before;
    if (std::find(indices.begin(), indices.end(), shown) != indices.end())
        removePicture(m_current);
    else
        Q_EMIT filmChanged();
}

void Session::clearPictures() {
    std::vector<int> all(m_film.size());
    std::iota(all.begin(), all.end(), 0);
    removePictures(std::move(all));
}

void Session::showPicture(int index) {
    m_tryFrom = m_tryUntil = 0;  // the person's own choice
    show(index);
}

// Of several given together the first good one is shown: a broken one among them does not take its place.
bool Session::showNextInstead() {
    const int id = m_film[size_t(m_current)].id;
    if (id < m_tryFrom || id > m_tryUntil || m_tryFrom == m_tryUntil)
        return false;
    const int wanted = id < m_tryUntil ? id + 1 : m_tryFrom;  // none is good: the first says why
    if (id == m_tryUntil)
        m_tryFrom = m_tryUntil = 0;
    const auto next = std::find_if(m_film.begin(), m_film.end(), [&](const FilmItem& f) { return f.id == wanted; });
    if (next == m_film.end())
        return false;
    show(int(next - m_film.begin()));
    return true;
}

void Session::show(int index) {
    const bool shown = m_result || m_pictureError.any() || m_prepareLane.busy() || m_runLane.busy() || m_loadLane.busy();
    if (index < 0 || index >= int(m_film.size()) || (index == m_current && !m_stale && shown))
        return;
    m_current = index;
    m_hover.reset();
    m_view.map.query = {};
    m_view.pins.clear();
    Q_EMIT currentChanged();
    Q_EMIT viewChanged();
    preparePicture();
}

void Session::setFraming(const Framing& framing) {
    if (m_current < 0 || m_film[size_t(m_current)].source.framing == framing)
        return;
    m_film[size_t(m_current)].source.framing = framing;
    preparePicture();
}

void Session::preparePicture() {
    m_runLane.cancel();
    m_filmLane.cancel();
    if (m_current < 0 || !m_plan)
        return;
    m_stale = m_picture != nullptr;
    m_pictureError = {};
    const FilmItem& item = m_film[size_t(m_current)];
    if (!m_loadLane.busy())
        setActivity(tr("Opening %1").arg(item.name));
    Q_EMIT pictureChanged();
    m_prepareLane.start([plan = m_plan, source = item.source](const Progress&) { return prepare(*plan, source); },
                        [this](Outcome<Picture> outcome) {
                            m_stale = false;
                            m_result.reset();
                            m_maps.reset();
                            m_mapsCapture.reset();
                            m_stats.reset();
                            if (!m_loadLane.busy())
                                setActivity({});
                            m_picture = outcome.value;
                            m_pictureError = outcome.error;
                            m_film[size_t(m_current)].error = outcome.error;
                            if (outcome.ok())
                                m_film[size_t(m_current)].frames = outcome.value->origin.frames;
                            Q_EMIT pictureChanged();
                            Q_EMIT resultChanged();
                            Q_EMIT mapsChanged();
                            if (outcome.ok())
                                runPicture();
                            else {
                                Q_EMIT filmItemChanged(m_current);
                                if (!showNextInstead())
                                    runNextForFilm();
                            }
                        });
}

void Session::runPicture() {
    if (!m_model || !m_picture || m_stale || m_current < 0 || m_prepareLane.busy())
        return;
    m_filmLane.cancel();
    const QString what = tr("Looking at %1").arg(m_film[size_t(m_current)].name);
    setActivity(what, 0, m_plan->config.num_layers);
    m_runLane.start(
        [model = m_model, picture = m_picture](const Progress& progress) { return look(*model, picture, progress); },
        [this](const Outcome<Result>& outcome) {
            setActivity({});
            if (outcome.ok()) {
                m_result = outcome.value;
                setTop1(m_film[size_t(m_current)], *m_result);
                Q_EMIT filmItemChanged(m_current);
                Q_EMIT resultChanged();
                requestMaps();
            } else if (!outcome.cancelled) {
                m_pictureError = outcome.error;
                m_film[size_t(m_current)].error = outcome.error;
                Q_EMIT filmItemChanged(m_current);
                Q_EMIT pictureChanged();
            }
            runNextForFilm();
        },
        [this, what](int done, int total) { setActivity(what, done, total); });
}

// While nothing else is asked: what the model says of the other pictures, one after the other.
void Session::runNextForFilm() {
    if (!m_model || m_runLane.busy() || m_filmLane.busy())
        return;
    const auto next = std::find_if(m_film.begin(), m_film.end(), [](const FilmItem& item) {
        return !item.top1 && !item.error.any() && !item.source.dummySeed;
    });
    if (next == m_film.end() || m_plan->isRandom)
        return arrangeFilm();
    m_filmLane.start(
        [model = m_model, source = next->source](const Progress& progress) { return look(*model, source, progress); },
        [this, id = next->id](const Outcome<Result>& outcome) {
            const auto item = std::find_if(m_film.begin(), m_film.end(), [id](const FilmItem& f) { return f.id == id; });
            if (item != m_film.end() && !outcome.cancelled) {
                if (outcome.ok())
                    setTop1(*item, *outcome.value);
                else
                    item->error = outcome.error;
                Q_EMIT filmItemChanged(int(item - m_film.begin()));
            }
            runNextForFilm();
        });
}

void Session::makeThumbnails() {
    if (m_thumbLane.busy())
        return;
    const auto next = std::find_if(m_film.begin(), m_film.end(),
                                   [](const FilmItem& item) { return !item.thumbnailTried && !item.error.any(); });
    if (next == m_film.end())
        return;
    m_thumbLane.start([source = next->source](const Progress&) { return thumbnailOf(source); },
                      [this, id = next->id](const Outcome<QImage>& outcome) {
                          const auto item = std::find_if(m_film.begin(), m_film.end(),
                                                         [id](const FilmItem& f) { return f.id == id; });
                          if (item != m_film.end()) {
                              item->thumbnail = outcome.ok() ? *outcome.value : QImage(1, 1, QImage::Format_Invalid);
                              item->thumbnailTried = true;  // why it cannot be shown is said when it is looked at
                              Q_EMIT filmItemChanged(int(item - m_film.begin()));
                          }
                          makeThumbnails();
                      });
}

}  // namespace vitrine::ui
