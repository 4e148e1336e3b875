#include "ui/panels/film_model.h"

#include "ui/core_words.h"
#include "ui/pixels.h"
#include "ui/session.h"

#include <QtCore/QMimeData>
#include <QtCore/QUrl>

#include <algorithm>

namespace vitrine::ui {
namespace {

QString stateOf(const FilmItem& item) {
    return item.error.any() ? FilmModel::tr("cannot be shown") : item.top1.value_or(QString());
}

QString frameOf(const FilmItem& item) {
    Origin origin;
    origin.frame = item.source.frame;
    origin.frames = item.frames;
    return QString::fromStdString(origin.words());
}

QString tipOf(const FilmItem& item) {
    QStringList lines{item.where.isEmpty() ? item.name : item.where};
    lines << (item.error.any() ? reasonWords(item.error.reason) : stateOf(item)) << frameOf(item);
    lines.removeAll(QString());
    return lines.join(QLatin1Char('\n'));
}

}  // namespace

FilmModel::FilmModel(Session& session, QObject* parent) : QAbstractListModel(parent), m_session(session) {
    connect(&session, &Session::filmChanged, this, &FilmModel::follow);
    connect(&session, &Session::filmItemChanged, this, [this](int row) {
        if (row < rowCount())
            Q_EMIT dataChanged(index(row), index(row));
    });
    follow();
}

int FilmModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(m_ids.size()); }

QVariant FilmModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= int(m_session.film().size()))
        return {};
    const FilmItem& item = m_session.film()[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole: return item.name;
    case Qt::ToolTipRole: return tipOf(item);
    case Qt::AccessibleTextRole: return QString(item.name + QStringLiteral(", ") + stateOf(item));
    case Top1Role: return stateOf(item);
    case ThumbnailRole: return item.thumbnail;
    case FailedRole: return item.error.any();
    default: return {};
    }
}

Qt::ItemFlags FilmModel::flags(const QModelIndex& index) const {
    return index.isValid() ? Qt::ItemIsSelectable | Qt::ItemIsEnabled | Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren
                           : Qt::NoItemFlags;
}

QStringList FilmModel::mimeTypes() const {
    return {QStringLiteral("text/uri-list"), QStringLiteral("application/x-qt-image")};
}

QMimeData* FilmModel::mimeData(const QModelIndexList& indexes) const {
    auto* mime = new QMimeData;
    QList<QUrl> files;
    for (const QModelIndex& index : indexes) {
        const PictureSource& source = m_session.film()[size_t(index.row())].source;
        if (!source.file.empty())
            files << QUrl::fromLocalFile(QString::fromStdString(source.file.string()));
        else if (source.image && !mime->hasImage())
            mime->setImageData(toQImage(*source.image));
    }
    if (!files.isEmpty())
        mime->setUrls(files);
    return mime;
}

// Appending is told as such, so that adding many leaves the selection and the place in the strip alone.
void FilmModel::follow() {
    std::vector<int> ids;
    for (const FilmItem& item : m_session.film())
        ids.push_back(item.id);
    const bool appended = ids.size() > m_ids.size() && std::equal(m_ids.begin(), m_ids.end(), ids.begin());
    if (appended) {
        beginInsertRows({}, int(m_ids.size()), int(ids.size()) - 1);
        m_ids = std::move(ids);
        endInsertRows();
    } else if (ids != m_ids) {
        beginResetModel();
        m_ids = std::move(ids);
        endResetModel();
    } else if (!m_ids.empty()) {
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
    }
}

}  // namespace vitrine::ui
