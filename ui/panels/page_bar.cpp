#include "ui/panels/page_bar.h"

#include "ui/controls.h"
#include "ui/panels/menu_words.h"
#include "ui/session.h"
#include "ui/target.h"

#include <QtWidgets/QMenu>

#include <algorithm>
#include <array>

namespace vitrine::ui {
namespace {

constexpr double ofWindow = 0.37;  // around the middle of a narrow window a stage between two panels has that much of it

QString scaleWords(GridScale scale) {
    switch (scale) {
    case GridScale::Own: return PageBar::tr("each its own");
    case GridScale::Layer: return PageBar::tr("one a layer");
    case GridScale::All: return PageBar::tr("one for all");
    }
    return {};
}

QString directionWords(Direction direction) {
    return direction == Direction::From ? PageBar::tr("what it looks at") : PageBar::tr("who looks at it");
}

}  // namespace

PageBar::PageBar(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_pages(new Segments({tr("Picture"), tr("Input"), tr("All heads"), tr("Matrix"), tr("Inside"), tr("Board")}, this)),
      m_query(new BarButton(this)),
      m_scale(new BarButton(this)),
      m_colours(new Segments({tr("logarithmic"), tr("linear")}, this)) {
    m_pages->setAccessibleName(tr("Page"));
    m_pages->setToolTip(tr("Keys 1 to 6"));
    m_colours->setAccessibleName(tr("Scale of the colours"));
    connect(m_pages, &Segments::chosen, this, [this](int page) { m_session.setPage(Page(page)); });
    connect(m_colours, &Segments::chosen, this, [this](int which) { m_session.setMatrixLog(which == 0); });
    const auto opens = [this](BarButton* button, void (PageBar::*fill)(QMenu&)) {
        connect(button, &QAbstractButton::clicked, this, [this, button, fill] {
            QMenu menu(this);
            (this->*fill)(menu);
            menu.exec(button->mapToGlobal(QPoint(0, button->height() + 4)));
        });
    };
    opens(m_query, &PageBar::fillQueryMenu);
    opens(m_scale, &PageBar::fillScaleMenu);
    for (const auto signal : {&Session::viewChanged, &Session::pageChanged})
        connect(&session, signal, this, &PageBar::refresh);
    refresh();
}

void PageBar::refresh() {
    const View& view = m_session.view();
    const bool grid = view.page == Page::Grid, matrix = view.page == Page::Matrix;
    m_pages->setCurrent(int(view.page));
    m_colours->setCurrent(view.matrix_log ? 0 : 1);
    m_query->setVisible(grid);
    m_scale->setVisible(grid);
    m_colours->setVisible(matrix);
    const QString who = wordsOf(m_session, view.map.query);
    m_query->setWords(tr("Query"), view.map.direction == Direction::From
                                       ? who
                                       : QStringLiteral("%1, %2").arg(who, directionWords(view.map.direction)));
    m_scale->setWords(tr("Scale"), scaleWords(view.grid_scale));
    place();
}

// The pages stand in the middle of the window, as wide as that has room for, whatever is beside the stage: the switch stays
// where it was clicked. What
// belongs to the page stands at the ends of that line, or in a line of its own where it is too long.
void PageBar::place() {
    const int middle = window()->width() / 2 - mapTo(window(), QPoint()).x();
    const int high = m_pages->sizeHint().height();
    const auto wide = [](const QWidget* part) { return part->isHidden() ? 0 : part->sizeHint().width(); };
    const int roomy = std::max(m_pages->leastWidth(), int(window()->width() * ofWindow));
    const int most = std::min({width(), m_pages->sizeHint().width(), roomy});
    const int x = std::clamp(middle - most / 2, 0, width() - most);
    const int beside = std::clamp(width() - x - most - unit, int(units(17)), m_colours->sizeHint().width());
    const int left = wide(m_query), right = wide(m_scale) + (m_colours->isHidden() ? 0 : beside);  // one of the two
    const int before = left > 0 ? left + unit : 0, after = right > 0 ? right + unit : 0;
    const bool fits = x >= before && x + most + after <= width();
    m_pages->setGeometry(x, 0, most, high);
    const int line = fits ? 0 : high + unit;
    m_query->setGeometry(0, line, std::min(left, width() / 2), high);
    QWidget* last = m_scale->isHidden() ? static_cast<QWidget*>(m_colours) : m_scale;
    const int end = std::min(right, width() / 2);
    last->setGeometry(width() - end, line, end, high);
    setFixedHeight(line + high);
}

void PageBar::resizeEvent(QResizeEvent*) { place(); }

void PageBar::fillQueryMenu(QMenu& menu) {
    const View& view = m_session.view();
    const auto add = [&](const QString& words, bool now, auto&& run) { tick(menu.addAction(words, this, run), now); };
    add(wordsOf(m_session, {}), !view.map.query.patch, [this] { m_session.pin(std::nullopt); });
    QAction* how = menu.addAction(tr("a patch: click it in the picture"));
    how->setEnabled(false);
    menu.addSeparator();
    for (const Direction direction : {Direction::From, Direction::To})
        add(directionWords(direction), direction == view.map.direction,
            [this, direction] { m_session.setDirection(direction); });
}

void PageBar::fillScaleMenu(QMenu& menu) {
    for (const GridScale scale : {GridScale::Own, GridScale::Layer, GridScale::All}) {
        const bool now = scale == m_session.view().grid_scale;
        tick(menu.addAction(scaleWords(scale), this, [this, scale] { m_session.setGridScale(scale); }), now);
    }
}

}  // namespace vitrine::ui
