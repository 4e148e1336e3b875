// FileFetch: one large file into its place: resumed where it stopped, tried again where that helps, verified before it
// gets its name. Killed at any moment, it leaves a file that is whole or one that is called a part.
#pragma once

#include "ui/download.h"
#include "ui/fetch/file_lock.h"
#include "ui/fetch/progress.h"
#include "ui/fetch/retries.h"

#include <QtCore/QFile>
#include <QtCore/QThreadPool>
#include <QtNetwork/QNetworkAccessManager>

#include <filesystem>
#include <functional>
#include <limits>
#include <memory>
#include <string>

namespace vitrine::ui {

struct FileTask {
    QUrl url;
    std::filesystem::path target;  ///< its place and name, once it is whole and verified
    std::filesystem::path part;    ///< what has come so far, in the same folder
    std::filesystem::path lock;    ///< held meanwhile; empty: the part itself
    QString name;                  ///< for people
    std::string digest;            ///< the first hex digits of its SHA-256, or all 40 of git's hash; empty: not known
    qint64 least = 0, most = 0;    ///< bytes; 0: not known
    qint64 limit = std::numeric_limits<qint64>::max() / 2;  ///< bytes; more is refused
    QByteArray token;
    QString elsewhere;                                ///< the variable that names another folder
    std::function<QString(const Download&)> refused;  ///< words for an answer of 400 and above; empty: the usual ones
};

class FileFetch : public QObject {
    Q_OBJECT
public:
    FileFetch(QNetworkAccessManager& network, FileTask task, const Patience& patience = {}, QObject* parent = nullptr);
    ~FileFetch() override;
    void start();

    const FileTask& task() const { return m_task; }
    const FetchProgress& progress() const { return m_progress; }
    const Failure& error() const { return m_error; }
    bool wasThere() const { return m_wasThere; }  ///< whole and verified, before anything was asked

Q_SIGNALS:
    void progressed();
    void finished();  ///< once; not when it is deleted before, which stops it

private:
    static constexpr int seldom = 100;  // ms between two words about progress
    void open();
    void ask();
    void begin(qint64 from, qint64 total);
    void advance(qint64 done);
    void noteHowFar();
    void judge();
    void pause(std::optional<std::chrono::milliseconds> wait, const QString& reason);
    void startOver();
    void check(const std::filesystem::path& file, std::function<void(const std::string& digest)> then);
    void keep();
    void end();
    void fail(const QString& reason);
    void dropEmptyPart();
    void tell(FetchProgress::Phase phase);
    std::filesystem::path tag() const;
    QString otherSize(qint64 bytes) const;
    QString tooLarge() const;
    QString noDisk() const;

    QNetworkAccessManager& m_network;
    FileTask m_task;
    std::chrono::milliseconds m_silence;
    FileLock m_lock;
    QFile m_file;
    std::unique_ptr<Download> m_download;
    SpeedMeter m_speed;
    QElapsedTimer m_told;
    FetchProgress m_progress;
    Retries m_retries;
    qint64 m_reached = 0;        // bytes, at most, before the last failure
    bool m_resumed = false;      // something of what is there came earlier
    bool m_startedOver = false;  // once is enough
    bool m_wasThere = false;
    Failure m_error;
    QThreadPool m_pool;  // before the lane: it is cancelled first
    Lane<std::string> m_checkLane{m_pool};
};

}  // namespace vitrine::ui
