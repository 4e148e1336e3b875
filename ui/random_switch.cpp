#include "ui/random_switch.h"

#include "core/model/variants.h"
#include "ui/session.h"
#include "ui/tr.h"

#include <QtCore/QCoreApplication>

namespace vitrine::ui {

namespace {}  // namespace

std::optional<ModelRequest> otherWeights(const ModelRequest& now) {
    ModelRequest other = now;
    if (now.weights != "random") {
        other.randomised = !now.randomised;
        if (!other.randomised)
            other.seed = 0;  // trained weights have none
        return other;
    }
    const Variant* variant = findVariant(now.model);
    if (!variant || variant->weights.empty() || !onDisk(variant->weights.front()))
        return {};
    other.weights = variant->weights.front().entry();
    other.seed = 0;
    return other;
}

void switchRandom(Session& session) {
    if (const std::optional<ModelRequest> other = otherWeights(session.request()))
        return session.openModel(*other);
    Q_EMIT session.notice(
        tr("Random weights"),
        tr("these were drawn, and no trained ones of this model are on this disk to go back to. M chooses "
           "another model."));
}

}  // namespace vitrine::ui
