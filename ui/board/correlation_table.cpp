#include "ui/board/correlation_table.h"

#include "ui/board/board_words.h"
#include "ui/numbers.h"
#include "ui/theme.h"

#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>

#include <algorithm>
#include <cmath>

namespace vitrine::ui {
namespace {

constexpr Px rowHigh{20};
constexpr Px leastForName = units(13);

/// Like the ground at 0, towards the accent above it, towards the warning below.
QColor shade(double value) {
    const Theme& t = theme();
    QColor colour = value < 0 ? t.warning : t.accent;
    colour.setAlphaF(0.5 * std::min(1.0, std::abs(value)));
    return colour;
}

}  // namespace

CorrelationTable::CorrelationTable(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Rank correlation of every two maps"));
}

void CorrelationTable::setRun(const BoardRun& run) {
    m_entries = run.entries();
    m_values.assign(m_entries.size(), std::vector<std::optional<double>>(m_entries.size()));
    QStringList all;
    for (size_t i = 0; i < m_entries.size(); ++i)
        for (size_t j = 0; j < m_entries.size(); ++j) {
            m_values[i][j] = run.correlation(i, j);
            if (j < i)
                all << wordsOf(i, j);
        }
    setAccessibleDescription(all.join(QStringLiteral("; ")));
    if (m_pointed && m_pointed->first >= m_entries.size())
        m_pointed.reset();
    update();
}

QString CorrelationTable::textOf(size_t row, size_t column) const {
    const auto& value = m_values[row][column];
    return value ? numberText(*value, 'f', 2) : QStringLiteral("–");
}

QString CorrelationTable::wordsOf(size_t row, size_t column) const {
    return tr("%1 and %2: %3")
        .arg(boardTitle(m_entries[row].request), boardTitle(m_entries[column].request), textOf(row, column));
}

int CorrelationTable::titles(int width) const {
    const int cells = int(m_entries.size()) * int(units(5));
    const int room = width - cells;
    return room >= leastForName ? std::min(room, int(units(20))) : markWidth + unit / 2;
}

int CorrelationTable::heightFor(int) const { return (int(m_entries.size()) + 1) * rowHigh; }

QRect CorrelationTable::cell(size_t row, size_t column) const {
    const int left = titles(width());
    const double wide = double(width() - left) / std::max<double>(1, double(m_entries.size()));
    return QRect(QPoint(left + int(std::lround(double(column) * wide)), int(row + 1) * rowHigh),
                 QPoint(left + int(std::lround(double(column + 1) * wide)) - 1, int(row + 2) * rowHigh - 1));
}

void CorrelationTable::paintEvent(QPaintEvent*) {
    const Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QFont small = textFont(TextSize::Small);
    painter.setFont(small);
    const bool fits = !m_entries.empty() &&
                      cell(0, 0).width() >= painter.fontMetrics().horizontalAdvance(QStringLiteral("\u22120.00")) + 2;
    for (size_t i = 0; i < m_entries.size(); ++i) {
        const QRect first = cell(i, 0), head = cell(0, i).translated(0, -rowHigh);
        const std::string& method = m_entries[i].request.method;
        const double across = std::min<double>(markWidth, head.width() - 4);
        paintMark(painter, QPointF(0, first.center().y() + 1), method);
        paintMark(painter, QPointF(head.center().x() + 1 - across / 2, head.center().y()), method, across);
        const int left = markWidth + unit;
        const QRect name(left, first.top(), first.left() - left - unit, first.height());
        painter.setPen(t.quiet);
        if (name.width() > 3 * unit)
            painter.drawText(name, Qt::AlignVCenter,
                             fittedTitle(m_entries[i].request, painter.fontMetrics(), name.width()));
        for (size_t j = 0; j < m_entries.size(); ++j) {
            const QRectF at = QRectF(cell(i, j)).adjusted(1, 1, -1, -1);
            painter.setPen(m_pointed == std::pair(i, j) ? QPen(t.text, 1) : QPen(Qt::NoPen));
            painter.setBrush(i == j || !m_values[i][j] ? QBrush(t.raised) : QBrush(shade(*m_values[i][j])));
            painter.drawRoundedRect(at, 2, 2);
            painter.setPen(i == j ? t.quiet : t.text);
            if (fits && i != j)
                painter.drawText(at, Qt::AlignCenter, textOf(i, j));
        }
    }
}

void CorrelationTable::mouseMoveEvent(QMouseEvent* event) {
    const auto before = m_pointed;
    m_pointed.reset();
    for (size_t i = 0; i < m_entries.size(); ++i)
        for (size_t j = 0; j < m_entries.size(); ++j)
            if (i != j && cell(i, j).contains(event->pos()))
                m_pointed = {i, j};
    if (m_pointed == before)
        return;
    update();
    Q_EMIT pointed(m_pointed ? wordsOf(m_pointed->first, m_pointed->second) : QString());
}

void CorrelationTable::leaveEvent(QEvent*) {
    if (std::exchange(m_pointed, std::nullopt))
        Q_EMIT pointed({});
    update();
}

void CorrelationTable::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        update();
    QWidget::changeEvent(event);
}

}  // namespace vitrine::ui
