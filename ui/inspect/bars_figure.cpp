#include "ui/inspect/bars_figure.h"

#include "ui/inspect/paint.h"
#include "ui/theme.h"

#include <QtGui/QHelpEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QToolTip>

#include <algorithm>
#include <cmath>

namespace vitrine::ui {

namespace {

constexpr Px barRow{20};
constexpr Px factRow{21};  // as the numbers of the card above

template <class Rows>
bool showTip(QWidget& widget, QEvent* event, const Rows& rows, int rowHeight) {
    if (event->type() != QEvent::ToolTip)
        return false;
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto row = size_t(std::max(0, help->pos().y() / rowHeight));
    QToolTip::showText(help->globalPos(), row < rows.size() ? rows[row].tip : QString(), &widget);
    return true;
}

}  // namespace

BarsFigure::BarsFigure(QWidget* parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed); }

void BarsFigure::setBars(std::vector<Bar> bars) {
    m_bars = std::move(bars);
    QStringList spoken;
    for (const Bar& bar : m_bars)
        spoken << bar.name + QLatin1Char(' ') + signedNumber(bar.value);
    setAccessibleDescription(spoken.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

QSize BarsFigure::sizeHint() const { return {240, int(m_bars.size()) * int(barRow)}; }

void BarsFigure::paintEvent(QPaintEvent*) {
    const Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(textFont(TextSize::Small));
    const QFontMetrics metrics(painter.font());
    double largest = 0;
    int nameWidth = 0, valueWidth = 0;
    for (const Bar& bar : m_bars) {
        largest = std::max(largest, std::abs(bar.value));
        nameWidth = std::max(nameWidth, metrics.horizontalAdvance(bar.name));
        valueWidth = std::max(valueWidth, metrics.horizontalAdvance(signedNumber(bar.value)));
    }
    const double left = nameWidth + int(unit), right = width() - valueWidth - int(unit);
    const double middle = (left + right) / 2;
    painter.fillRect(QRectF(middle, 0, 1, height()), t.line);
    for (size_t i = 0; i < m_bars.size(); ++i) {
        const QRectF row(0, double(i) * int(barRow), width(), int(barRow));
        const double length = largest > 0 ? (right - left) / 2 * m_bars[i].value / largest : 0;
        painter.setPen(Qt::NoPen);
        painter.setBrush(length >= 0 ? t.accent : t.warning);
        painter.drawRect(QRectF(std::min(middle, middle + length), row.y() + 5, std::abs(length), row.height() - 10));
        painter.setPen(t.quiet);
        painter.drawText(row, int(Qt::AlignLeft | Qt::AlignVCenter), m_bars[i].name);
        painter.setPen(t.text);
        painter.drawText(row, int(Qt::AlignRight | Qt::AlignVCenter), signedNumber(m_bars[i].value));
    }
}

bool BarsFigure::event(QEvent* event) { return showTip(*this, event, m_bars, barRow) || QWidget::event(event); }

FactRows::FactRows(QWidget* parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed); }

void FactRows::setFacts(std::vector<Fact> facts) {
    m_facts = std::move(facts);
    QStringList spoken;
    for (const Fact& fact : m_facts)
        spoken << fact.name + QLatin1Char(' ') + fact.value;
    setAccessibleName(spoken.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

QSize FactRows::sizeHint() const { return {200, int(m_facts.size()) * int(factRow)}; }

void FactRows::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setFont(textFont());
    for (size_t i = 0; i < m_facts.size(); ++i) {
        const QRect row(0, int(i) * int(factRow), width(), int(factRow));
        const int valueWidth = painter.fontMetrics().horizontalAdvance(m_facts[i].value);
        painter.setPen(theme().text);
        painter.drawText(row, int(Qt::AlignRight | Qt::AlignVCenter), m_facts[i].value);
        painter.setPen(theme().quiet);
        painter.drawText(row, int(Qt::AlignLeft | Qt::AlignVCenter),
                         painter.fontMetrics().elidedText(m_facts[i].name, Qt::ElideRight,
                                                          std::max(0, width() - valueWidth - int(unit))));
    }
}

bool FactRows::event(QEvent* event) { return showTip(*this, event, m_facts, factRow) || QWidget::event(event); }

}  // namespace vitrine::ui
