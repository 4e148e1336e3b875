// Fetch: published weights, or a model of a Hugging Face repository, onto this disk. The command and the window's
// downloads are both one of these.
#pragma once

#include "ui/fetch/file_fetch.h"

namespace vitrine::ui {

class Fetch : public QObject {
    Q_OBJECT
public:
    /// Of "vit_b_16/IMAGENET1K_V1" or "hf:owner/name@revision". Throws UsageError.
    static std::unique_ptr<Fetch> of(const std::string& what, const Patience& patience = {});

    virtual void start() = 0;
    const FetchProgress& progress() const { return m_progress; }
    const Failure& error() const { return m_error; }
    const std::filesystem::path& file() const { return m_result; }  ///< the weights, or the repository's folder
    bool wasThere() const { return m_wasThere; }                    ///< nothing had to be downloaded

Q_SIGNALS:
    void progressed();
    void finished();  ///< once; not when it is deleted before, which stops it

protected:
    explicit Fetch(const Patience& patience);
    void fetchFile(FileTask task, std::function<void()> then);  ///< `then` when it is there; else all has failed
    void end(const std::filesystem::path& result);
    void fail(const QString& subject, const QString& reason);
    void tell(const FetchProgress& progress);
    virtual FetchProgress overall(const FetchProgress& ofFile) const { return ofFile; }

    QNetworkAccessManager m_network;
    Patience m_patience;
    bool m_wasThere = true;

private:
    std::unique_ptr<FileFetch> m_file;
    FetchProgress m_progress;
    std::filesystem::path m_result;
    Failure m_error;
};

}  // namespace vitrine::ui
