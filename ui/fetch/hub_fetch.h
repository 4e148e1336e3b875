// HubFetch: the files of a model from a Hugging Face repository into the cache that Python's huggingface_hub keeps, in
// its layout: blobs by their ETag, links to them in snapshots/COMMIT, refs/REVISION last of all. Each answer's names
// are checked before they become paths.
#pragma once

#include "core/weights/hub.h"
#include "ui/fetch/fetch.h"

#include <QtCore/QBuffer>

#include <deque>
#include <vector>

namespace vitrine::ui {

class HubFetch : public Fetch {
    Q_OBJECT
public:
    HubFetch(const HubName& name, const Patience& patience);
    void start() override;

protected:
    FetchProgress overall(const FetchProgress& ofFile) const override;

private:
    /// What the hub says of one file.
    struct Entry {
        std::string file;
        std::string etag;
        qint64 size = 0;
    };
    using Then = std::function<void(std::optional<Entry>)>;

    void ask(const std::string& file, Then then);  ///< nothing: the repository does not have it
    void hear(const std::string& file, const Then& then);
    void askSmall(std::vector<std::string> files);
    void askModel(std::vector<std::string> candidates);
    void askShards(std::deque<std::string> shards);
    void getIndex(const Entry& index);
    void getAll();
    void get(const Entry& entry, std::function<void()> then, qint64 limit = FileTask().limit);  ///< bytes
    void link(const Entry& entry);
    void writeRef();
    std::filesystem::path snapshot() const;
    QString refusal(const Download& answer) const;
    QString noRepository() const;
    QString subject() const { return QString::fromStdString(m_name.text()); }

    HubName m_name;
    std::filesystem::path m_folder;  // of the repository, in the cache
    QUrl m_endpoint;
    QByteArray m_token;
    std::string m_commit;
    bool m_isThere = false;          ///< the hub said something of the repository itself
    std::deque<Entry> m_wanted;      // of the model itself, not here yet
    qint64 m_before = 0, m_sum = 0;  // bytes of m_wanted: those done, all
    QBuffer m_nothing;
    std::unique_ptr<Download> m_question;
    Retries m_retries;  // of the questions
};

/// $HF_ENDPOINT, else https://huggingface.co.
QUrl hubEndpoint();

/// The address of a repository's page, to be shown: without the password that $HF_ENDPOINT may hold.
QString hubPage(const HubName& name);

/// $HF_TOKEN, else what `hf auth login` keeps in hubHome()/token ($HF_TOKEN_PATH); empty where there is none.
QByteArray hubToken();

/// isOffline(), or HF_HUB_OFFLINE is set.
bool isHubOffline();

}  // namespace vitrine::ui
