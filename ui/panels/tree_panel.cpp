#include "ui/panels/tree_panel.h"

#include "core/model/vit.h"
#include "ui/controls.h"
#include "ui/module_tree_model.h"
#include "ui/session.h"
#include "ui/theme.h"
#include "ui/tree_filter.h"
#include "ui/tree_view.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtGui/QShortcut>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
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
      m_filter(new TreeFilter(this)),
      m_search(new QLineEdit(this)),
      m_button(new BarButton(this)),
      m_none(new Words({}, Tone::Quiet, TextSize::Small, this)),
      m_view(new TreeView(this)),
      m_delegate(new TreeDelegate(this)) {
    m_filter->setSourceModel(m_model);
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
    searchRow->setSpacing(unit);
    searchRow->addWidget(m_search, 1);
    searchRow->addWidget(m_button);
    m_button->setWords({}, tr("View"));
    m_button->setToolTip(tr("Columns, order, kinds of module, copy the tree"));
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
    connect(m_search, &QLineEdit::returnPressed, this, &TreePanel::chooseNextHit);
    m_search->installEventFilter(this);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& current) {
        if (!current.isValid() || m_following)
            return;
        m_session.selectNode(current.siblingAtColumn(0).data(ModuleTreeModel::PathRole).toString());
        Q_EMIT chosen();
    });
    connect(m_view, &QAbstractItemView::clicked, this, &TreePanel::chosen);  // also the row that was chosen before
    const auto repaint = qOverload<>(&QWidget::update);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, repaint);
    connect(m_view->verticalScrollBar(), &QAbstractSlider::valueChanged, this, repaint);
    connect(m_view, &QTreeView::expanded, this, repaint);
    connect(m_view, &QTreeView::collapsed, this, repaint);
    const auto popUp = [this](QPoint at) {
        auto* menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        fillMenu(*menu);
        menu->popup(at);
    };
    connect(m_button, &QAbstractButton::clicked, this,
            [this, popUp] { popUp(m_button->mapToGlobal(QPoint(0, m_button->height() + 4))); });
    for (QWidget* place : {static_cast<QWidget*>(m_view), static_cast<QWidget*>(m_view->header())}) {
        place->setContextMenuPolicy(Qt::CustomContextMenu);
        connect(place, &QWidget::customContextMenuRequested, this,
                [place, popUp](QPoint at) { popUp(place->mapToGlobal(at)); });
    }
    connect(m_view->header(), &QHeaderView::sectionClicked, this, &TreePanel::sortBy);
    auto* copyKey = new QShortcut(QKeySequence::Copy, m_view, this, [this] { copy(CopyAs::Text, false); });
    copyKey->setContext(Qt::WidgetShortcut);
    connect(&session, &Session::resultChanged, this, &TreePanel::showRun);
    connect(&session, &Session::modelChanged, this, &TreePanel::showRun);
    connect(&session, &Session::planChanged, this, &TreePanel::showPlan);
    connect(&session, &Session::interventionChanged, this, [this] { m_model->setOff(m_session.intervention().off); });
    connect(&session, &Session::selectionChanged, this, &TreePanel::followSelection);
    showPlan();
}

void TreePanel::focusSearch() {
    m_search->setFocus();
    m_search->selectAll();
}

void TreePanel::showPlan() {
    m_search->clear();
    if (m_filtering)
        setKinds({});
    m_following = true;
    m_alone = m_session.view().map.layer;
    m_model->setPlan(m_session.plan(), m_alone);
    m_model->setOff(m_session.intervention().off);
    expandToDepth();
    m_following = false;
    showRun();
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
    m_delegate->setSearch(text);
    refilter([&] { m_filter->setSearch(text); });
    m_view->viewport()->update();
}

void TreePanel::setKinds(std::set<ModuleKind> kinds) {
    refilter([&] { m_filter->setKinds(std::move(kinds)); });
}

// What stood open, and where one was, is there again when nothing is searched for any more.
void TreePanel::refilter(const std::function<void()>& change) {
    m_following = true;
    if (!m_filtering) {
        m_expandedBeforeSearch = expandedPaths();
        m_scrollBeforeSearch = m_view->verticalScrollBar()->value();
    }
    change();
    m_filtering = !m_filter->search().isEmpty() || !m_filter->kinds().empty();
    if (m_filtering)
        m_view->expandAll();
    else
        restoreExpanded(m_expandedBeforeSearch);
    m_following = false;
    followSelection();
    m_view->doItemsLayout();  // now, not later: the scroll bar must know its range
    m_view->verticalScrollBar()->setValue(m_filtering ? 0 : m_scrollBeforeSearch);
    if (const QModelIndex current = m_view->currentIndex(); m_filtering && current.isValid())
        m_view->scrollTo(current);
    showNone();
    update();
}

void TreePanel::showNone() {
    const bool none = m_filter->rowCount() == 0 && m_session.plan();
    const QString text = m_filter->search();
    m_none->setText(!none                       ? QString()
                    : m_filter->kinds().empty() ? tr("No module is called “%1”. Esc clears the search.").arg(text)
                    : text.isEmpty()            ? tr("No module is of that kind.")
                                                : tr("No module of that kind is called “%1”.").arg(text));
    m_none->setVisible(none);
}

// The first hit after the chosen row, then the next one, and round again.
void TreePanel::chooseNextHit() {
    std::vector<QModelIndex> hits;
    size_t next = 0;
    const QModelIndex current = m_view->currentIndex().siblingAtColumn(0);
    forEachIndex(*m_filter, {}, [&](const QModelIndex& index) {
        if (m_filter->isHit(index))
            hits.push_back(index);
        if (index == current)
            next = hits.size();
    });
    if (hits.empty())
        return;
    m_view->setCurrentIndex(hits[next % hits.size()]);
    m_view->scrollTo(m_view->currentIndex());
}

void TreePanel::showRun() {
    const std::shared_ptr<const Result> result = m_session.result();
    m_model->setRun(result && !m_session.hidesTimes() ? result->capture : nullptr);
    if (const std::shared_ptr<const Model> model = m_session.model())
        m_model->setDtype(model->vit->placement().dtype);
    else if (m_session.plan())
        m_model->setDtype(m_session.plan()->request.placement.dtype);
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
