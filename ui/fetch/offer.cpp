#include "ui/fetch/offer.h"

#include "core/error.h"
#include "core/weights/hub.h"
#include "ui/fetch/disk.h"
#include "ui/fetch/hub_fetch.h"
#include "ui/fetch/progress.h"
#include "ui/numbers.h"
#include "ui/theme.h"
#include "ui/tr.h"

#include <QtCore/QSettings>

namespace vitrine::ui {

namespace fs = std::filesystem;

namespace {

constexpr double mebi = 1024 * 1024;

QString text(const std::string& utf8) { return QString::fromStdString(utf8); }

QString settingsKey() { return QStringLiteral("acceptedLicences"); }

/// Where it goes, and how much of it is there from an earlier try.
QString placeWords(const fs::path& folder, const fs::path& part) {
    const qint64 come = sizeOf(part);
    return come == 0 ? text(folder.string())
                     : tr("%1 (%2 of it came earlier)").arg(text(folder.string()), sizeWords(come));
}

FetchOffer offerOfEntry(const WeightsEntry& entry) {
    FetchOffer offer;
    const Variant& variant = *findVariant(entry.variant);
    const QUrl url(text(entry.url()));
    offer.what = entry.entry();
    offer.title = text(displayName(variant.config)) + QStringLiteral(" · ") + text(entry.name);
    offer.size = sizeWords(qint64(entry.file_size_mib * mebi));
    offer.facts = {{tr("model"), tr("%1 M parameters, pictures of %2 px, %3 GMACs")
                                     .arg(numberText(double(entry.num_params) / 1e6, 'f', 1))
                                     .arg(entry.image_size)
                                     .arg(gmacsText(entry.gmacs))},
                   {tr("size"), tr("%1, from %2").arg(offer.size, url.host())},
                   {tr("accuracy"), tr("%1 % top-1, %2 % top-5 on ImageNet-1K, as torchvision published it")
                                        .arg(numberText(entry.acc1, 'f', 2))
                                        .arg(numberText(entry.acc5, 'f', 2))},
                   {tr("licence"), licenceName(entry) + QStringLiteral(": ") + licenceWords(entry)},
                   {tr("goes to"), placeWords(checkpointsFolder(), checkpointsFolder() / (entry.file + ".part"))}};
    if (!entry.licence.empty() && !isAccepted(text(entry.licence))) {
        offer.licence = licenceName(entry);
        offer.licenceUrl = text(entry.licence);
    }
    return offer;
}

FetchOffer offerOfRepository(const HubName& name) {
    FetchOffer offer;
    offer.what = name.text();
    offer.title = text(name.repository());
    offer.facts = {{tr("from"), hubEndpoint().host()},
                   {tr("revision"), text(name.revision)},
                   {tr("licence"), tr("its author's: %1 tells it").arg(hubPage(name))},
                   {tr("goes to"), placeWords(hubCache(), {})}};
    return offer;
}

}  // namespace

const WeightsEntry& publishedEntry(const std::string& what) {
    const std::string entry = findVariant(what) ? what + "/DEFAULT" : what;
    if (const WeightsEntry* found = findEntry(entry))
        return *found;
    throw UsageError(what, "no such entry: `vitrine models` lists them (vit_b_16/IMAGENET1K_V1), and hf:owner/name takes "
                           "one from Hugging Face");
}

FetchOffer offerOf(const std::string& what) {
    return isHubName(what) ? offerOfRepository(parseHubName(what)) : offerOfEntry(publishedEntry(what));
}

std::string missingWeights(const ModelRequest& request) {
    try {
        if (isHubName(request.weights))
            return hubSnapshot(parseHubName(request.weights)) ? "" : request.weights;
    } catch (const UsageError&) {
        return {};
    }
    const Variant* variant = findVariant(request.model);
    const WeightsEntry* entry = findEntry(request.weights);
    if (!entry && variant)
        entry = findEntry(*variant, request.weights.empty() ? "DEFAULT" : request.weights);
    return entry && !request.randomised && !onDisk(*entry) ? entry->entry() : std::string();
}

QString licenceName(const WeightsEntry& entry) {
    return entry.licence.empty() ? QStringLiteral("BSD 3-Clause") : QStringLiteral("CC BY-NC 4.0");
}

QString licenceWords(const WeightsEntry& entry) {
    return entry.licence.empty()
               ? tr("torchvision's; the data that it was trained on, ImageNet-1K, has terms of its own")
               : tr("SWAG's own licence: not for commercial use\n%1").arg(text(entry.licence));
}

bool isAccepted(const QString& licenceUrl) {
    return QSettings().value(settingsKey()).toStringList().contains(licenceUrl);
}

void acceptLicence(const QString& licenceUrl) {
    QSettings settings;
    QStringList accepted = settings.value(settingsKey()).toStringList();
    if (!accepted.contains(licenceUrl))
        settings.setValue(settingsKey(), accepted << licenceUrl);
}

}  // namespace vitrine::ui
