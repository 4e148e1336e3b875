#include "ui/fetching.h"

#include "core/error.h"
#include "ui/fetch/fetch.h"
#include "ui/fetch/offer.h"
#include "ui/reading/readers.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QEventLoop>

#include <chrono>

namespace vitrine::ui {
namespace {

using namespace std::chrono_literals;

/// The settings are the window's.
void beApplication() {
    ensureApplication();
    QCoreApplication::setApplicationName(QStringLiteral("Vitrine"));
    QCoreApplication::setOrganizationName(QStringLiteral("Vitrine"));
}

}  // namespace

FetchFacts fetchFacts(const std::string& what) {
    beApplication();
    const FetchOffer offer = offerOf(what);
    FetchFacts told{offer.what, {}, offer.licence.toStdString(), offer.licenceUrl.toStdString()};
    for (const auto& [name, words] : offer.facts)
        told.facts.emplace_back(name.toStdString(), words.toStdString());
    return told;
}

void acceptLicence(const std::string& licenceUrl) { acceptLicence(QString::fromStdString(licenceUrl)); }

Fetched fetchWeights(const std::string& what, const FetchTalk& talk) {
    beApplication();
    const std::unique_ptr<Fetch> fetch = Fetch::of(what);
    QEventLoop loop;
    QTimer watch;
    bool isStopped = false;
    FetchProgress::Phase phase = FetchProgress::Downloading;
    QObject::connect(fetch.get(), &Fetch::progressed, &loop, [&] {
        const FetchProgress& now = fetch->progress();
        const bool isNews = now.phase == FetchProgress::Retrying || (now.phase != phase);
        phase = now.phase;
        talk.tell((now.name + QStringLiteral(": ") + progressWords(now)).toStdString(), isNews);
    });
    QObject::connect(fetch.get(), &Fetch::finished, &loop, &QEventLoop::quit);
    QObject::connect(&watch, &QTimer::timeout, &loop, [&] {
        isStopped = talk.stopped();
        if (isStopped)
            loop.quit();
    });
    watch.start(100ms);
    QTimer::singleShot(0ms, fetch.get(), &Fetch::start);
    loop.exec();
    if (isStopped)
        throw Cancelled();
    if (fetch->error().any())
        throw Error(fetch->error().subject.toStdString(), fetch->error().reason.toStdString());
    return {fetch->file(), fetch->wasThere()};
}

}  // namespace vitrine::ui
