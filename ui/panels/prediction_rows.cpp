#include "ui/panels/prediction_rows.h"

#include "ui/numbers.h"

#include <QtGui/QHelpEvent>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QToolTip>

#include <algorithm>
#include <cmath>
#include <utility>

namespace vitrine::ui {
namespace {

constexpr Px rowStep = units(4);
constexpr Px leastLabel{96};

}  // namespace

bool showsIndex(int width) { return width - indexWidth - logitWidth - probabilityWidth - unit >= leastLabel; }

QString beforeText(const PredictionRow& row) {
    return row.before ? percentText(*row.before) + QStringLiteral(" →") : QString();
}

PredictionRow toRow(const Prediction& p) {
    return {p.index,
            QString::fromStdString(p.label),
            QStringLiteral("%1%2").arg(p.logit < 0 ? "−" : "+").arg(numberText(std::abs(p.logit), 'f', 2)),
            percentText(double(p.probability)),
            double(p.probability),
            false};
}

PredictionRows::PredictionRows(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(tr("Prediction"));
}

void PredictionRows::show(std::vector<PredictionRow> rows, int usual, bool stale) {
    m_rows = std::move(rows);
    m_stale = stale;
    m_focused = std::clamp(m_focused, 0, std::max(0, int(m_rows.size()) - 1));
    setFixedHeight(m_rows.empty() ? rowStep : std::max(usual, int(m_rows.size())) * rowStep);
    setVisible(!m_rows.empty());
    QStringList spoken;
    for (const PredictionRow& r : m_rows)
        spoken << (r.target ? tr("%1 %2, the target").arg(r.label, r.probability)
                            : r.label + QLatin1Char(' ') + r.probability);
    setAccessibleDescription(spoken.join(QStringLiteral(", ")));
    update();
}

QRect PredictionRows::rowRect(int row) const { return {0, row * rowStep, width(), rowStep - 6}; }

int PredictionRows::rowAt(QPoint at) const {
    const int row = at.y() / rowStep;
    return at.y() >= 0 && row < int(m_rows.size()) ? row : -1;
}

void PredictionRows::setStale(bool stale) {
    if (std::exchange(m_stale, stale) != stale)
        update();
}

// --- painting --------------------------------------------------------------------------------------------------------

void PredictionRows::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setOpacity(m_stale ? 0.4 : 1.0);
    for (size_t i = 0; i < m_rows.size(); ++i)
        paintRow(painter, m_rows[i], int(i));
}

void PredictionRows::paintRow(QPainter& painter, const PredictionRow& row, int i) const {
    const Theme& t = theme();
    const QRect rect = rowRect(i);
    const int right = rect.right() + 1;
    const bool chosen = std::any_of(m_rows.begin(), m_rows.end(), [](const PredictionRow& r) { return r.target; });
    const bool stands = chosen ? row.target : i == 0;
    if (i == m_hovered || (hasFocus() && i == m_focused)) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.raised);
        painter.drawRoundedRect(rect.adjusted(-4, 0, 4, 3), 4, 4);
    }
    painter.setFont(textFont(i == 0 ? TextSize::Large : TextSize::Normal, i == 0 || row.target));
    painter.setPen(row.target ? t.accent : t.text);
    const bool index = showsIndex(width());
    const int labelWidth = width() - (index ? int(indexWidth) : 0) - logitWidth - probabilityWidth - unit;
    const int fromWidth =
        row.from.isEmpty() ? 0 : QFontMetrics(textFont(TextSize::Small)).horizontalAdvance(row.from) + unit;
    const QString label = painter.fontMetrics().elidedText(row.label, Qt::ElideRight, labelWidth - fromWidth);
    const int written = painter.fontMetrics().horizontalAdvance(label);
    painter.drawText(QRect(0, rect.y(), labelWidth, rect.height()), Qt::AlignVCenter, label);
    painter.setFont(textFont(TextSize::Small));
    painter.setPen(t.quiet);
    painter.drawText(QRect(written + unit, rect.y(), fromWidth, rect.height()), Qt::AlignVCenter, row.from);
    const auto column = [&](int end, int width, const QString& text) {
        painter.drawText(QRect(end - width, rect.y(), width, rect.height()), int(Qt::AlignRight | Qt::AlignVCenter),
                         text);
    };
    painter.setPen(t.text);
    painter.setFont(textFont());
    if (row.change.startsWith(QLatin1Char('+')))
        painter.setPen(t.accent);
    else if (row.change.startsWith(QChar(0x2212)))  // minus; no sign: it is the same
        painter.setPen(t.warning);
    column(right, probabilityWidth, row.probability);
    painter.setFont(textFont(TextSize::Small));
    painter.setPen(t.quiet);
    column(right - probabilityWidth, logitWidth, row.before ? beforeText(row) : row.logit);
    if (index)
        column(right - probabilityWidth - logitWidth, indexWidth, QString::number(row.index));
    QColor bar = stands ? t.accent : t.quiet;
    if (!stands)
        bar.setAlphaF(0.6F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.line);
    painter.drawRect(QRectF(0, rect.bottom() + 1, width(), 1));
    painter.setBrush(bar);
    painter.drawRoundedRect(QRectF(0, rect.bottom(), std::max(1.0, row.share * width()), 3), 1.5, 1.5);
    if (!row.before)
        return;
    const double at = std::clamp(*row.before * width(), 1.0, width() - 1.0);
    painter.setBrush(t.text);
    painter.drawRect(QRectF(at - 1, rect.bottom() - 2, 2, 7));
}

// --- mouse and keys --------------------------------------------------------------------------------------------------

void PredictionRows::setHovered(int row) {
    if (row == m_hovered)
        return;
    m_hovered = row;
    setCursor(row >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void PredictionRows::mouseMoveEvent(QMouseEvent* event) { setHovered(rowAt(event->pos())); }

void PredictionRows::leaveEvent(QEvent*) { setHovered(-1); }

void PredictionRows::mousePressEvent(QMouseEvent* event) {
    const int row = rowAt(event->pos());
    if (event->button() == Qt::LeftButton && row >= 0)
        Q_EMIT chosen(m_rows[size_t(row)].index);
}

void PredictionRows::keyPressEvent(QKeyEvent* event) {
    const int last = int(m_rows.size()) - 1;
    switch (event->key()) {
    case Qt::Key_Up: m_focused = std::max(0, m_focused - 1); break;
    case Qt::Key_Down: m_focused = std::min(last, m_focused + 1); break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (m_focused >= 0 && m_focused <= last)
            Q_EMIT chosen(m_rows[size_t(m_focused)].index);
        break;
    default: return QWidget::keyPressEvent(event);
    }
    update();
}

void PredictionRows::focusInEvent(QFocusEvent*) { update(); }
void PredictionRows::focusOutEvent(QFocusEvent*) { update(); }

void PredictionRows::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        update();
    QWidget::changeEvent(event);
}

bool PredictionRows::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int at = rowAt(help->pos());
    if (at >= 0) {
        const PredictionRow& row = m_rows[size_t(at)];
        const QString what = row.target ? tr("The target: a click goes back to the most probable class.")
                                        : tr("A click makes it the target, the class explained.");
        const QString before = row.before
                                   ? tr("\n%1 before anything was changed (the tick on the bar): %2 percentage points")
                                         .arg(percentText(*row.before), row.change)
                                   : QString();
        QToolTip::showText(help->globalPos(),
                           tr("%1, class %2\nlogit %3, probability %4\n%5")
                               .arg(row.label)
                               .arg(row.index)
                               .arg(row.logit, row.probability + before, what),
                           this);
    }
    return true;
}

}  // namespace vitrine::ui
