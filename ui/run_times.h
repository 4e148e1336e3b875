// How long the models took on this machine: remembered from the runs that its user has made.
#pragma once

#include "core/explore.h"

#include <QtCore/QObject>

#include <optional>

namespace vitrine::ui {

class Session;

/// Forward pass of one picture in milliseconds, the median of the last runs; nothing before the first.
std::optional<double> rememberedMs(const VitConfig& config, const Placement& placement);
void rememberMs(const VitConfig& config, const Placement& placement, double ms);

/// Remembers each run of the session.
class RunTimes : public QObject {
    Q_OBJECT
public:
    RunTimes(Session& session, QObject* parent);

private:
    std::weak_ptr<const Result> m_last;
};

}  // namespace vitrine::ui
