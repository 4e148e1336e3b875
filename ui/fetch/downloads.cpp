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
    connect(&session, &Session::fetchWanted, this, &Downloads::offer, Qt::QueuedConnection);
}

Downloads::~Downloads() = default;

void Downloads::offer(const ModelRequest& request, const QString& what) {
    const auto isIt = [&](const Wanted& wanted) { return wanted.offer.what == what.toStdString(); };
    if ((isRunning() && isIt(m_now)) || std::any_of(m_waiting.begin(), m_waiting.end(), isIt))
        return;  // the bar tells of it
    auto* sheet = new FetchSheet(offerOf(what.toStdString()), m_window);
    connect(sheet, &FetchSheet::accepted, this, [this, request](const FetchOffer& offer) { start(request, offer); });
    sheet->open();
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
    request.placement = m_session.request().placement;
    request.weights = "hf:" + name.toStdString();
    m_session.openModel(request);
}

void Downloads::start(const ModelRequest& request, const FetchOffer& offer) {
    m_waiting.push_back({request, offer});
    if (!isRunning())
        next();
    else
        Q_EMIT changed();
}

void Downloads::next() {
    m_error = {};
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

void Downloads::end() {
    m_error = m_fetch->error();
    m_fetch.release()->deleteLater();  // it is telling us
    if (m_error.any())
        return Q_EMIT changed();
    ModelRequest request = m_now.request;
    request.placement = m_session.request().placement;
    next();
    m_session.openModel(request);
}

void Downloads::cancel() {
    m_fetch.reset();
    next();
}

void Downloads::tryAgain() {
    m_waiting.push_front(m_now);
    next();
}

void Downloads::dismiss() { next(); }

FetchProgress Downloads::progress() const { return m_fetch ? m_fetch->progress() : FetchProgress(); }

}  // namespace vitrine::ui
