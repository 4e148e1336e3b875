// ClassPicker: a class among all of them, found by typing.
#pragma once

#include "ui/panels/popup.h"

#include <optional>

class QLineEdit;
class QListView;
class QSortFilterProxyModel;

namespace vitrine::ui {

class Session;

class ClassPicker : public Popup {
    Q_OBJECT
public:
    /// `without`: a class that is not to be chosen.
    explicit ClassPicker(Session& session, QWidget* parent = nullptr, std::optional<int> without = {});

    QLineEdit* search() const { return m_search; }
    int count() const;           ///< classes that match
    int classAt(int row) const;  ///< its index
    QString wordsAt(int row) const;

Q_SIGNALS:
    void chosen(int index);

protected:
    bool eventFilter(QObject* object, QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void filter(const QString& text);
    void choose(int row);

    QLineEdit* m_search;
    QListView* m_list;
    QSortFilterProxyModel* m_matches;
};

}  // namespace vitrine::ui
