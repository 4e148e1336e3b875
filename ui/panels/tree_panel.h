// The left side: find a module, and the architecture.
#pragma once

#include <QtCore/QSet>
#include <QtWidgets/QWidget>

class QLineEdit;
class QSortFilterProxyModel;

namespace vitrine::ui {

class ModuleTreeModel;
class Session;
class TreeDelegate;
class TreeView;
class Words;

class TreePanel : public QWidget {
    Q_OBJECT
public:
    explicit TreePanel(Session& session, QWidget* parent = nullptr);
    void focusSearch();

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void showPlan();
    void followSelection();
    void search(const QString& text);
    void chooseFirstHit();
    void expandToDepth();
    QSet<QString> expandedPaths() const;
    void restoreExpanded(const QSet<QString>& paths);
    void moveAlone();

    Session& m_session;
    ModuleTreeModel* m_model;
    QSortFilterProxyModel* m_filter;
    QLineEdit* m_search;
    Words* m_none;  // says when nothing is found
    TreeView* m_view;
    TreeDelegate* m_delegate;
    QSet<QString> m_expandedBeforeSearch;
    int m_alone = -1;  // the block that is not folded
    bool m_following = false;
};

}  // namespace vitrine::ui
