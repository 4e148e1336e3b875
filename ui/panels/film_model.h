// FilmModel: the session's film as a list view wants it. Looks into the session, keeps nothing but which items there are.
#pragma once

#include <QtCore/QAbstractListModel>

#include <vector>

namespace vitrine::ui {

class Session;

class FilmModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { Top1Role = Qt::UserRole, ThumbnailRole, FailedRole };

    explicit FilmModel(Session& session, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    /// For a drag or a copy: files as such, a picture from memory as its pixels.
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    QStringList mimeTypes() const override;

private:
    void follow();

    Session& m_session;
    std::vector<int> m_ids;
};

}  // namespace vitrine::ui
