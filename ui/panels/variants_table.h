// The models side by side, sortable; a row opens its model, or says what it takes to have it.
#pragma once

#include "ui/panels/popup.h"

class QPushButton;
class QSortFilterProxyModel;
class QTreeView;

namespace vitrine::ui {

class Session;
class VariantsModel;
class Words;

class VariantsTable : public Popup {
    Q_OBJECT
public:
    VariantsTable(Session& session, QWidget* parent);

    QTreeView* view() const { return m_view; }
    QString detail() const;
    QSize sizeHint() const override;

private:
    void layOutColumns();
    int frame() const;   ///< beside the columns, px
    QSize room() const;  ///< what it may take at most
    void showDetail();
    void open();
    int currentRow() const;  ///< of the model, -1: none

    Session& m_session;
    VariantsModel* m_model;
    QSortFilterProxyModel* m_sorted;
    QTreeView* m_view;
    Words* m_detail;
    QPushButton* m_open;
    QPushButton* m_copy;
};

}  // namespace vitrine::ui
