// What is told before anything is downloaded: size, accuracy, licence, place; and whether a licence has been accepted.
#pragma once

#include "core/explore.h"
#include "core/model/variants.h"

#include <QtCore/QList>
#include <QtCore/QString>

#include <string>
#include <utility>

namespace vitrine::ui {

struct FetchOffer {
    std::string what;  ///< "vit_b_16/IMAGENET1K_V1", "hf:owner/name"
    QString title;
    QList<std::pair<QString, QString>> facts;  ///< "size", "330 MiB, vit_b_16-c867db91.pth from download.pytorch.org"
    QString size;                              ///< "330 MiB"; empty: the server knows
    QString licence;                           ///< in words, where it has to be accepted first, else empty
    QString licenceUrl;
};

/// Throws UsageError for what is neither an entry nor the name of a repository.
FetchOffer offerOf(const std::string& what);

/// "vit_b_16/IMAGENET1K_V1", "vit_b_16/DEFAULT", or "vit_b_16" alone. Throws UsageError.
const WeightsEntry& publishedEntry(const std::string& what);

/// What to fetch before this request can be opened; empty where nothing is missing, or nothing can be fetched.
std::string missingWeights(const ModelRequest& request);

/// "CC BY-NC 4.0".
QString licenceName(const WeightsEntry& entry);
QString licenceWords(const WeightsEntry& entry);

/// A licence of its own is accepted once, and kept in the settings.
bool isAccepted(const QString& licenceUrl);
void acceptLicence(const QString& licenceUrl);

}  // namespace vitrine::ui
