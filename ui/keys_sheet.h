// The list of keys (F1): made of the window's commands, by what they do, searchable.
#pragma once

#include "ui/sheet.h"

class QLineEdit;
class QVBoxLayout;

namespace vitrine::ui {

class Actions;

class KeysSheet : public Sheet {
    Q_OBJECT
public:
    KeysSheet(const Actions& actions, QWidget* window);
    void search(const QString& typed);
    QStringList shownTitles() const;

protected:
    int wantedHeight(int width) const override;

private:
    struct Row {
        QWidget* widget;
        QString title, words;  ///< words: what is searched
    };
    struct Group {
        QWidget* widget;
        QString title;
        std::vector<Row> rows;
    };
    Group& group(const QString& title);
    void addRow(const QString& group, const QString& keys, const QString& title);
    void spread();

    QLineEdit* m_edit;
    QWidget* m_inside;
    QWidget* m_nothing;
    std::vector<Group> m_groups;
};

}  // namespace vitrine::ui
