// The tree as the design draws it: chevrons, quiet details, share bars under the counts.
#pragma once

#include <QtWidgets/QStyledItemDelegate>
#include <QtWidgets/QTreeView>

#include <optional>
#include <set>

namespace vitrine::ui {

class TreeView : public QTreeView {
    Q_OBJECT
public:
    explicit TreeView(QWidget* parent = nullptr);

    /// Which columns there are besides the name; none: as many as the width has room for.
    void setChosenColumns(std::optional<std::set<int>> columns);
    const std::optional<std::set<int>>& chosenColumns() const { return m_chosen; }
    std::set<int> shownColumns() const;

protected:
    void drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void drawBranches(QPainter* painter, const QRect& rect, const QModelIndex& index) const override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void layOutColumns();
    std::optional<std::set<int>> m_chosen;
};

class TreeDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void setSearch(const QString& text) { m_search = text; }  ///< what to highlight in names
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintName(QPainter& painter, const QRect& rect, const QModelIndex& index) const;
    void paintNumber(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    QString m_search;
};

}  // namespace vitrine::ui
