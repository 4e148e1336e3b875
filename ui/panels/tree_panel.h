// The left side: find a module, and the architecture.
#pragma once

#include "core/model/module_tree.h"
#include <QtCore/QSet>

#include <QtWidgets/QWidget>

#include <functional>
#include <set>

class QLineEdit;
class QMenu;

namespace vitrine::ui {

class BarButton;
class ModuleTreeModel;
class Session;
class TreeDelegate;
class TreeFilter;
class TreeView;
class Words;

class TreePanel : public QWidget {
    Q_OBJECT
public:
    explicit TreePanel(Session& session, QWidget* parent = nullptr);
    void focusSearch();
    void keepSettings();  ///< columns chosen here are those of the last time, and are kept

    enum class CopyAs { Text, Markdown, Torch };
    QString copied(CopyAs how, bool wholeTree) const;  ///< of the chosen node and all below it, or of the model
    void copy(CopyAs how, bool wholeTree) const;       ///< to the clipboard
    void sortBy(int column);  ///< again: the other way round; a third time: the data's own order

Q_SIGNALS:
    void chosen();  ///< a module, by the person: clicked, or reached by a key

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void showPlan();
    void followSelection();
    void search(const QString& text);
    void chooseNextHit();
    void showNone();
    void fillMenu(QMenu& menu);
    void addColumnsMenu(QMenu& menu);
    void addSortMenu(QMenu& menu);
    void addKindsMenu(QMenu& menu);
    void addCopyMenu(QMenu& menu);
    void toggleColumn(int column, bool shown);
    void setKinds(std::set<ModuleKind> kinds);
    void refilter(const std::function<void()>& change);
    void showRun();
    void expandToDepth();
    QSet<QString> expandedPaths() const;
    void restoreExpanded(const QSet<QString>& paths);
    void moveAlone();

    Session& m_session;
    ModuleTreeModel* m_model;
    TreeFilter* m_filter;
    QLineEdit* m_search;
    BarButton* m_button;  // opens the menu
    Words* m_none;        // says when nothing is found
    TreeView* m_view;
    TreeDelegate* m_delegate;
    QSet<QString> m_expandedBeforeSearch;
    int m_scrollBeforeSearch = 0;
    bool m_filtering = false;  // a search or kinds: what stood open before is remembered
    bool m_keepsSettings = false;
    int m_alone = -1;  // the block that is not folded
    bool m_following = false;
};

}  // namespace vitrine::ui
