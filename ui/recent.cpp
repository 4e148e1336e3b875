#include "ui/recent.h"

#include "ui/download.h"

#include <QtCore/QFileInfo>
#include <QtCore/QSettings>

#include <array>

namespace vitrine::ui {
namespace {

constexpr int most = 8;  // of each kind

QString keyOf(RecentKind kind) {
    constexpr std::array names{"recent/pictures", "recent/folders", "recent/checkpoints", "recent/scenes"};
    return QString::fromLatin1(names[size_t(kind)]);
}

}  // namespace

RecentKind kindOfFile(const QString& file) {
    if (isWebAddress(file))
        return RecentKind::Pictures;
    const QFileInfo info(file);
    const QString suffix = info.suffix().toLower();
    if (suffix == QLatin1String("json"))
        return RecentKind::Scenes;
    for (const char* checkpoint : {"pth", "pt", "bin", "safetensors"})
        if (suffix == QLatin1String(checkpoint))
            return RecentKind::Checkpoints;
    return info.isDir() ? RecentKind::Folders : RecentKind::Pictures;
}

QStringList recentFiles(RecentKind kind) {
    QStringList there;
    for (const QString& file : QSettings().value(keyOf(kind)).toStringList())
        if (isWebAddress(file) || QFileInfo::exists(file))
            there << file;
    return there;
}

void noteRecent(const QString& file) {
    const QString path = isWebAddress(file) ? file : QFileInfo(file).absoluteFilePath();
    if (!isWebAddress(path) && !QFileInfo::exists(path))
        return;
    const QString key = keyOf(kindOfFile(path));
    QSettings settings;
    QStringList all = settings.value(key).toStringList();
    all.removeAll(path);
    all.prepend(path);
    settings.setValue(key, all.mid(0, most));
}

void clearRecent() { QSettings().remove(QStringLiteral("recent")); }

}  // namespace vitrine::ui
