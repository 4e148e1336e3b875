#include "ui/board/board_list.h"

#include "ui/board/board_words.h"
#include "ui/numbers.h"
#include "ui/theme.h"

#include <QtGui/QHelpEvent>
#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QToolTip>

#include <algorithm>

namespace vitrine::ui {
namespace {

constexpr Px headHeight{22};
constexpr Px lineHeight{24};

}  // namespace

BoardList::BoardList(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Methods, the most faithful first"));
}

void BoardList::setEntries(const std::vector<BoardEntry>& entries, const ListFigures& figures) {
    const bool taller = entries.size() != m_entries.size();
    m_entries = entries;
    m_order = rankedEntries(entries, figures.insertion);
    m_figures = figures;
    m_row = m_row < int(entries.size()) ? m_row : -1;
    QStringList all;
    for (int row = 0; row < int(m_order.size()); ++row)
        all << wordsAt(row).join(QLatin1Char(' '));
    setAccessibleDescription(all.join(QStringLiteral("; ")));
    if (taller)
        updateGeometry();
    update();
}

void BoardList::setHighlighted(int entry) {
    if (std::exchange(m_highlighted, entry) != entry)
        update();
}

QStringList BoardList::wordsAt(int row) const {
    const BoardEntry& entry = m_entries[m_order.at(size_t(row))];
    const auto auc = aucOf(entry, m_figures.insertion);
    QStringList words{boardTitle(entry.request)};
    if (m_figures.areas)
        words << (auc ? aucText(*auc) : QString());
    words << (entry.got ? numberText(entry.got->sparsity, 'f', 2) : QString());
    if (m_figures.times)
        words << (entry.got ? msText(entry.got->ms) : QString());
    return words;
}

// --- where it is -----------------------------------------------------------------------------------------------------

QSize BoardList::sizeHint() const { return {int(units(30)), headHeight + int(m_entries.size()) * lineHeight}; }

QRect BoardList::rowRect(int row) const { return {0, headHeight + row * lineHeight, width(), lineHeight}; }

int BoardList::rowAt(QPoint at) const {
    const int row = at.y() < headHeight ? -1 : (at.y() - headHeight) / lineHeight;
    return row < int(m_entries.size()) ? row : -1;
}

QRect BoardList::cell(const QRect& row, int column) const {
    const QFontMetrics metrics(textFont()), small(textFont(TextSize::Small));
    const int wide = std::max({metrics.horizontalAdvance(QStringLiteral("0.000")),
                               small.horizontalAdvance(tr("sparsity")), small.horizontalAdvance(msText(0))}) +
                     unit;
    const int right = row.right() + 1 - (columns() - 1 - column) * wide;
    return {right - wide, row.top(), wide, row.height()};
}

// --- painting --------------------------------------------------------------------------------------------------------

void BoardList::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(textFont(TextSize::Small));
    painter.setPen(theme().quiet);
    const QRect head(0, 0, width(), headHeight);
    QStringList heads{tr("sparsity")};
    if (m_figures.areas)
        heads.prepend(tr("area"));
    if (m_figures.times)
        heads.append(tr("time"));
    for (int column = 0; column < columns(); ++column)
        painter.drawText(cell(head, column), Qt::AlignRight | Qt::AlignVCenter, heads[column]);
    for (int row = 0; row < int(m_order.size()); ++row)
        paintRow(painter, row);
}

void BoardList::paintRow(QPainter& painter, int row) {
    const Theme& t = theme();
    const QRect at = rowRect(row);
    const int entry = entryAt(row);
    if (row == m_row || entry == m_highlighted) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.raised);
        painter.drawRoundedRect(QRectF(at).adjusted(-4, 1, 4, -1), 4, 4);
    }
    const MapRequest& request = m_entries[size_t(entry)].request;
    paintMark(painter, QPointF(0, at.center().y() + 1), request.method);
    const QStringList words = wordsAt(row);
    for (int column = 0; column < columns(); ++column) {
        const bool area = column == 0 && m_figures.areas;
        painter.setFont(textFont(area ? TextSize::Normal : TextSize::Small));
        painter.setPen(area ? t.text : t.quiet);
        painter.drawText(cell(at, column), Qt::AlignRight | Qt::AlignVCenter, words[column + 1]);
    }
    painter.setFont(textFont());
    painter.setPen(t.text);
    const int left = markWidth + unit;
    const QRect title(left, at.top(), cell(at, 0).left() - left, at.height());
    painter.drawText(title, Qt::AlignLeft | Qt::AlignVCenter,
                     fittedTitle(request, painter.fontMetrics(), title.width()));
}

// --- mouse -----------------------------------------------------------------------------------------------------------

void BoardList::point(int row) {
    if (std::exchange(m_row, row) == row)
        return;
    setCursor(row >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
    Q_EMIT hovered(row >= 0 ? entryAt(row) : -1);
}

void BoardList::mouseMoveEvent(QMouseEvent* event) { point(rowAt(event->pos())); }
void BoardList::leaveEvent(QEvent*) { point(-1); }

void BoardList::mousePressEvent(QMouseEvent* event) {
    if (const int row = rowAt(event->pos()); row >= 0 && event->button() == Qt::LeftButton)
        Q_EMIT chosen(entryAt(row));
}

bool BoardList::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QString words =
        tr("Area: under the curve. Sparsity: the Gini index of the map, 0 where all patches are alike, near 1 "
           "where all of it is in one of them.");
    if (m_figures.times)
        words += QLatin1Char(' ') + tr("Time: to make the map.");
    QToolTip::showText(help->globalPos(), QStringLiteral("<p>%1</p>").arg(words), this);
    return true;
}

void BoardList::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        update();
    QWidget::changeEvent(event);
}

}  // namespace vitrine::ui
