// What can be opened of that which is dropped on the window or pasted into it, in whatever way a program offers it.
#pragma once

#include <QtCore/QList>
#include <QtCore/QStringList>
#include <QtCore/QUrl>
#include <QtGui/QImage>

class QMimeData;

namespace vitrine::ui {

struct Dropped {
    QStringList files;  ///< on this machine: pictures, folders, checkpoints, scenes
    QList<QUrl> urls;   ///< pictures to be downloaded
    QImage image;       ///< pixels, where they came along
    QString name;       ///< of `image`; empty: none is known
    bool any() const { return !files.isEmpty() || !urls.isEmpty() || !image.isNull(); }
};

/// Files first; then pixels, which need no network; then the picture of a web page, a link, a text that is one.
Dropped readDrop(const QMimeData& mime);

/// Whether readDrop() will find something; quick, for a drag that is still moving.
bool canDrop(const QMimeData& mime);

}  // namespace vitrine::ui
