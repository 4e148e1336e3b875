#include "ui/picture_fetcher.h"

#include "core/error.h"
#include "ui/address.h"
#include "ui/reading.h"
#include "ui/reading/readers.h"

#include <QtCore/QDir>
#include <QtCore/QEventLoop>
#include <QtCore/QRegularExpression>
#include <QtCore/QTemporaryDir>

#include <utility>

namespace vitrine::ui {
namespace {

/// Gone with the program.
const QTemporaryDir& folder() {
    static const QTemporaryDir made(QDir::tempPath() + QStringLiteral("/vitrine-XXXXXX"));
    return made;
}

/// A new file under the picture's own name, in a folder of its own: two may have the same.
QString newFile(const QUrl& url) {
    static int count = 0;
    const QString own = folder().filePath(QString::number(count++));
    QDir().mkpath(own);
    QString name = nameOf(url).replace(QRegularExpression(QStringLiteral("[/\\x00-\\x1f]")), QStringLiteral("_"));
    if (name == QLatin1String(".") || name == QLatin1String("..") || name.isEmpty())
        name = QStringLiteral("picture");
    return own + QLatin1Char('/') + name.right(100);
}

int kib(qint64 bytes) { return int((bytes + 1023) >> 10); }

}  // namespace

PictureFetcher::PictureFetcher(QObject* parent) : QObject(parent) { useSystemProxies(); }

PictureFetcher::~PictureFetcher() = default;

void PictureFetcher::fetch(const QList<QUrl>& urls) {
    m_waiting += urls;
    if (!busy())
        next();
}

void PictureFetcher::cancel() {
    m_waiting.clear();
    m_download.reset();
    m_file.remove();
}

void PictureFetcher::next() {
    if (m_waiting.isEmpty())
        return Q_EMIT idle();
    m_url = m_waiting.takeFirst();
    m_file.setFileName(newFile(m_url));
    if (!m_file.open(QIODevice::WriteOnly)) {
        Q_EMIT failed({nameOf(m_url), cannotBeKept()});
        return next();
    }
    Q_EMIT progressed(nameOf(m_url), 0, 0);
    m_download = std::make_unique<Download>(m_network, m_url, m_file, m_options);
    connect(m_download.get(), &Download::progressed, this,
            [this](qint64 done, qint64 total) { Q_EMIT progressed(nameOf(m_url), kib(done), kib(total)); });
    connect(m_download.get(), &Download::finished, this, &PictureFetcher::end, Qt::QueuedConnection);
}

void PictureFetcher::end() {
    if (!m_download)  // cancelled meanwhile
        return;
    const Failure error = m_download->error();
    m_download.reset();
    m_file.close();
    if (error.any()) {
        m_file.remove();
        Q_EMIT failed(error);
    } else {
        Q_EMIT arrived(m_url, m_file.fileName());
    }
    next();
}

bool isFetched(const std::filesystem::path& file) {
    return QString::fromStdString(file.string()).startsWith(folder().path() + QLatin1Char('/'));
}

bool isWebAddress(const std::string& word) { return isWebAddress(QString::fromStdString(word)); }

std::string withoutFileScheme(const std::string& word) {
    return withoutFileScheme(QString::fromStdString(word)).toStdString();
}

std::string whyMissing(const std::string& word) {
    if (schemeOf(QString::fromStdString(word)).isEmpty())
        return "there is no such file";
    return "only addresses that begin with https:// or http:// are read; fetch it with another program, and name the file";
}

std::filesystem::path fetchPicture(const std::string& address) {
    ensureApplication();
    PictureFetcher fetcher;
    QEventLoop loop;
    QString file;
    Failure error;
    QObject::connect(&fetcher, &PictureFetcher::arrived, &loop, [&](const QUrl&, const QString& at) { file = at; });
    QObject::connect(&fetcher, &PictureFetcher::failed, &loop, [&](const Failure& why) { error = why; });
    QObject::connect(&fetcher, &PictureFetcher::idle, &loop, &QEventLoop::quit, Qt::QueuedConnection);
    fetcher.fetch({QUrl(QString::fromStdString(address))});
    loop.exec();
    if (error.any())
        throw Error(address, error.reason.toStdString());
    return file.toStdString();
}

}  // namespace vitrine::ui
