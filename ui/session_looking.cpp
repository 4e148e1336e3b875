// The session's look at pictures: the one shown, cut and through the model, and in quiet moments the others.
#include "core/image/halves.h"
#include "core/model/vit.h"
#include "core/weights/mapped_file.h"
#include "ui/session.h"
#include "ui/session_change.h"

#include <algorithm>

namespace vitrine::ui {
namespace {

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

/// What the strip says of a picture, without what it was made of: that is large, and nobody will ask for it.
Result lookForFilm(const Model& model, const PictureSource& source, const Progress& progress) {
    Result result = look(model, source, progress);
    Picture picture;
    picture.origin = result.picture->origin;
    result.picture = std::make_shared<const Picture>(std::move(picture));
    result.capture.reset();
    return result;
}

/// With all that drawing it needs. `known`: the same picture, before.
Picture prepareToShow(const ModelPlan& plan, const PictureSource& source, const Picture* known) {
    Picture picture = prepare(plan, source, nullptr, known);
    if (!picture.halves)
        picture.halves = std::make_shared<const std::vector<Image>>(halvesOf(picture.forTheEye()));
    return picture;
}

}  // namespace

// --- which one -------------------------------------------------------------------------------------------------------

void Session::showPicture(int index) {
    m_tryFrom = m_tryUntil = 0;  // the person's own choice
    show(index);
    if (m_modelError.any() && index >= 0 && index < int(m_film.size()))
        openModel(m_request);  // its loading was cancelled, or failed: who chooses a picture wants to see it
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
    if (m_current >= 0) {
        m_film[size_t(m_current)].masked = m_view.intervention.masked;
        m_film[size_t(m_current)].fill = m_view.intervention.fill;
    }
    m_current = index;
    m_hover.reset();
    m_view.map.query = {};
    m_view.pins.clear();
    m_view.intervention.masked = m_film[size_t(index)].masked;  // its own patches; the model stays as it was changed
    if (!m_view.intervention.masked.empty())
        m_view.intervention.fill = m_film[size_t(index)].fill;
    Q_EMIT currentChanged();
    Q_EMIT interventionChanged();
    Q_EMIT viewChanged();
    preparePicture();
}

void Session::showFrame(int frame) {
    if (m_current < 0)
        return;
    FilmItem& item = m_film[size_t(m_current)];
    if (frame < 0 || frame >= item.frames || frame == item.source.frame)
        return;
    item.source.frame = frame;
    item.thumbnailTried = false;
    item.top1.reset();
    item.error = {};
    Q_EMIT filmItemChanged(m_current);
    preparePicture();
    makeThumbnails();
}

void Session::setFraming(const Framing& framing) {
    if (m_current < 0 || m_film[size_t(m_current)].source.framing == framing)
        return;
    m_film[size_t(m_current)].source.framing = framing;
    preparePicture();
}

// --- through the model -----------------------------------------------------------------------------------------------

void Session::preparePicture() {
    m_runLane.cancel();
    m_filmLane.cancel();
    stopPacking();
    if (m_current < 0 || !m_plan)
        return;
    m_stale = m_picture != nullptr;
    m_pictureError = {};
    const FilmItem& item = m_film[size_t(m_current)];
    if (!m_loadLane.busy())
        setActivity(Activity::OpeningPicture, tr("Opening %1").arg(item.name));
    Q_EMIT pictureChanged();
    const bool again = m_picture && m_pictureOf == item.id && m_picture->origin.frame == item.source.frame;
    m_prepareLane.start([plan = m_plan, source = item.source, known = again ? m_picture : nullptr](
                            const Progress&) { return prepareToShow(*plan, source, known.get()); },
                        [this](Outcome<Picture> outcome) {
                            m_stale = false;
                            auto old = shown();
                            dropRun();
                            endActivity({Activity::OpeningPicture});
                            m_picture = outcome.value;
                            m_pictureOf = m_film[size_t(m_current)].id;
                            m_pictureError = outcome.error;
                            m_film[size_t(m_current)].error = outcome.error;
                            if (outcome.ok())
                                m_film[size_t(m_current)].frames = outcome.value->origin.frames;
                            Q_EMIT pictureChanged();
                            Q_EMIT resultChanged();
                            Q_EMIT mapsChanged();
                            free(std::move(old));
                            if (outcome.ok())
                                runPicture();
                            else {
                                Q_EMIT filmItemChanged(m_current);
                                if (!showNextInstead())
                                    beQuiet();
                            }
                        });
}

void Session::runPicture() {
    if (!m_model || !m_picture || m_stale || m_current < 0 || m_prepareLane.busy())
        return;
    m_filmLane.cancel();
    stopPacking();
    const QString what = tr("Looking at %1").arg(m_film[size_t(m_current)].name);
    setActivity(Activity::Looking, what, 0, m_plan->config.num_layers);
    Runs known{m_original, nullptr, nullptr};
    const std::optional<Graft>& graft = m_view.intervention.graft;
    if (graft && graft->picture == m_donorOf)
        known.donor = m_donor;
    m_runLane.start([model = m_model, picture = m_picture, change = m_view.intervention,
                     known](const Progress& progress) { return runChanged(*model, picture, change, known, progress); },
                    [this](const Outcome<Runs>& outcome) { takeRuns(outcome); },
                    [this, what](int done, int total) { setActivity(Activity::Looking, what, done, total); });
}

void Session::takeRuns(const Outcome<Runs>& outcome) {
    endActivity({Activity::Looking});
    if (outcome.ok()) {
        auto old = shown();
        m_original = outcome.value->original;
        m_result = outcome.value->shown;
        m_donor = outcome.value->donor;
        m_donorOf = m_donor ? m_view.intervention.graft->picture : std::string();
        setTop1(m_film[size_t(m_current)], *m_original);
        Q_EMIT filmItemChanged(m_current);
        Q_EMIT resultChanged();
        requestMaps();
        free(std::move(old));
    } else if (outcome.error.as<FileChanged>()) {  // no picture's fault, and no other will fare better
        m_model.reset();
        return giveUpLoading(outcome.error);
    } else if (m_view.intervention.any() && outcome.error.any()) {  // what is changed cannot be: it is taken back
        Q_EMIT notice(outcome.error.subject, outcome.error.reason);
        m_view.intervention = {};
        Q_EMIT interventionChanged();
        Q_EMIT viewChanged();
        return runPicture();
    } else if (!outcome.cancelled) {
        m_pictureError = outcome.error;
        m_film[size_t(m_current)].error = outcome.error;
        Q_EMIT filmItemChanged(m_current);
        Q_EMIT pictureChanged();
    }
    beQuiet();
}

// While nothing else is asked.
void Session::beQuiet() {
    if (m_model && m_packs && m_mayPack && !m_model->vit->isPacked() && !m_packLane.busy() && !m_runLane.busy() &&
        !m_prepareLane.busy())
        packModel();
    else
        runNextForFilm();
}

// The first picture does not wait for it, all later ones gain.
void Session::packModel() {
    const QString what = tr("Arranging the weights for this CPU");
    m_packLane.start(
        [model = m_model](const Progress& progress) {
            model->vit->pack(progress);
            return true;
        },
        [this](const Outcome<bool>& outcome) {
            setPacking({});
            m_mayPack = outcome.ok();  // it is no loss but of time: a changed file is told of by the next run
            runNextForFilm();
        },
        [this, what](int done, int total) {
            setPacking({what, done, total});
        });
    setPacking({what, 0, m_plan->config.num_layers});
}

void Session::stopPacking() {
    m_packLane.cancel();
    setPacking({});
}

void Session::setPacking(const Activity& activity) {
    m_packing = activity;
    if (m_activity.what.isEmpty() && m_otherWork.what.isEmpty())
        Q_EMIT activityChanged();
}

// What the model says of the other pictures, one after the other.
void Session::runNextForFilm() {
    if (!m_model || m_runLane.busy() || m_filmLane.busy() || m_packLane.busy())
        return;
    const auto next = std::find_if(m_film.begin(), m_film.end(), [](const FilmItem& item) {
        return !item.top1 && !item.error.any() && !item.source.dummySeed;
    });
    if (next == m_film.end() || m_plan->isRandom)
        return arrangeFilm();
    m_filmLane.start([model = m_model, source = next->source](
                         const Progress& progress) { return lookForFilm(*model, source, progress); },
                     [this, id = next->id](const Outcome<Result>& outcome) {
                         if (outcome.error.as<FileChanged>())
                             return runPicture();  // which tells of it
                         const auto item =
                             std::find_if(m_film.begin(), m_film.end(), [id](const FilmItem& f) { return f.id == id; });
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

}  // namespace vitrine::ui
