#include "ui/panels/tree_panel.h"

#include "ui/controls.h"
#include "ui/module_tree_model.h"
#include "ui/session.h"
#include "ui/theme.h"
#include "ui/tree_view.h"

#include <QtCore/QSortFilterProxyModel>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QVBoxLayout>

#include <functional>

namespace vitrine::ui {
namespace {

void forEachIndex(const QAbstractItemModel& model, const QModelIndex& parent,
                  const std::function<void(const QModelIndex&)>& visit) {
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        visit(index);
        forEachIndex(model, index, visit);
    }
}

}  // namespace

TreePanel::TreePanel(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_model(new ModuleTreeModel(this)),
      m_filter(new QSortFilterProxyModel(this)),
      m_search(new QLineEdit(this)),
      m_none(new Words({}, Tone::Quiet, TextSize::Small, this)),
      m_view(new TreeView(this)),
      m_delegate(new TreeDelegate(this)) {
    m_filter->setSourceModel(m_model);
    m_filter->setRecursiveFilteringEnabled(true);
    m_filter->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_view->setModel(m_filter);
    m_view->setItemDelegate(m_delegate);
    m_view->setAccessibleName(tr("Architecture"));
    m_search->setPlaceholderText(tr("Find a module   /"));
    m_search->setClearButtonEnabled(true);
    m_search->setAccessibleName(tr("Find a module"));

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 2 * unit, 0, unit);
    layout->setSpacing(unit);
    auto* searchRow = new QHBoxLayout;
    searchRow->setContentsMargins(2 * unit, 0, 2 * unit, 0);
    searchRow->addWidget(m_search);
    layout->addLayout(searchRow);
    m_none->setWordWrap(true);
    m_none->setContentsMargins(2 * unit, 0, 2 * unit, 0);
    m_none->hide();
    layout->addWidget(m_none);
    auto* treeRow = new QHBoxLayout;
    treeRow->setContentsMargins(unit, 0, 0, 0);
    treeRow->addWidget(m_view);
    layout->addLayout(treeRow, 1);

    connect(m_search, &QLineEdit::textChanged, this, &TreePanel::search);
    connect(m_search, &QLineEdit::returnPressed, this, &TreePanel::chooseFirstHit);
    m_search->installEventFilter(this);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& current) {
        if (current.isValid() && !m_following)
            m_session.selectNode(current.siblingAtColumn(0).data(ModuleTreeModel::PathRole).toString());
    });
    const auto repaint = qOverload<>(&QWidget::update);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, repaint);
    connect(m_view->verticalScrollBar(), &QAbstractSlider::valueChanged, this, repaint);
    connect(m_view, &QTreeView::expanded, this, repaint);
    connect(m_view, &QTreeView::collapsed, this, repaint);
    connect(&session, &Session::planChanged, this, &TreePanel::showPlan);
    connect(&session, &Session::selectionChanged, this, &TreePanel::followSelection);
    showPlan();
}

void TreePanel::focusSearch() {
    m_search->setFocus();
    m_search->selectAll();
}

void TreePanel::showPlan() {
    m_following = true;
    m_search->clear();
    m_alone = m_session.view().map.layer;
    m_model->setPlan(m_session.plan(), m_alone);
    expandToDepth();
    m_following = false;
    followSelection();
}

// At first: everything down to the blocks, and the chosen block.
void TreePanel::expandToDepth() {
    for (const char* path : {"", "encoder", "encoder.layers"})
        m_view->expand(m_filter->mapFromSource(m_model->indexOf(QString::fromLatin1(path))));
    m_view->expand(m_filter->mapFromSource(
        m_model->indexOf(QStringLiteral("encoder.layers.encoder_layer_%1").arg(m_session.view().map.layer))));
}

void TreePanel::followSelection() {
    if (!m_session.plan())
        return;
    m_following = true;
    moveAlone();
    const QModelIndex index = m_filter->mapFromSource(m_model->indexOf(m_session.selectedNode()));
    m_view->setCurrentIndex(index);  // none while a search hides it: the card and the tree name the same node or none
    if (index.isValid())
        m_view->scrollTo(index);
    else
        m_view->clearSelection();
    m_following = false;
}

void TreePanel::search(const QString& text) {
    m_following = true;
    const QString before = m_delegate->property("search").toString();
    if (before.isEmpty() && !text.isEmpty())
        m_expandedBeforeSearch = expandedPaths();
    m_delegate->setProperty("search", text);
    m_delegate->setSearch(text);
    m_filter->setFilterFixedString(text);
    if (text.isEmpty())
        restoreExpanded(m_expandedBeforeSearch);
    else
        m_view->expandAll();
    m_following = false;
    followSelection();
    if (!text.isEmpty())
        m_view->scrollToTop();
    const bool none = m_filter->rowCount() == 0 && m_session.plan();
    m_none->setText(none ? tr("No module is called “%1”. Esc clears the search.").arg(text) : QString());
    m_none->setVisible(none);
    m_view->viewport()->update();
    update();
}

void TreePanel::chooseFirstHit() {
    QModelIndex hit;
    forEachIndex(*m_filter, {}, [&](const QModelIndex& index) {
        if (!hit.isValid() && index.data().toString().contains(m_search->text(), Qt::CaseInsensitive))
            hit = index;
    });
    m_view->setFocus();
    if (hit.isValid())
        m_view->setCurrentIndex(hit);
}

// Esc in the search field clears it, then leaves it; it does not reach the picture.
bool TreePanel::eventFilter(QObject* object, QEvent* event) {
    const bool key = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    if (object != m_search || !key || static_cast<QKeyEvent*>(event)->key() != Qt::Key_Escape)
        return QWidget::eventFilter(object, event);
    event->accept();
    if (event->type() == QEvent::KeyPress) {
        if (m_search->text().isEmpty())
            m_search->clearFocus();
        m_search->clear();
    }
    return true;
}

QSet<QString> TreePanel::expandedPaths() const {
    QSet<QString> paths;
    forEachIndex(*m_filter, {}, [&](const QModelIndex& index) {
        if (m_view->isExpanded(index))
            paths.insert(index.data(ModuleTreeModel::PathRole).toString());
    });
    return paths;
}

void TreePanel::restoreExpanded(const QSet<QString>& paths) {
    forEachIndex(*m_filter, {}, [&](const QModelIndex& index) {
        m_view->setExpanded(index, paths.contains(index.data(ModuleTreeModel::PathRole).toString()));
    });
}

// The chosen block stands alone; what stood open in the one chosen before is open in it.
void TreePanel::moveAlone() {
    const int layer = m_session.view().map.layer;
    if (layer == m_alone)
        return;
    const QString before = QStringLiteral("encoder.layers.encoder_layer_%1").arg(m_alone);
    const QString now = QStringLiteral("encoder.layers.encoder_layer_%1").arg(layer);
    QSet<QString> paths;
    for (const QString& path : expandedPaths()) {
        const bool inside = path == before || path.startsWith(before + QLatin1Char('.'));
        paths.insert(inside ? now + path.mid(before.size()) : path);
    }
    m_alone = layer;
    m_model->setAlone(layer);
    restoreExpanded(paths);
}

// The selected row reaches the window's edge, where the tree itself keeps a margin.
void TreePanel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), theme().panel);
    const QRect row = m_view->visualRect(m_view->currentIndex());
    if (!row.isValid() || !m_view->viewport()->rect().intersects(row))
        return;
    const QRect edge(0, m_view->viewport()->mapTo(this, row.topLeft()).y(), unit, row.height());
    painter.fillRect(edge, theme().raised);
    painter.fillRect(QRect(edge.topLeft(), QSize(2, edge.height())), theme().accent);
}

}  // namespace vitrine::ui
