#include "ui/fetch/downloads.h"

#include "core/error.h"
#include "core/weights/hub.h"
#include "ui/fetch/fetch_sheet.h"
#include "ui/fetch/hub_fetch.h"
#include "ui/session.h"

#include <QtWidgets/QInputDialog>

#include <algorithm>
#include <utility>

namespace vitrine::ui {

Downloads::Downloads(Session& session, QWidget& window) : QObject(&window), m_session(session), m_window(window) {
    const auto offerModel = [this](const ModelRequest& request, const QString& what) {
        offer(what.toStdString(), [this, request] { openModel(request); });
    };
    connect(&session, &Session::fetchWanted, this, offerModel, Qt::QueuedConnection);
}

Downloads::~Downloads() = default;

// What is on its way is not offered again: the bar tells of it, and what was wanted last is opened after it.
void Downloads::offer(const std::string& what, Then then) {
    const auto isIt = [&](const Wanted& wanted) { return wanted.offer.what == what; };
    const auto waiting = std::find_if(m_waiting.begin(), m_waiting.end(), isIt);
    if (isRunning() && isIt(m_now))
        m_now.then = std::move(then);
    else if (waiting != m_waiting.end())
        waiting->then = std::move(then);
    else {
        auto* sheet = new FetchSheet(offerOf(what), m_window);
        connect(sheet, &FetchSheet::accepted, this, [this, then](const FetchOffer& offer) { start(offer, then); });
        sheet->open();
    }
}

/// On the device that is chosen by then.
void Downloads::openModel(ModelRequest request) {
    request.placement = m_session.request().placement;
    m_session.openModel(request);
}

void Downloads::askForRepository() {
    bool ok = false;
    QString name =
        QInputDialog::getText(&m_window, tr("From Hugging Face"),
                              tr("The model's repository, as owner/name, or its address:"), QLineEdit::Normal, {}, &ok)
            .trimmed();
    if (!ok || name.isEmpty())
        return;
    for (const QString& before : {hubEndpoint().toString() + QLatin1Char('/'), QStringLiteral("hf:")})
        if (name.startsWith(before))
            name.remove(0, before.size());
    ModelRequest request;
    request.weights = "hf:" + name.toStdString();
    openModel(request);
}

void Downloads::start(const FetchOffer& offer, Then then) {
    std::erase_if(m_failed, [&](const Failed& failed) { return failed.wanted.offer.what == offer.what; });
    m_waiting.push_back({offer, std::move(then)});
    if (!isRunning())
        next();
    else
        Q_EMIT changed();
}

void Downloads::next() {
    if (!m_waiting.empty()) {
        m_now = std::move(m_waiting.front());
        m_waiting.pop_front();
        m_fetch = Fetch::of(m_now.offer.what);
        connect(m_fetch.get(), &Fetch::progressed, this, &Downloads::changed);
        connect(m_fetch.get(), &Fetch::finished, this, &Downloads::end);
        m_fetch->start();
    }
    Q_EMIT changed();
}

// One that failed keeps no other waiting: it is told of after them.
void Downloads::end() {
    const Failure error = m_fetch->error();
    m_fetch.release()->deleteLater();  // it is telling us
    if (error.any()) {
        m_failed.push_back({std::move(m_now), error});
        return next();
    }
    const Then then = std::move(m_now.then);
    next();
    then();
}

void Downloads::cancel() {
    m_fetch.reset();
    next();
}

void Downloads::tryAgain() {
    if (m_failed.empty() || isRunning())
        return;
    m_waiting.push_front(std::move(m_failed.front().wanted));
    m_failed.pop_front();
    next();
}

void Downloads::dismiss() {
    if (!m_failed.empty())
        m_failed.pop_front();
    Q_EMIT changed();
}

QString Downloads::title() const {
    return isRunning() || m_failed.empty() ? m_now.offer.title : m_failed.front().wanted.offer.title;
}

int Downloads::waiting() const { return int(isRunning() || m_failed.empty() ? m_waiting.size() : m_failed.size() - 1); }

const Failure& Downloads::error() const {
    static const Failure none;
    return isRunning() || m_failed.empty() ? none : m_failed.front().error;
}

FetchProgress Downloads::progress() const { return m_fetch ? m_fetch->progress() : FetchProgress(); }

}  // namespace vitrine::ui
