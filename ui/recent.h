// The files and addresses opened lately, by kind, kept in Qt's settings.
#pragma once

#include <QtCore/QStringList>

namespace vitrine::ui {

enum class RecentKind { Pictures, Folders, Checkpoints, Scenes };

RecentKind kindOfFile(const QString& file);
/// The newest first, those that still exist.
QStringList recentFiles(RecentKind kind);
void noteRecent(const QString& file);
void clearRecent();

}  // namespace vitrine::ui
