#include "ui/session.h"

#include "core/model/memory.h"
#include "core/model/vit.h"
#include "core/weights/infer.h"
#include "core/weights/misfit.h"
#include "ui/fetch/offer.h"

#include <algorithm>
#include <utility>

namespace vitrine::ui {
namespace {

/// Refused before the model that is there now is given up; `held` is what that one will give back.
ModelPlan planThatFits(const ModelRequest& request, int64_t held) {
    ModelPlan made = vitrine::plan(request);
    requireMemory(made, held);
    return made;
}

QString ignoredText(const std::vector<std::string>& notes) {
    QStringList lines;
    for (const std::string& note : notes)
        lines << QString::fromStdString(note);
    return Session::tr("what the files beside it say is ignored here: %1").arg(lines.join(QStringLiteral("; ")));
}

/// "ViT-S/14 everyday".
QString nameOf(const VitConfig& config) {
    const std::string size = displayName(config);
    return QString::fromStdString(config.name.rfind(size, 0) == 0 ? config.name : size);
}

}  // namespace

Session::Session(QObject* parent) : QObject(parent) {
    for (QThreadPool* pool : {&m_modelPool, &m_picturePool, &m_thumbPool, &m_mapPool})
        keepOneThread(*pool);
    followFetcher();
}

Session::~Session() = default;

// --- the model --------------------------------------------------------------------------------------------------------

void Session::openModel(const ModelRequest& request) {
    if (!m_lastGood && (m_planLane.busy() || m_loadLane.busy()))
        m_lastGood = m_request;  // on its way, and nothing is known against it
    m_request = request;
    m_modelError = {};
    m_loadLane.cancel();
    stopPacking();
    m_runLane.cancel();
    m_filmLane.cancel();
    m_prepareLane.cancel();
    setActivity(Activity::OpeningModel, tr("Opening the model"));
    const int64_t held =
        m_model ? memoryHeld(m_model->plan, m_model->vit->placement(), m_result != nullptr, m_model->vit->isPacked())
                : 0;
    m_planLane.start([request, held](const Progress&) { return planThatFits(request, held); },
                     [this](Outcome<ModelPlan> outcome) {
                         if (!outcome.ok())
                             return refuseModel(outcome.error);
                         const bool sameShape = m_plan && m_plan->config == outcome.value->config;
                         if (!m_plan || m_view.map.layer == m_plan->config.num_layers - 1)
                             m_view.map.layer = -1;  // the last one stays the last one
                         m_plan = outcome.value;
                         auto old = shown();
                         resetForModel(sameShape);
                         Q_EMIT planChanged();
                         Q_EMIT interventionChanged();
                         Q_EMIT viewChanged();
                         Q_EMIT selectionChanged();
                         if (m_plan->headsGuessed) {
                             m_headsFor = m_request;
                             Q_EMIT headsWanted(QString::fromStdString(m_plan->file.filename().string()),
                                                m_plan->config.hidden_dim, m_plan->config.num_heads);
                         }
                         if (!m_plan->notes.empty())
                             Q_EMIT notice(QString::fromStdString(m_plan->weights), ignoredText(m_plan->notes));
                         free(std::move(old));  // before the next one needs the room
                         loadModel();
                         preparePicture();
                     });
}

// A model that works stays; the one that cannot be opened is told of and that is all.
void Session::refuseModel(const Failure& why) {
    endActivity({Activity::OpeningModel});
    const QString missing = QString::fromStdString(missingWeights(m_request));
    if (!missing.isEmpty())
        Q_EMIT fetchWanted(m_request, missing);
    const auto heads = why.as<HeadsUnknown>();
    if (heads) {
        m_headsFor = m_request;
        Q_EMIT headsWanted(why.subject, heads->width(), 0);
    }
    if (!m_model)
        return giveUpLoading(why);
    m_request = m_model->plan.request;
    if (why.as<DoesNotFit>())
        Q_EMIT modelDidNotFit(why);
    else if (!heads && missing.isEmpty())
        Q_EMIT notice(why.subject, why.reason);
    if (!m_result || m_stale)
        preparePicture();
    else
        beQuiet();
}

// Back to the model that worked before, if there was one.
void Session::giveUpLoading(const Failure& why) {
    endActivity({Activity::OpeningModel, Activity::LoadingModel});
    if (m_lastGood && *m_lastGood != m_request) {  // else it is that one which cannot be loaded any more
        Q_EMIT notice(why.subject, why.reason);
        return openModel(*m_lastGood);
    }
    m_modelError = why;
    Q_EMIT modelChanged();
}

void Session::answerHeads(int heads) {
    ModelRequest request = m_headsFor;
    request.heads = heads;
    openModel(request);
}

// The same architecture with other numbers is looked at in the same place: that is what a sanity check compares. Another
// one keeps the layer and the head it has too.
void Session::resetForModel(bool sameShape) {
    m_model.reset();
    dropRun();
    m_hover.reset();
    if (!sameShape) {
        m_view.map.query = {};
        if (m_view.map.head.head >= m_plan->config.num_heads)
            m_view.map.head = {};
        m_view.pins.clear();
        m_view.intervention = {};
        for (FilmItem& item : m_film)
            item.masked.clear();
        m_view.map.target = {};
    }
    m_mapError = {};
    if (m_view.map.layer < 0 || m_view.map.layer >= m_plan->config.num_layers)
        m_view.map.layer = m_plan->config.num_layers - 1;
    if (const Method* method = findMethod(m_view.map.method); method && method->usesTarget && !m_plan->config.hasHead())
        m_view.map.method = methods().front().name;  // there is no class to explain
    fitMethod();
    if (!sameShape)
        m_view.node = "encoder.layers.encoder_layer_" + std::to_string(m_view.map.layer) + ".self_attention";
    for (FilmItem& item : m_film) {
        item.top1.reset();
        if (!item.thumbnailTried || !item.thumbnail.isNull())  // else the file is bad, for every model
            item.error = {};                                   // of the model before, of an input that did not fit it
    }
    Q_EMIT filmChanged();
    Q_EMIT resultChanged();
}

void Session::loadModel() {
    const std::shared_ptr<const ModelPlan> plan = m_plan;
    const QString what =
        plan->isRandom ? tr("Drawing random weights") : tr("Loading %1").arg(QString::fromStdString(plan->weights));
    setActivity(Activity::LoadingModel, what, 0, plan->config.num_layers);
    Q_EMIT modelChanged();
    m_loadLane.start([plan](const Progress& progress) { return vitrine::load(*plan, progress); },
                     [this](const Outcome<std::shared_ptr<const Model>>& outcome) {
                         endActivity({Activity::LoadingModel});
                         if (!outcome.ok())
                             return giveUpLoading(outcome.error);
                         m_model = *outcome.value;
                         m_mayPack = true;
                         m_lastGood = m_model->plan.request;
                         Q_EMIT modelChanged();
                         runPicture();
                         if (!m_prepareLane.busy())
                             beQuiet();  // there may be no picture to run, or a broken one
                     },
                     [this, what](int done, int total) { setActivity(Activity::LoadingModel, what, done, total); });
}

// --- what is under way ------------------------------------------------------------------------------------------------

void Session::setActivity(Activity::Kind kind, const QString& what, int done, int total) {
    m_activity = {what, done, total, kind};
    Q_EMIT activityChanged();
}

void Session::endActivity(std::initializer_list<Activity::Kind> kinds) {
    if (std::find(kinds.begin(), kinds.end(), m_activity.kind) == kinds.end())
        return;
    m_activity = {};
    Q_EMIT activityChanged();
}

Activity Session::activity() const {
    return !m_activity.what.isEmpty() ? m_activity : !m_otherWork.what.isEmpty() ? m_otherWork : m_packing;
}

void Session::setOtherWork(const void* who, const Activity& activity, std::function<void()> stop) {
    m_otherWorker = who;
    m_otherWork = activity;
    m_stopOther = std::move(stop);
    if (m_activity.what.isEmpty())
        Q_EMIT activityChanged();
}

void Session::endOtherWork(const void* who) {
    if (who == m_otherWorker)
        setOtherWork(nullptr, {}, {});
}

void Session::cancel() {
    if (m_activity.what.isEmpty() && m_stopOther)
        return std::exchange(m_stopOther, {})();
    if (m_activity.what.isEmpty() && m_packLane.busy()) {
        m_mayPack = false;
        stopPacking();
        return runNextForFilm();
    }
    const bool loading = m_loadLane.busy();
    if (loading || (m_planLane.busy() && !m_model)) {
        m_loadLane.cancel();
        m_planLane.cancel();
        if (m_lastGood && *m_lastGood != m_request)  // the person knows why
            return openModel(*m_lastGood);
        const QString what = loading ? nameOf(m_plan->config) : tr("The model");
        return giveUpLoading({what, tr("was not loaded: you cancelled it.")});
    }
    if (m_planLane.busy() && m_plan)
        m_request = m_plan->request;
    if (m_runLane.busy() && m_original && m_view.intervention.any()) {  // what is shown is without it
        m_runLane.cancel();
        endActivity({Activity::Looking});
        return setIntervention({});
    }
    if (m_runLane.busy() || m_prepareLane.busy())
        Q_EMIT notice(tr("Cancelled"), tr("Click the picture in the strip below to look at it after all."));
    m_fetcher.cancel();
    m_planLane.cancel();
    m_sortLane.cancel();
    m_prepareLane.cancel();
    m_runLane.cancel();
    m_filmLane.cancel();
    m_mapLane.cancel();
    dropOldMaps();
    m_activity = {};
    Q_EMIT activityChanged();
}

void Session::setBusy(const void* who, bool busy) {
    if (busy)
        m_busy.insert(who);
    else
        m_busy.erase(who);
}

bool Session::settled() const {
    return m_busy.empty() && !m_planLane.busy() && !m_loadLane.busy() && !m_runLane.busy() && !m_prepareLane.busy() &&
           !m_mapLane.busy() && !m_thumbLane.busy() && !m_filmLane.busy() && !m_packLane.busy() && !m_sortLane.busy() &&
           !m_fetcher.busy();
}

}  // namespace vitrine::ui
