#include "ui/fetch/fetch.h"

#include "core/model/variants.h"
#include "core/weights/hub.h"
#include "ui/fetch/disk.h"
#include "ui/fetch/hub_fetch.h"
#include "ui/fetch/offer.h"

#include <cmath>

namespace vitrine::ui {
namespace {

constexpr size_t hashDigits = 8;  // of the SHA-256, in a published file's name

/// "c867db91" of "vit_b_16-c867db91.pth".
std::string hashIn(const std::string& file) {
    const size_t dot = file.rfind('.');
    return dot != file.npos && dot > hashDigits ? file.substr(dot - hashDigits, hashDigits) : "";
}

/// One of torchvision's files, into torch hub's folder.
class EntryFetch : public Fetch {
public:
    EntryFetch(const WeightsEntry& entry, const Patience& patience) : Fetch(patience), m_entry(entry) {}

    void start() override {
        const QString subject = QString::fromStdString(m_entry.entry());
        const std::filesystem::path folder = checkpointsFolder();
        if (folder.empty())
            return fail(subject, Fetch::tr("there is no home folder to keep it in: name a folder in TORCH_HOME."));
        const FileTask task = taskOf(folder);
        std::error_code ignored;
        const bool isWhole = std::filesystem::exists(task.target, ignored) || sizeOf(task.part) >= task.least;
        if (isOffline() && !isWhole)
            return fail(subject,
                        Fetch::tr("not on this disk, and nothing may be downloaded (--offline, VITRINE_OFFLINE)."));
        fetchFile(task, [this, target = task.target] { end(target); });
    }

private:
    FileTask taskOf(const std::filesystem::path& folder) const {
        constexpr double mebi = 1024 * 1024, tolerance = 0.01 * mebi;  // as WeightsEntry::isSize()
        FileTask task;
        task.url = QUrl(QString::fromStdString(m_entry.url()));
        task.target = folder / m_entry.file;
        task.part = folder / (m_entry.file + ".part");
        task.name = QString::fromStdString(m_entry.entry());
        task.digest = hashIn(m_entry.file);
        task.least = qint64(std::floor(m_entry.file_size_mib * mebi - tolerance));
        task.most = qint64(std::ceil(m_entry.file_size_mib * mebi + tolerance));
        task.elsewhere = QStringLiteral("TORCH_HOME");
        task.refused = [url = task.url, target = QString::fromStdString(task.target.string())](const Download& answer) {
            const QString host = answer.address().host();
            switch (answer.status()) {
            case 401:
            case 403:
                return Fetch::tr(
                           "%1 does not give it to you (%2). A proxy or a firewall between may be why: ask who runs "
                           "the network, or save %3 by other means as %4.")
                    .arg(host)
                    .arg(answer.status())
                    .arg(url.toString(QUrl::RemoveUserInfo), target);
            case 404:
            case 410:
                return Fetch::tr("%1 does not have it (%2). Where VITRINE_WEIGHTS_URL names a mirror, that one lacks it.")
                    .arg(host)
                    .arg(answer.status());
            default: return answer.error().reason;
            }
        };
        return task;
    }

    const WeightsEntry& m_entry;
};

}  // namespace

Fetch::Fetch(const Patience& patience) : m_patience(patience) { useSystemProxies(); }

std::unique_ptr<Fetch> Fetch::of(const std::string& what, const Patience& patience) {
    if (isHubName(what))
        return std::make_unique<HubFetch>(parseHubName(what), patience);
    return std::make_unique<EntryFetch>(publishedEntry(what), patience);
}

void Fetch::fetchFile(FileTask task, std::function<void()> then) {
    if (m_file)
        m_file.release()->deleteLater();  // it may be telling us
    m_file = std::make_unique<FileFetch>(m_network, std::move(task), m_patience);
    connect(m_file.get(), &FileFetch::progressed, this, [this] { tell(overall(m_file->progress())); });
    connect(
        m_file.get(), &FileFetch::finished, this,
        [this, then = std::move(then)] {
            m_wasThere = m_wasThere && m_file->wasThere();
            if (m_file->error().any())
                return fail(m_file->error().subject, m_file->error().reason);
            const auto next = then;  // it may begin another file, and this one goes with what it holds
            next();
        },
        Qt::QueuedConnection);
    m_file->start();
}

void Fetch::tell(const FetchProgress& progress) {
    m_progress = progress;
    Q_EMIT progressed();
}

void Fetch::end(const std::filesystem::path& result) {
    m_result = result;
    QMetaObject::invokeMethod(this, &Fetch::finished, Qt::QueuedConnection);
}

void Fetch::fail(const QString& subject, const QString& reason) {
    m_error = {subject, reason};
    QMetaObject::invokeMethod(this, &Fetch::finished, Qt::QueuedConnection);
}

}  // namespace vitrine::ui
