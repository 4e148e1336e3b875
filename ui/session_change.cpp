// What is changed in the run: patches masked, parts switched off, tokens of another picture.
#include "ui/session_change.h"

#include "core/model/intervention_check.h"
#include "core/scene/intervention_words.h"

#include <algorithm>

namespace vitrine::ui {

void limitIntervention(Intervention& intervention, const VitConfig& config) {
    const auto missing = [&](const Cell& cell) { return cell.row >= config.rows() || cell.col >= config.cols(); };
    std::erase_if(intervention.masked, missing);
    std::erase_if(intervention.off, [&](const Off& off) {
        return off.layer >= config.num_layers || (off.part == Part::Head && off.head >= config.num_heads);
    });
    const auto& graft = intervention.graft;
    if (graft && (graft->index > config.num_layers || std::any_of(graft->patches.begin(), graft->patches.end(), missing)))
        intervention.graft.reset();
}

void forgetDropped(View& view) {
    const auto dropped = [&](const Cell& cell) { return isDropped(view.intervention, cell); };
    if (view.map.query.patch && dropped(*view.map.query.patch))
        view.map.query = {};
    std::erase_if(view.pins, dropped);
}

Runs runChanged(const Model& model, const std::shared_ptr<const Picture>& picture, const Intervention& change,
                const Runs& known, const Progress& progress) {
    Runs runs = known;
    if (!runs.original)
        runs.original = std::make_shared<const Result>(look(model, picture, progress));
    if (!change.any()) {
        runs.shown = runs.original;
        runs.donor.reset();
        return runs;
    }
    if (!change.graft)
        runs.donor.reset();
    else if (!runs.donor) {
        PictureSource source;
        source.file = change.graft->picture;
        runs.donor = look(model, source, progress).capture;
    }
    runs.shown = std::make_shared<const Result>(look(model, picture, progress, change, runs.donor.get()));
    return runs;
}

void Session::setIntervention(const Intervention& intervention) {
    const Intervention before = m_view.intervention;
    m_view.intervention = intervention;
    if (m_plan)
        limitIntervention(m_view.intervention, m_plan->config);
    forgetDropped(m_view);
    if (m_view.intervention == before)
        return;
    changeRun(before);
    Q_EMIT viewChanged();
}

void Session::resetChanges() {
    for (FilmItem& item : m_film)
        item.masked.clear();
    setIntervention({});
}

void Session::dropRun() {
    m_result.reset();
    m_original.reset();
    m_donor.reset();
    m_maps.reset();
    m_mapsCapture.reset();
    m_mapsAskedOf.reset();
    m_pinMaps.reset();
    m_mapError = {};
    m_stats.reset();
}

std::shared_ptr<const void> Session::shown() const {
    struct Shown {
        std::shared_ptr<const Model> model;
        std::shared_ptr<const Picture> picture;
        std::shared_ptr<const Result> result, original;
        std::shared_ptr<const Capture> donor;
        std::shared_ptr<const MapSet> maps;
        std::shared_ptr<const PinMaps> pinMaps;
    };
    return std::make_shared<const Shown>(Shown{m_model, m_picture, m_result, m_original, m_donor, m_maps, m_pinMaps});
}

// To give a gigabyte back to the system takes a fifth of a second, which the window has not.
void Session::free(std::shared_ptr<const void> old) {
    m_modelPool.start([old = std::move(old)] {});
}

void Session::changeRun(const Intervention& before) {
    if (m_view.intervention == before)
        return;
    Q_EMIT interventionChanged();
    const bool fillAlone = m_view.intervention.masked.empty() && before.masked.empty() &&
                           m_view.intervention.off == before.off && m_view.intervention.graft == before.graft;
    if (fillAlone || !m_original)  // nothing is filled; or the run under way begins anew with what is wanted now
        return m_original ? void() : runPicture();
    if (m_view.intervention.any())
        return runPicture();
    if (m_runLane.busy()) {
        m_runLane.cancel();
        endActivity({Activity::Looking});
    }
    m_result = m_original;
    Q_EMIT resultChanged();
    requestMaps();
    beQuiet();
}

bool Session::isRunBehind() const { return m_runLane.busy() && m_result && m_result->change != m_view.intervention; }

void Session::setMasked(const std::vector<Cell>& patches) {
    Intervention changed = m_view.intervention;
    changed.masked = patches;
    setIntervention(changed);
}

void Session::setFill(Fill fill) {
    Intervention changed = m_view.intervention;
    changed.fill = fill;
    setIntervention(changed);
}

void Session::switchPart(const Off& part, bool off) {
    Intervention changed = m_view.intervention;
    if (off)
        switchOff(changed, part);
    else
        switchOn(changed, part);
    setIntervention(changed);
}

void Session::setGraft(const std::optional<Graft>& graft) {
    Intervention changed = m_view.intervention;
    changed.graft = graft;
    setIntervention(changed);
}

void Session::setPainting(bool painting) {
    if (std::exchange(m_painting, painting) && !painting)
        Q_EMIT viewChanged();  // now it is a step
}

}  // namespace vitrine::ui
