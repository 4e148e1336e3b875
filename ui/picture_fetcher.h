// PictureFetcher: pictures by their address, one after the other, into files that live as long as the program.
#pragma once

#include "ui/download.h"

#include <QtCore/QFile>
#include <QtCore/QList>
#include <QtNetwork/QNetworkAccessManager>

#include <filesystem>
#include <memory>

namespace vitrine::ui {

class PictureFetcher : public QObject {
    Q_OBJECT
public:
    explicit PictureFetcher(QObject* parent = nullptr);
    ~PictureFetcher() override;

    void setOptions(const DownloadOptions& options) { m_options = options; }
    void fetch(const QList<QUrl>& urls);
    void cancel();  ///< all of them
    bool busy() const { return m_download != nullptr; }

Q_SIGNALS:
    void progressed(const QString& name, int done, int total);  ///< KiB; total 0: unknown
    void arrived(const QUrl& url, const QString& file);
    void failed(const Failure& why);
    void idle();  ///< the last one has arrived or failed

private:
    void next();
    void end();

    QNetworkAccessManager m_network;
    DownloadOptions m_options;
    QList<QUrl> m_waiting;
    QUrl m_url;
    QFile m_file;
    std::unique_ptr<Download> m_download;
};

/// Whether that is one of its files: nobody else knows it, and it goes with the program.
bool isFetched(const std::filesystem::path& file);

}  // namespace vitrine::ui
