#include "ui/fetch/hub_fetch.h"

#include "core/error.h"
#include "core/weights/bounds.h"
#include "ui/fetch/disk.h"

#include <algorithm>
#include <fstream>
#include <unistd.h>

namespace vitrine::ui {

namespace fs = std::filesystem;

namespace {

/// W/"abc" and "abc" are abc.
std::string plainTag(QByteArray tag) {
    if (tag.startsWith("W/"))
        tag = tag.mid(2);
    tag.replace('"', QByteArray());
    return tag.trimmed().toStdString();
}

/// SHA-256 (of large files) or git's SHA-1: then the content can be verified by its name.
bool isDigest(const std::string& tag) {
    return (tag.size() == 40 || tag.size() == 64) && tag.find_first_not_of("0123456789abcdef") == tag.npos;
}

/// Under its name in one step, whatever was there.
template <class Make>
void replaceBy(const fs::path& file, Make make) {
    const fs::path fresh = fs::path(file).concat(".new" + std::to_string(::getpid()));
    std::error_code ignored;
    fs::remove(fresh, ignored);
    make(fresh);
    fs::rename(fresh, file);
}

}  // namespace

HubFetch::HubFetch(const HubName& name, const Patience& patience)
    : Fetch(patience),
      m_name(name),
      m_folder(hubFolder(name)),
      m_endpoint(hubEndpoint()),
      m_token(hubToken()),
      m_retries(patience) {
    m_nothing.open(QIODevice::WriteOnly);
}

void HubFetch::start() {
    if (m_folder.empty())
        return fail(subject(), tr("there is no home folder to keep it in: name a folder in HF_HOME."));
    if (isHubOffline()) {
        const auto there = hubSnapshot(m_name);
        return there ? end(*there)
                     : fail(subject(), tr("not on this disk, and nothing may be downloaded (--offline, VITRINE_OFFLINE, "
                                          "HF_HUB_OFFLINE)."));
    }
    if (m_endpoint.host().isEmpty())
        return fail(QStringLiteral("HF_ENDPOINT"), tr("\"%1\" is no address.").arg(m_endpoint.toString()));
    askSmall({"config.json", "preprocessor_config.json"});
}

// --- what there is ----------------------------------------------------------------------------------------------------

void HubFetch::ask(const std::string& file, Then then) {
    const std::string revision = m_commit.empty() ? m_name.revision : m_commit;
    QUrl url = m_endpoint;
    url.setPath(url.path() + QLatin1Char('/') + QString::fromStdString(m_name.repository()) +
                    QStringLiteral("/resolve/") +
                    QString::fromLatin1(QUrl::toPercentEncoding(QString::fromStdString(revision))) + QLatin1Char('/') +
                    QString::fromStdString(file),
                QUrl::TolerantMode);
    DownloadOptions options;
    options.headersOnly = true;
    options.asStored = true;
    options.silence = m_patience.silence;
    options.token = m_token;
    FetchProgress progress;
    progress.name = QString::fromStdString(file);
    tell(progress);
    m_question = std::make_unique<Download>(m_network, url, m_nothing, options);
    connect(
        m_question.get(), &Download::finished, this, [this, file, then = std::move(then)] { hear(file, then); },
        Qt::QueuedConnection);
}

void HubFetch::hear(const std::string& file, const Then& next) {
    const Then then = next;  // the next question takes this one's place
    const Download& answer = *m_question;
    const int status = answer.status();
    if (const std::string commit = answer.header("X-Repo-Commit").toStdString(); m_commit.empty() && isCommit(commit))
        m_commit = commit;
    const QByteArray code = answer.header("X-Error-Code");
    m_isThere = m_isThere || !m_commit.empty() || code == "EntryNotFound";
    if (status == 404 && (code.isEmpty() || code == "EntryNotFound"))
        return then(std::nullopt);
    if (answer.error().any()) {
        QString reason = refusal(answer);
        const auto wait = m_retries.after(answer, reason);
        if (!wait)
            return fail(subject(), reason);
        FetchProgress progress;
        progress.name = QString::fromStdString(file);
        progress.retry(reason, *wait);
        tell(progress);
        return QTimer::singleShot(*wait, this, [this, file, then] { ask(file, then); });
    }
    m_retries.gotFurther();
    QByteArray tag = answer.header("X-Linked-Etag"), size = answer.header("X-Linked-Size");
    const bool isElsewhere = status >= 300;
    if (tag.isEmpty())
        tag = answer.header("ETag");
    if (size.isEmpty() && !isElsewhere)
        size = answer.header("Content-Length");
    const Entry entry{file, plainTag(tag), size.toLongLong()};
    if (m_commit.empty() || !isPlainName(entry.etag))
        return fail(subject(),
                    tr("%1 answers, but not as a Hugging Face hub does: no commit, no ETag. Is HF_ENDPOINT right, "
                       "or is this the login page of a network?")
                        .arg(m_endpoint.host()));
    then(entry);
}

QString HubFetch::refusal(const Download& answer) const {
    const QByteArray code = answer.header("X-Error-Code");
    const QString page = hubPage(m_name);
    const int status = answer.status();
    if (code == "GatedRepo")
        return tr("it is given only to those who accept its terms: open %1 in a browser, accept them, and set HF_TOKEN to "
                  "a token of yours.")
            .arg(page);
    if (code == "RevisionNotFound")
        return tr("there is no revision \"%1\" of it.").arg(QString::fromStdString(m_name.revision));
    if (code == "RepoNotFound" || status == 401 || status == 404)
        return noRepository();
    if (status == 403)
        return tr("%1 does not give it to you (403). Perhaps its terms have to be accepted first: open %2 in a browser.")
            .arg(m_endpoint.host(), page);
    return answer.error().reason;
}

QString HubFetch::noRepository() const {
    return tr("there is no such repository at %1, or it is private: then set HF_TOKEN to a token that may read it. Check "
              "the name for a slip, too.")
        .arg(m_endpoint.host());
}

void HubFetch::askSmall(std::vector<std::string> files) {
    if (files.empty())
        return askModel({"model.safetensors", "model.safetensors.index.json", "pytorch_model.bin"});
    const std::string file = files.front();
    ask(file, [this, rest = std::vector(files.begin() + 1, files.end())](const std::optional<Entry>& entry) {
        if (!entry)
            return askSmall(rest);
        get(
            *entry, [this, rest] { askSmall(rest); }, kLongestJson);
    });
}

void HubFetch::askModel(std::vector<std::string> candidates) {
    if (candidates.empty() && !m_isThere)  // by a mirror, which tells no X-Error-Code
        return fail(subject(), noRepository());
    if (candidates.empty())
        return fail(
            subject(),
            tr("it has neither model.safetensors nor pytorch_model.bin: perhaps it is a data set, an adapter, or a "
               "model of another library."));
    const std::string file = candidates.front();
    ask(file, [this, rest = std::vector(candidates.begin() + 1, candidates.end())](const std::optional<Entry>& entry) {
        if (!entry)
            return askModel(rest);
        if (entry->file.ends_with(".json"))
            return getIndex(*entry);
        m_wanted = {*entry};
        getAll();
    });
}

void HubFetch::getIndex(const Entry& index) {
    const auto readIt = [this, index] {
        try {
            const std::vector<std::string> shards = shardsOf(snapshot() / index.file);
            askShards({shards.begin(), shards.end()});
        } catch (const Error& error) {
            fail(subject(), QString::fromStdString(error.what()));
        }
    };
    get(index, readIt, kLongestJson);
}

void HubFetch::askShards(std::deque<std::string> shards) {
    if (shards.empty())
        return getAll();
    const std::string file = shards.front();
    shards.pop_front();
    ask(file, [this, file, shards](const std::optional<Entry>& entry) {
        if (!entry)
            return fail(subject(), tr("its index names %1, which is not there.").arg(QString::fromStdString(file)));
        m_wanted.push_back(*entry);
        askShards(shards);
    });
}

// --- getting it -------------------------------------------------------------------------------------------------------

// All of it has room, or nothing is begun.
void HubFetch::getAll() {
    if (m_sum == 0) {
        qint64 missing = 0;
        std::error_code error;
        for (const Entry& entry : m_wanted) {
            m_sum += entry.size;
            const fs::path blob = m_folder / "blobs" / entry.etag;
            if (!fs::exists(blob, error))
                missing += entry.size - sizeOf(fs::path(blob).concat(".incomplete"));
        }
        fs::create_directories(m_folder, error);
        if (const QString why = noRoom(missing, m_folder, QStringLiteral("HF_HOME")); !why.isEmpty())
            return fail(subject(), why);
    }
    if (m_wanted.empty()) {
        try {
            writeRef();
        } catch (const fs::filesystem_error& error) {
            return fail(subject(), QString::fromLocal8Bit(error.what()));
        }
        return end(snapshot());
    }
    const Entry entry = m_wanted.front();
    m_wanted.pop_front();
    get(entry, [this, size = entry.size] {
        m_before += size;
        getAll();
    });
}

void HubFetch::get(const Entry& entry, std::function<void()> then, qint64 limit) {
    FileTask task;
    task.url = m_endpoint;
    task.url.setPath(m_endpoint.path() + QLatin1Char('/') + QString::fromStdString(m_name.repository()) +
                     QStringLiteral("/resolve/") + QString::fromStdString(m_commit) + QLatin1Char('/') +
                     QString::fromStdString(entry.file));
    task.target = m_folder / "blobs" / entry.etag;
    task.part = m_folder / "blobs" / (entry.etag + ".incomplete");
    task.lock = hubCache() / ".locks" / m_folder.filename() / (entry.etag + ".lock");
    task.name = QString::fromStdString(entry.file);
    task.digest = isDigest(entry.etag) ? entry.etag : "";
    task.least = task.most = entry.size;
    task.limit = limit;
    task.token = m_token;
    task.elsewhere = QStringLiteral("HF_HOME");
    task.refused = [this](const Download& answer) { return refusal(answer); };
    fetchFile(task, [this, entry, then = std::move(then)] {
        try {
            link(entry);
        } catch (const fs::filesystem_error& error) {
            return fail(subject(), QString::fromLocal8Bit(error.what()));
        }
        then();
    });
}

FetchProgress HubFetch::overall(const FetchProgress& ofFile) const {
    FetchProgress all = ofFile;
    if (all.phase == FetchProgress::Downloading && m_sum > 0) {
        all.done += m_before;
        all.total = m_sum;
    }
    return all;
}

fs::path HubFetch::snapshot() const { return m_folder / "snapshots" / m_commit; }

void HubFetch::link(const Entry& entry) {
    fs::create_directories(snapshot());
    const fs::path blob = m_folder / "blobs" / entry.etag, there = snapshot() / entry.file;
    std::error_code error;
    if (fs::equivalent(there, blob, error))
        return;
    replaceBy(there, [&](const fs::path& fresh) {
        fs::create_symlink(fs::path("../../blobs") / entry.etag, fresh, error);
        if (error)  // a disk without links
            fs::copy_file(blob, fresh);
    });
}

// Last: until then this revision has no checkpoint here.
void HubFetch::writeRef() {
    if (isCommit(m_name.revision))
        return;
    const fs::path ref = m_folder / "refs" / m_name.revision;
    fs::create_directories(ref.parent_path());
    replaceBy(ref, [&](const fs::path& fresh) { std::ofstream(fresh) << m_commit; });
}

}  // namespace vitrine::ui
