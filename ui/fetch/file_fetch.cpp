#include "ui/fetch/file_fetch.h"

#include "ui/fetch/answers.h"
#include "ui/fetch/disk.h"
#include "ui/numbers.h"

#include <algorithm>
#include <cerrno>

namespace vitrine::ui {

namespace fs = std::filesystem;

namespace {

QString text(const fs::path& path) { return QString::fromStdString(path.string()); }

}  // namespace

FileFetch::FileFetch(QNetworkAccessManager& network, FileTask task, const Patience& patience, QObject* parent)
    : QObject(parent), m_network(network), m_task(std::move(task)), m_silence(patience.silence), m_retries(patience) {
    keepOneThread(m_pool);
    m_progress.name = m_task.name;
    if (m_task.lock.empty())
        m_task.lock = m_task.part;
}

FileFetch::~FileFetch() { dropEmptyPart(); }

void FileFetch::dropEmptyPart() {
    std::error_code ignored;
    if (m_lock.isHeld() && sizeOf(m_task.part) == 0)
        fs::remove(m_task.part, ignored);
}

fs::path FileFetch::tag() const { return fs::path(m_task.part).concat(".tag"); }

void FileFetch::tell(FetchProgress::Phase phase) {
    m_progress.phase = phase;
    m_told.start();
    Q_EMIT progressed();
}

// --- what is there already --------------------------------------------------------------------------------------------

void FileFetch::start() {
    std::error_code ignored;
    if (!fs::exists(m_task.target, ignored))
        return open();
    if (m_task.digest.empty()) {
        m_wasThere = true;
        return QTimer::singleShot(0, this, &FileFetch::end);
    }
    check(m_task.target, [this](const std::string& digest) {
        if (!digest.starts_with(m_task.digest))
            return fail(
                tr("%1 is there, but it is not the published file: its SHA-256 begins with %2, not with %3. It was "
                   "cut short, damaged or changed. Delete it or move it away, then download it again.")
                    .arg(text(m_task.target), QString::fromStdString(digest.substr(0, m_task.digest.size())),
                         QString::fromStdString(m_task.digest)));
        m_wasThere = true;
        end();
    });
}

void FileFetch::check(const fs::path& file, std::function<void(const std::string&)> then) {
    m_progress.done = 0;
    m_progress.total = sizeOf(file);
    tell(FetchProgress::Checking);
    m_checkLane.start([file, like = m_task.digest](const Progress& progress) { return digestOf(file, like, progress); },
                      [this, then](const Outcome<std::string>& outcome) {
                          if (!outcome.ok())
                              return fail(outcome.error.reason);
                          then(*outcome.value);
                      },
                      [this](int done, int) {
                          m_progress.done = qint64(done) << 20;
                          if (m_told.elapsed() >= seldom)
                              tell(FetchProgress::Checking);
                      });
}

// --- the part ---------------------------------------------------------------------------------------------------------

// Alone with it: another Vitrine that fetches the same is waited for, and its file taken.
void FileFetch::open() {
    constexpr int lookAgain = 500;  // ms
    std::error_code error;
    for (const fs::path& folder : {m_task.target.parent_path(), m_task.lock.parent_path()})
        if (!fs::create_directories(folder, error) && error)
            return fail(tr("the folder %1 cannot be made: %2. %3 can name another one.")
                            .arg(text(folder), QString::fromStdString(error.message()), m_task.elsewhere));
    if (const fs::file_status there = fs::symlink_status(m_task.part, error);
        fs::exists(there) && !fs::is_regular_file(there))
        return fail(tr("%1 is in the way: it is no file that a download began. Move it away, then try again.")
                        .arg(text(m_task.part)));  // not written through a link
    switch (m_lock.take(m_task.lock)) {
    case FileLock::Result::Locked: break;
    case FileLock::Result::Taken:
        tell(FetchProgress::Elsewhere);
        return QTimer::singleShot(lookAgain, this, &FileFetch::start);
    case FileLock::Result::Failed:
        return fail(tr("%1 cannot be written: %2. %3 can name another folder.")
                        .arg(text(m_task.part.parent_path()), qt_error_string(errno), m_task.elsewhere));
    }
    if (fs::exists(m_task.target, error)) {  // the other one was quicker
        m_lock.release();
        return start();
    }
    m_file.setFileName(text(m_task.part));
    if (!m_file.open(QIODevice::ReadWrite | QIODevice::Unbuffered))
        return fail(noDisk());
    if (m_task.most > 0 && m_file.size() > m_task.most)
        m_file.resize(0);
    m_reached = m_file.size();
    m_resumed = m_reached > 0;
    if (m_file.size() >= std::max<qint64>(1, m_task.least) && !m_task.digest.empty())
        return check(m_task.part, [this](const std::string& digest) {  // all but its name?
            digest.starts_with(m_task.digest) ? end() : ask();
        });
    if (const QString why = noRoom(m_task.most - m_file.size(), m_task.part.parent_path(), m_task.elsewhere);
        !why.isEmpty())
        return fail(why);
    ask();
}

QString FileFetch::noDisk() const {
    const QString folder = text(m_task.part.parent_path());
    if (m_file.error() == QFileDevice::ResourceError)
        return tr("the disk is full (%1). Make room and go on, or name a folder on another disk in %2.")
            .arg(folder, m_task.elsewhere);
    return tr("%1 cannot be written: %2. %3 can name another folder.").arg(folder, m_file.errorString(), m_task.elsewhere);
}

// --- whole ------------------------------------------------------------------------------------------------------------

void FileFetch::keep() {
    if (m_task.digest.empty())
        return end();
    check(m_task.part, [this](const std::string& digest) {
        if (digest.starts_with(m_task.digest))
            return end();
        if (m_resumed && !m_startedOver)  // an old part of another file, or a damaged one
            return startOver();
        const QString from = m_task.url.host();
        m_file.remove();  // never gone on with
        fail(tr("what came from %1 is not the published file: its SHA-256 begins with %2, not with %3. It was thrown away. "
                "Try again; if it stays so, something on the way changes it.")
                 .arg(from, QString::fromStdString(digest.substr(0, m_task.digest.size())),
                      QString::fromStdString(m_task.digest)));
    });
}

void FileFetch::end() {
    if (!m_wasThere) {
        std::error_code error;
        m_file.close();
        if (!flush(m_task.part))
            return fail(tr("%1 cannot be written to the end: the disk refuses.").arg(text(m_task.part)));
        fs::rename(m_task.part, m_task.target, error);
        if (error)
            return fail(
                tr("%1 cannot get its name: %2.").arg(text(m_task.part), QString::fromStdString(error.message())));
        flush(m_task.target.parent_path());
        fs::remove(tag(), error);
    }
    m_lock.release();
    Q_EMIT finished();
}

void FileFetch::fail(const QString& reason) {
    const qint64 come = m_file.isOpen() ? m_file.size() : 0;
    m_file.close();
    dropEmptyPart();
    m_lock.release();
    m_download.reset();
    m_error = {m_task.name,
               come > 0
                   ? tr("%1 What has come, %2, is kept: the next try goes on from there.").arg(reason, sizeWords(come))
                   : reason};
    Q_EMIT finished();
}

}  // namespace vitrine::ui
