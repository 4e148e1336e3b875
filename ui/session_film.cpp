// The session's film strip: which pictures there are, from files, memory and downloads, and in which order.
#include "core/image/folder.h"
#include "core/read_file.h"
#include "core/scene/scene.h"
#include "core/weights/checkpoint.h"
#include "core/weights/checkpoint_folder.h"
#include "ui/pixels.h"
#include "ui/session.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>

namespace vitrine::ui {
namespace {

QString shortName(const std::filesystem::path& file) { return QString::fromStdString(file.filename().string()); }

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
    return extension == ".pth" || extension == ".pt" || extension == ".bin" || extension == ".ckpt" ||
           file.native().ends_with(".index.json");
}

Sorted sortFiles(const std::vector<std::filesystem::path>& files) {
    Sorted sorted;
    for (const std::filesystem::path& file : files) {
        try {
            std::error_code ignored;
            if (std::filesystem::is_directory(file, ignored) && isModelFolder(file))
                sorted.checkpoint = file;
            else if (std::filesystem::is_directory(file, ignored)) {
                const auto images = imagesIn(file);
                sorted.pictures.insert(sorted.pictures.end(), images.begin(), images.end());
            } else if (isSceneFile(file))
                sorted.scene = file;
            else if (isCheckpoint(file))
                sorted.checkpoint = file;
            else
                sorted.pictures.push_back(file);
        } catch (const Error& e) {
            sorted.problems.push_back({QString::fromStdString(e.subject()), QString::fromStdString(e.reason())});
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
    if (!source.url.empty())
        item.where = QString::fromStdString(source.url);
    else if (!isFetched(source.file))
        item.where = QString::fromStdString(source.file.string());
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
        auto old = shown();
        m_picture.reset();
        dropRun();
        m_pictureError = {};
        endActivity({Activity::OpeningPicture, Activity::Looking});
        Q_EMIT pictureChanged();
        Q_EMIT resultChanged();
        Q_EMIT mapsChanged();
        free(std::move(old));
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
    item.error = {};
    item.thumbnailTried = !item.thumbnail.isNull();  // a bad file is found bad again
    m_film.insert(m_film.begin() + index, std::move(item));
    if (m_current >= index)
        ++m_current;
    Q_EMIT filmChanged();
    makeThumbnails();
    if (m_current < 0)
        showPicture(index);
    else
        beQuiet();
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

// --- thumbnails ------------------------------------------------------------------------------------------------------

void Session::makeThumbnails() {
    if (m_thumbLane.busy())
        return;
    const auto next =
        std::find_if(m_film.begin(), m_film.end(), [](const FilmItem& item) { return !item.thumbnailTried; });
    if (next == m_film.end())
        return;
    m_thumbLane.start([source = next->source](const Progress&) { return thumbnailOf(source); },
                      [this, id = next->id, frame = next->source.frame](const Outcome<QImage>& outcome) {
                          const auto item = std::find_if(m_film.begin(), m_film.end(), [&](const FilmItem& f) {
                              return f.id == id && f.source.frame == frame;  // else another one is shown by now
                          });
                          if (item != m_film.end()) {
                              item->thumbnail = outcome.ok() ? *outcome.value : QImage(1, 1, QImage::Format_Invalid);
                              item->thumbnailTried = true;
                              if (!outcome.ok() && !item->top1)
                                  item->error = outcome.error;  // of the file: a model need not look at it to tell
                              Q_EMIT filmItemChanged(int(item - m_film.begin()));
                          }
                          makeThumbnails();
                      });
}

// --- downloads --------------------------------------------------------------------------------------------------------

void Session::openUrls(const QList<QUrl>& urls) {
    if (!m_fetcher.busy())
        m_showsArrival = true;
    m_fetcher.fetch(urls);
}

void Session::followFetcher() {
    connect(&m_fetcher, &PictureFetcher::progressed, this, [this](const QString& name, int done, int total) {
        if (!m_loadLane.busy() && !m_runLane.busy())
            setActivity(Activity::Downloading, tr("Downloading %1").arg(name), done, total);
    });
    connect(&m_fetcher, &PictureFetcher::arrived, this, [this](const QUrl& url, const QString& file) {
        PictureSource source;
        source.file = file.toStdString();
        if (url.scheme() != QLatin1String("data"))
            source.url = url.toString(QUrl::FullyEncoded).toStdString();
        endActivity({Activity::Downloading});
        addPicture(source, nameOf(url), std::exchange(m_showsArrival, false));
        beQuiet();
    });
    connect(&m_fetcher, &PictureFetcher::failed, this, [this](const Failure& why) {
        endActivity({Activity::Downloading});
        Q_EMIT notice(why.subject, why.reason);
    });
}

// --- order ------------------------------------------------------------------------------------------------------------

void Session::sortFilm(FilmOrder order) {
    m_filmOrder = order;
    arrangeFilm();
}

// Called when somebody asks and when the last picture has been looked at: never while they come in, when places would
// change under the mouse.
void Session::arrangeFilm() {
    const auto before = [order = m_filmOrder](const FilmItem& a, const FilmItem& b) {
        switch (order) {
        case FilmOrder::ByName: return naturalLess(a.name.toStdString(), b.name.toStdString());
        case FilmOrder::ByConfidence: return a.probability > b.probability;
        case FilmOrder::ByClass:
            if (a.label.isEmpty() != b.label.isEmpty())
                return b.label.isEmpty();  // those without an opinion last
            return a.label != b.label ? a.label < b.label : a.probability > b.probability;
        case FilmOrder::AsAdded: break;
        }
        return a.id < b.id;
    };
    if (std::is_sorted(m_film.begin(), m_film.end(), before))
        return;
    const int shown = m_current >= 0 ? m_film[size_t(m_current)].id : 0;
    std::stable_sort(m_film.begin(), m_film.end(), before);
    const auto at = std::find_if(m_film.begin(), m_film.end(), [&](const FilmItem& item) { return item.id == shown; });
    m_current = at == m_film.end() ? -1 : int(at - m_film.begin());
    Q_EMIT filmChanged();
}

}  // namespace vitrine::ui
