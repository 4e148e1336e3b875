// FileFetch: from the first question to a whole part, over as many tries as it takes.
#include "ui/fetch/answers.h"
#include "ui/fetch/disk.h"
#include "ui/fetch/file_fetch.h"
#include "ui/numbers.h"

#include <algorithm>
#include <limits>

namespace vitrine::ui {

void FileFetch::ask() {
    DownloadOptions options;
    options.limit = std::numeric_limits<qint64>::max() / 2;  // begin() and advance() say how much is too much
    options.silence = m_silence;
    options.asStored = true;
    options.token = m_task.token;
    options.from = m_file.size();
    QFile version(QString::fromStdString(tag().string()));
    if (options.from > 0 && version.open(QIODevice::ReadOnly))
        options.ifRange = version.readLine(1000).trimmed();
    m_progress.done = m_file.size();
    m_progress.total = m_task.most;
    m_progress.bytesPerSecond = 0;
    tell(FetchProgress::Asking);
    m_download = std::make_unique<Download>(m_network, m_task.url, m_file, options);
    connect(m_download.get(), &Download::begun, this, &FileFetch::begin);
    connect(m_download.get(), &Download::progressed, this, &FileFetch::advance);
    connect(m_download.get(), &Download::finished, this, &FileFetch::judge, Qt::QueuedConnection);
}

QString FileFetch::otherSize(qint64 bytes) const {
    return tr("%1 sends something else: %2 instead of %3. Often that is the login page of a network: open any page in a "
              "browser, then try again.")
        .arg(m_download->address().host(), sizeWords(bytes), sizeWords(m_task.most));
}

QString FileFetch::tooLarge() const {
    return tr("it has more than %1, and no such file is so large: it is not taken.").arg(sizeWords(m_task.limit));
}

void FileFetch::begin(qint64 from, qint64 total) {
    if (total > 0 && m_task.most > 0 && (total < m_task.least || total > m_task.most))
        return m_download->refuse(otherSize(total));
    if (total > m_task.limit)
        return m_download->refuse(tooLarge());
    if (from == 0) {  // the server takes no ranges, or has another file by now
        m_resumed = false;
        m_file.resize(0);
        QFile version(QString::fromStdString(tag().string()));
        const QByteArray now = versionOf(*m_download);
        const bool isNamedByContent = m_task.digest.size() >= gitDigits;  // other servers of the same have other tags
        version.remove();                                                 // and not written through a link
        if (!now.isEmpty() && !isNamedByContent && version.open(QIODevice::WriteOnly | QIODevice::NewOnly))
            version.write(now + '\n');
    }
    m_file.seek(from);
    m_progress.done = from;
    m_progress.total = total > 0 ? total : m_task.most;
    m_speed.restart();
    m_speed.add(from);
    tell(FetchProgress::Downloading);
}

void FileFetch::advance(qint64 done) {
    if (m_task.most > 0 && done > m_task.most)
        return m_download->refuse(otherSize(done));
    if (done > m_task.limit)
        return m_download->refuse(tooLarge());
    m_progress.done = done;
    m_speed.add(done);
    m_progress.bytesPerSecond = m_speed.bytesPerSecond();
    if (m_told.elapsed() >= seldom)
        tell(FetchProgress::Downloading);
}

/// Bytes that came, a hundredth or a MiB, are worth all tries anew.
void FileFetch::noteHowFar() {
    constexpr qint64 enough = qint64(1) << 20;
    if (m_file.size() - m_reached >= std::min(enough, std::max<qint64>(1, m_task.most / 100)))
        m_retries.gotFurther();
    m_reached = std::max(m_reached, m_file.size());
}

// Goes on, tries again, or says why not.
void FileFetch::judge() {
    if (!m_download)
        return;
    const std::unique_ptr<Download> download = std::move(m_download);
    const Failure error = download->error();
    noteHowFar();
    const bool isRefused = download->fault() == Download::Fault::Refused;
    if (!error.any()) {
        if (m_task.least > 0 && m_file.size() < m_task.least)
            return pause(m_retries.next(), tr("the file ended too early."));
        return keep();
    }
    const bool wrongPart = download->status() == 416 || download->status() == 206;
    if (m_file.size() > 0 && wrongPart && !helpsToTryAgain(*download) && download->fault() != Download::Fault::Disk)
        return startOver();
    if (download->fault() == Download::Fault::Disk)
        return fail(noDisk());
    QString reason = isRefused && m_task.refused ? m_task.refused(*download) : error.reason;
    const auto wait = m_retries.after(*download, reason);
    pause(wait, reason);
}

void FileFetch::pause(std::optional<std::chrono::milliseconds> wait, const QString& reason) {
    if (!wait)
        return fail(reason);
    m_progress.retry(reason, *wait);
    tell(FetchProgress::Retrying);
    QTimer::singleShot(*wait, this, &FileFetch::ask);
}

// What is there does not go with what the server has.
void FileFetch::startOver() {
    if (std::exchange(m_startedOver, true))
        return fail(tr("the server and what came earlier do not fit together. Try again later."));
    m_file.resize(0);
    m_resumed = false;
    ask();
}

}  // namespace vitrine::ui
