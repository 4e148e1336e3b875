#include "ui/precision_check.h"

#include "ui/numbers.h"

#include <QtCore/QMetaMethod>

#include <algorithm>

namespace vitrine::ui {
namespace {

constexpr size_t most = 64;  // pictures: more take long, and say the same

}  // namespace

PrecisionCheck::PrecisionCheck(Session& session) : QObject(&session), m_session(session) { keepOneThread(m_pool); }

PrecisionCheck::~PrecisionCheck() = default;

PrecisionCheck& PrecisionCheck::of(Session& session) {
    auto* check = session.findChild<PrecisionCheck*>(QString(), Qt::FindDirectChildrenOnly);
    return check ? *check : *new PrecisionCheck(session);
}

std::vector<PictureSource> PrecisionCheck::pictures() const {
    std::vector<PictureSource> all;
    for (const FilmItem& item : m_session.film())
        if (all.size() < most && !item.error.any())
            all.push_back(item.source);
    return all;
}

ModelRequest PrecisionCheck::modelIn(Dtype dtype) const {
    ModelRequest model = m_session.request();
    model.placement.dtype = dtype;
    return model;
}

std::shared_ptr<const Precision> PrecisionCheck::found(Dtype dtype) const {
    const ModelRequest model = modelIn(dtype);
    const auto kept = std::find_if(m_kept.begin(), m_kept.end(), [&](const Kept& one) { return one.model == model; });
    return kept == m_kept.end() ? nullptr : kept->told;
}

void PrecisionCheck::measure() { next({Dtype::BFloat16, Dtype::Float16}); }

void PrecisionCheck::next(std::vector<Dtype> dtypes) {
    const auto plan = m_session.plan();
    if (dtypes.empty() || !plan)
        return;
    const Dtype dtype = dtypes.front();
    dtypes.erase(dtypes.begin());
    const QString doing = tr("Comparing %1 with float32").arg(QLatin1String(dtypeName(dtype)));
    const auto showing = [this, doing](int done, int total) {
        m_progress = {doing, done, total};
        m_session.setOtherWork(this, m_progress, [this] { stop(); });
    };
    showing(0, 0);
    m_lane.start([plan = *plan, dtype, pictures = pictures()](
                     const Progress& progress) { return precisionOf(plan, dtype, pictures, progress); },
                 [this, model = modelIn(dtype), rest = std::move(dtypes)](const Outcome<Precision>& outcome) {
                     take(model, outcome, rest);
                 },
                 showing);
    Q_EMIT changed();
}

void PrecisionCheck::take(const ModelRequest& model, const Outcome<Precision>& outcome, std::vector<Dtype> rest) {
    m_session.endOtherWork(this);
    if (outcome.error.any()) {
        Q_EMIT m_session.notice(outcome.error.subject, outcome.error.reason);
        rest.clear();
    }
    if (outcome.value) {
        std::erase_if(m_kept, [&](const Kept& one) { return one.model == model; });
        m_kept.push_back({model, outcome.value});
    }
    if (!rest.empty() && model == modelIn(model.placement.dtype))
        return next(std::move(rest));
    if (!outcome.error.any() && !isSignalConnected(QMetaMethod::fromSignal(&PrecisionCheck::changed)))
        Q_EMIT m_session.notice(tr("Beside float32"),
                                words(Dtype::BFloat16) + QLatin1Char('\n') + words(Dtype::Float16));
    Q_EMIT changed();
}

void PrecisionCheck::stop() {
    if (!m_lane.busy())
        return;
    m_lane.cancel();
    m_session.endOtherWork(this);
    Q_EMIT changed();
}

QString PrecisionCheck::words(Dtype dtype) const {
    const auto told = found(dtype);
    if (!told || told->pictures == 0)
        return {};
    const auto same = int(told->pictures - told->others.size());
    const double ratio = told->exact_ms > 0 ? told->other_ms / told->exact_ms : 0;
    return tr("%1: the most probable class is the same in %2 of %n picture(s), a logit differs by up to %3, and a pass "
              "takes %4 times as long.",
              nullptr, int(told->pictures))
        .arg(QLatin1String(dtypeName(dtype)))
        .arg(same)
        .arg(numberText(told->logit, 'g', 2), numberText(ratio, 'g', 2));
}

}  // namespace vitrine::ui
