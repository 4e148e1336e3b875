#include "ui/session.h"

#include "core/image/folder.h"
#include "core/weights/checkpoint.h"
#include "ui/pixels.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace vitrine::ui {
namespace {

QString shortName(const std::filesystem::path& file) { return QString::fromStdString(file.filename().string()); }

MapAnswer answer(const Capture& capture, const MapRequest& request) {
    return {explainAround(capture, request), caption(capture, request),
            attentionStats(capture, request.layer, request.head, request.query)};
}

/// A .safetensors with a tensor `input` is a picture already preprocessed; every other one is a checkpoint.
bool isCheckpoint(const std::filesystem::path& file) {
    std::string extension = file.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(), [](unsigned char c) { return char(std::tolower(c)); });
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
            } else if (isCheckpoint(file))
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

Session::Session(QObject* parent) : QObject(parent) {
    for (QThreadPool* pool : {&m_modelPool, &m_picturePool, &m_mapPool})
        keepOneThread(*pool);
}

Session::~Session() = default;

// --- the model --------------------------------------------------------------------------------------------------------

void Session::openModel(const ModelRequest& request) {
    m_request = request;
    m_modelError = {};
    m_loadLane.cancel();
    m_runLane.cancel();
    m_filmLane.cancel();
    m_prepareLane.cancel();
    setActivity(tr("Opening the model"));
    m_planLane.start([request](const Progress&) { return vitrine::plan(request); }, [this](Outcome<ModelPlan> outcome) {
        if (!outcome.ok()) {
            m_modelError = outcome.error;
            setActivity({});
            Q_EMIT modelChanged();
            return;
        }
        m_plan = outcome.value;
        resetForModel();
        Q_EMIT planChanged();
        Q_EMIT viewChanged();
        Q_EMIT selectionChanged();
        if (m_plan->headsGuessed)
            Q_EMIT headsWanted(shortName(m_plan->file), m_plan->config.hidden_dim, m_plan->config.num_heads);
        loadModel();
        preparePicture();
    });
}

void Session::resetForModel() {
    m_model.reset();
    m_result.reset();
    m_maps.reset();
    m_mapsCapture.reset();
    m_stats.reset();
    m_hover.reset();
    m_view.query = {};
    m_view.head = m_view.method == "rollout" ? m_view.head : HeadChoice{};
    m_view.layer = m_plan->config.num_layers - 1;
    m_view.layers = {};
    for (FilmItem& item : m_film)
        item.top1.clear();
    m_selected = QStringLiteral("encoder.layers.encoder_layer_%1.self_attention").arg(m_view.layer);
    Q_EMIT filmChanged();
    Q_EMIT resultChanged();
}

void Session::loadModel() {
    const std::shared_ptr<const ModelPlan> plan = m_plan;
    const QString what = plan->isRandom ? tr("Drawing random weights") : tr("Loading %1").arg(QString::fromStdString(plan->weights));
    setActivity(what, 0, plan->config.num_layers);
    Q_EMIT modelChanged();
    m_loadLane.start([plan](const Progress& progress) { return vitrine::load(*plan, progress); },
                     [this](const Outcome<std::shared_ptr<const Model>>& outcome) {
                         setActivity({});
                         if (outcome.ok())
                             m_model = *outcome.value;
                         else if (!outcome.cancelled)
                             m_modelError = outcome.error;
                         Q_EMIT modelChanged();
                         runPicture();
                     },
                     [this, what](int done, int total) { setActivity(what, done, total); });
}

// --- the pictures -----------------------------------------------------------------------------------------------------

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
                                 addPicture({file, {}, {}}, shortName(file), false);
                             if (!outcome.value->checkpoint.empty())
                                 openCheckpoint(outcome.value->checkpoint);
                             showPicture(first);
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

void Session::addPicture(const PictureSource& source, const QString& name, bool show) {
    FilmItem item;
    item.id = m_nextId++;
    item.source = source;
    item.name = name;
    item.where = QString::fromStdString(source.file.string());
    m_film.push_back(std::move(item));
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

void Session::clearPictures() {
    while (!m_film.empty())
        removePicture(int(m_film.size()) - 1);
}

void Session::showPicture(int index) {
    if (index < 0 || index >= int(m_film.size()) || (index == m_current && !m_stale && (m_picture || m_prepareLane.busy())))
        return;
    m_current = index;
    m_hover.reset();
    m_view.query = {};
    Q_EMIT currentChanged();
    Q_EMIT viewChanged();
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
    m_prepareLane.start(
        [plan = m_plan, source = item.source](const Progress&) { return prepare(*plan, source); },
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
            Q_EMIT pictureChanged();
            Q_EMIT resultChanged();
            Q_EMIT mapsChanged();
            if (outcome.ok())
                runPicture();
            else {
                Q_EMIT filmChanged();
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
        [model = m_model, picture = m_picture](const Progress& progress) { return look(*model, *picture, progress); },
        [this](const Outcome<Result>& outcome) {
            setActivity({});
            if (outcome.ok()) {
                m_result = outcome.value;
                FilmItem& item = m_film[size_t(m_current)];
                if (!m_result->top.empty() && !m_result->zeroLogits)
                    item.top1 = tr("%1 %2 %").arg(QString::fromStdString(m_result->top[0].label)).arg(qRound(m_result->top[0].probability * 100));
                Q_EMIT filmChanged();
                Q_EMIT resultChanged();
                requestMaps();
            } else if (!outcome.cancelled) {
                m_pictureError = outcome.error;
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
        return item.top1.isEmpty() && !item.error.any() && !item.source.dummySeed;
    });
    if (next == m_film.end() || m_plan->isRandom)
        return;
    m_filmLane.start([model = m_model, source = next->source](const Progress& progress) { return look(*model, source, progress); },
                     [this, id = next->id](const Outcome<Result>& outcome) {
                         const auto item = std::find_if(m_film.begin(), m_film.end(), [id](const FilmItem& f) { return f.id == id; });
                         if (item != m_film.end() && !outcome.cancelled) {
                             if (outcome.ok() && !outcome.value->top.empty())
                                 item->top1 = tr("%1 %2 %").arg(QString::fromStdString(outcome.value->top[0].label))
                                                  .arg(qRound(outcome.value->top[0].probability * 100));
                             else if (outcome.ok())
                                 item->top1 = QStringLiteral(" ");
                             else
                                 item->error = outcome.error;
                             Q_EMIT filmChanged();
                         }
                         runNextForFilm();
                     });
}

void Session::makeThumbnails() {
    if (m_thumbLane.busy())
        return;
    const auto next = std::find_if(m_film.begin(), m_film.end(), [](const FilmItem& item) {
        return item.thumbnail.isNull() && !item.error.any();
    });
    if (next == m_film.end())
        return;
    m_thumbLane.start(
        [source = next->source](const Progress&) {
            const QImage whole = toQImage(prepare(ModelPlan{}, source).image);
            return whole.scaled(128, 128, Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation);
        },
        [this, id = next->id](const Outcome<QImage>& outcome) {
            const auto item = std::find_if(m_film.begin(), m_film.end(), [id](const FilmItem& f) { return f.id == id; });
            if (item != m_film.end()) {
                if (outcome.ok())
                    item->thumbnail = *outcome.value;
                else
                    item->error = outcome.error;
                Q_EMIT filmChanged();
            }
            makeThumbnails();
        });
}

// --- the view ---------------------------------------------------------------------------------------------------------

MapRequest Session::shownRequest() const {
    MapRequest request = m_view;
    if (m_hover)
        request.query.patch = m_hover;
    return request;
}

void Session::setMethod(const QString& name) {
    const std::string method = name.toStdString();
    if (m_view.method == method)
        return;
    m_view.method = method;
    const Method* found = findMethod(method);
    if (found && !found->usesHead && m_view.head.head >= 0)
        m_view.head = {};
    settleLayer();
    Q_EMIT viewChanged();
    requestMaps();
}

void Session::setLayer(int layer) {
    if (!m_plan || layer < 0 || layer >= m_plan->config.num_layers || layer == m_view.layer)
        return;
    m_view.layer = layer;
    settleLayer();
    // The selected node moves along: the same part of the other block.
    static const QString blocks = QStringLiteral("encoder.layers.encoder_layer_");
    if (m_selected.startsWith(blocks)) {
        const qsizetype dot = m_selected.indexOf(QLatin1Char('.'), blocks.size());
        m_selected = blocks + QString::number(layer) + (dot < 0 ? QString() : m_selected.mid(dot));
        Q_EMIT selectionChanged();
    }
    Q_EMIT viewChanged();
    requestMaps();
}

void Session::settleLayer() { m_view.layers = m_view.method == "rollout" ? LayerRange{0, m_view.layer + 1} : LayerRange{}; }

void Session::setHead(HeadChoice head) {
    if (head == m_view.head)
        return;
    m_view.head = head;
    Q_EMIT viewChanged();
    requestMaps();
}

void Session::setHover(std::optional<Cell> cell) {
    if (cell == m_hover)
        return;
    m_hover = cell;
    Q_EMIT viewChanged();
    requestMaps();
}

void Session::pin(std::optional<Cell> cell) {
    if (cell == m_view.query.patch)
        return;
    m_view.query.patch = cell;
    Q_EMIT viewChanged();
    requestMaps();
}

void Session::setRequestDetails(const MapRequest& details) {
    m_view.discard = details.discard;
    if (m_view.method == "rollout")
        m_view.layers.first = details.layers.first;
    Q_EMIT viewChanged();
    requestMaps();
}

void Session::setOpacity(double opacity) {
    m_style.opacity = std::clamp(opacity, 0.0, 1.0);
    Q_EMIT styleChanged();
}

void Session::setColormap(const QString& name) {
    if (const Colormap* map = findColormap(name.toStdString())) {
        m_style.colormap = map;
        Q_EMIT styleChanged();
    }
}

void Session::selectNode(const QString& path) {
    if (path == m_selected)
        return;
    m_selected = path;
    Q_EMIT selectionChanged();
    static const QString blocks = QStringLiteral("encoder.layers.encoder_layer_");
    if (path.startsWith(blocks))
        setLayer(path.mid(blocks.size()).section(QLatin1Char('.'), 0, 0).toInt());
}

// One request at a time; while one is computed only the newest of those that come is remembered.
void Session::requestMaps() {
    if (!m_result || !m_result->capture || m_mapLane.busy())
        return;
    const MapRequest request = shownRequest();
    if (m_maps && request == m_mapsRequest && m_mapsCapture == m_result->capture)
        return;
    const std::shared_ptr<const Capture> capture = m_result->capture;
    m_mapLane.start([capture, request](const Progress&) { return answer(*capture, request); },
                    [this, capture, request](const Outcome<MapAnswer>& outcome) {
                        m_mapsCapture = capture;
                        finishMaps(outcome, request);
                        requestMaps();
                    });
}

void Session::finishMaps(const Outcome<MapAnswer>& outcome, const MapRequest& request) {
    if (!m_result || m_result->capture != m_mapsCapture)
        return;
    m_mapsRequest = request;
    m_mapError = outcome.error;
    if (!outcome.ok()) {
        Q_EMIT notice(outcome.error.subject, outcome.error.reason);
        m_maps = std::make_shared<const MapSet>();
        return;
    }
    m_maps = std::shared_ptr<const MapSet>(outcome.value, &outcome.value->maps);
    m_caption = QString::fromStdString(outcome.value->caption);
    m_stats = outcome.value->stats;
    Q_EMIT mapsChanged();
}

// --- what is under way ------------------------------------------------------------------------------------------------

void Session::setActivity(const QString& what, int done, int total) {
    m_activity = {what, done, total};
    Q_EMIT activityChanged();
}

void Session::cancel() {
    if (m_loadLane.busy()) {
        m_loadLane.cancel();
        m_modelError = {QString::fromStdString(m_plan->weights), tr("loading was cancelled. Choose a model to go on.")};
        Q_EMIT modelChanged();
    }
    m_planLane.cancel();
    m_runLane.cancel();
    m_filmLane.cancel();
    setActivity({});
}

bool Session::settled() const {
    return !m_planLane.busy() && !m_loadLane.busy() && !m_runLane.busy() && !m_prepareLane.busy() && !m_mapLane.busy() &&
           !m_thumbLane.busy() && !m_filmLane.busy() && !m_sortLane.busy();
}

}  // namespace vitrine::ui
