#include "ui/controls.h"

#include <QtCore/QEvent>
#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtWidgets/QPushButton>

#include <algorithm>

namespace vitrine::ui {
namespace {

constexpr Px barHeight{32};
constexpr Px barMargin{12};
constexpr Px leastBar{96};
constexpr Px segmentWidth{88};
constexpr Px pickHeight{44};
constexpr Px pickMargin{5};

void drawFocus(QPainter& painter, const QRectF& rect) {
    painter.setPen(QPen(theme().accent, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
}

}  // namespace

void drawChevron(QPainter& painter, QPointF centre, const QColor& colour) {
    QPainterPath path;
    const double s = textScale();
    path.moveTo(centre + QPointF(-3.5, -2) * s);
    path.lineTo(centre + QPointF(3.5, -2) * s);
    path.lineTo(centre + QPointF(0, 2.5) * s);
    path.closeSubpath();
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPath(path);
}

// --- BarButton --------------------------------------------------------------------------------------------------------

BarButton::BarButton(QWidget* parent) : QAbstractButton(parent) {
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
}

void BarButton::setWords(const QString& strong, const QString& quiet) {
    setText(strong);
    m_quiet = quiet;
    setAccessibleName(quiet.isEmpty() ? strong : strong + QStringLiteral(", ") + quiet);
    updateGeometry();
    update();
}

QSize BarButton::sizeHint() const {
    const int strong = QFontMetrics(textFont(TextSize::Normal, true)).horizontalAdvance(text());
    const int quiet = m_quiet.isEmpty() ? 0 : unit + QFontMetrics(textFont(TextSize::Small)).horizontalAdvance(m_quiet);
    return {barMargin + strong + quiet + 2 * unit + barMargin + 2, barHeight};  // 2: widths are rounded down
}

QSize BarButton::minimumSizeHint() const { return {std::min(int(leastBar), sizeHint().width()), barHeight}; }

void BarButton::paintEvent(QPaintEvent*) {
    const Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(underMouse() || isDown() ? t.line : t.raised);
    painter.drawRoundedRect(rect(), 6, 6);
    const int right = width() - barMargin - 2 * unit;
    painter.setFont(textFont(TextSize::Normal, true));
    const QString strong = painter.fontMetrics().elidedText(text(), Qt::ElideRight, right - barMargin);
    painter.setPen(t.text);
    painter.drawText(QRect(barMargin, 0, right, height()), Qt::AlignVCenter, strong);
    const int left =
        strong.isEmpty() ? int(barMargin) : barMargin + painter.fontMetrics().horizontalAdvance(strong) + unit;
    painter.setFont(textFont(TextSize::Small));
    painter.setPen(t.quiet);
    painter.drawText(QRect(left, 0, std::max(0, right - left + unit), height()), Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_quiet, Qt::ElideMiddle, std::max(0, right - left + 4)));
    drawChevron(painter, {width() - barMargin - 2.0, height() / 2.0}, t.quiet);
    if (hasFocus())
        drawFocus(painter, rect());
}

void BarButton::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        update();
    QAbstractButton::changeEvent(event);
}

// --- PickRow ----------------------------------------------------------------------------------------------------------

PickRow::PickRow(const QString& title, const QString& detail, const QString& right, QWidget* parent)
    : QAbstractButton(parent), m_detail(detail), m_right(right) {
    setText(title);
    setCheckable(true);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(title + QStringLiteral(", ") + detail);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize PickRow::sizeHint() const {
    const int title = QFontMetrics(textFont()).horizontalAdvance(text());
    const int detail = QFontMetrics(textFont(TextSize::Small)).horizontalAdvance(m_detail);
    const int right = QFontMetrics(textFont(TextSize::Small)).horizontalAdvance(m_right);
    return {std::max(title + right, detail) + 6 * unit, int(m_detail.isEmpty() ? rowHeight : pickHeight)};
}

void PickRow::paintEvent(QPaintEvent*) {
    const Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (isEnabled() && (underMouse() || hasFocus() || isChecked()))
        painter.fillRect(rect(), t.raised);
    if (isChecked())
        painter.fillRect(QRect(0, 0, 2, height()), t.accent);
    const QRect inner =
        rect().adjusted(2 * unit, m_detail.isEmpty() ? 0 : pickMargin, -2 * unit, m_detail.isEmpty() ? 0 : -pickMargin);
    painter.setFont(textFont(TextSize::Small));
    painter.setPen(t.quiet);
    const int right = painter.fontMetrics().horizontalAdvance(m_right);
    const int up = m_detail.isEmpty() ? Qt::AlignVCenter : Qt::AlignTop;
    painter.drawText(inner, int(Qt::AlignRight) | up, m_right);
    if (!m_detail.isEmpty())
        painter.drawText(inner, Qt::AlignBottom,
                         painter.fontMetrics().elidedText(m_detail, Qt::ElideRight, inner.width()));
    painter.setFont(textFont());
    painter.setPen(isEnabled() ? t.text : t.quiet);
    painter.drawText(inner.adjusted(0, 0, -right, 0), up,
                     painter.fontMetrics().elidedText(text(), Qt::ElideRight, inner.width() - right));
    if (hasFocus())
        drawFocus(painter, rect());
}

// --- Segments ---------------------------------------------------------------------------------------------------------

Segments::Segments(const QStringList& words, QWidget* parent) : QWidget(parent), m_words(words) {
    setFocusPolicy(Qt::TabFocus);
    setFixedHeight(barHeight);
    setCursor(Qt::PointingHandCursor);
    setAccessibleName(words.join(QStringLiteral(", ")));
}

void Segments::setCurrent(int index) {
    m_current = index;
    setAccessibleDescription(m_words.value(index));
    update();
}

int Segments::wordsWidth(int index) const {
    return QFontMetrics(textFont(TextSize::Normal, true)).horizontalAdvance(m_words[index]);
}

QSize Segments::sizeHint() const {
    int widest = segmentWidth - 2 * unit;
    for (int i = 0; i < m_words.size(); ++i)
        widest = std::max(widest, wordsWidth(i));
    return {int(m_words.size()) * (widest + 2 * unit) + 4, barHeight};
}

int Segments::leastWidth() const {
    int all = 4;
    for (int i = 0; i < m_words.size(); ++i)
        all += wordsWidth(i) + 2 * unit;
    return all;
}

// All alike where there is room for that; else as wide as their words, with the same space around each.
QRectF Segments::segment(int index) const {
    const double room = width() - 4.0, count = double(m_words.size());
    if (width() >= sizeHint().width())
        return {2 + index * room / count, 2, room / count, height() - 4.0};
    double all = 0, before = 0;
    for (int i = 0; i < m_words.size(); ++i) {
        all += wordsWidth(i);
        before += i < index ? wordsWidth(i) : 0;
    }
    const double around = (room - all) / count;
    return {2 + before + index * around, 2, wordsWidth(index) + around, height() - 4.0};
}

void Segments::paintEvent(QPaintEvent*) {
    const Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.raised);
    painter.drawRoundedRect(rect(), 6, 6);
    for (int i = 0; i < m_words.size(); ++i) {
        if (i == m_current) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(t.dark ? t.ground : t.panel);
            painter.drawRoundedRect(segment(i), 4, 4);
        }
        painter.setFont(textFont(TextSize::Normal, i == m_current));
        painter.setPen(i == m_current ? t.text : t.quiet);
        painter.drawText(segment(i), Qt::AlignCenter, m_words[i]);
    }
    if (hasFocus())
        drawFocus(painter, rect());
}

void Segments::mousePressEvent(QMouseEvent* event) {
    for (int i = 0; i < m_words.size(); ++i)
        if (segment(i).contains(event->position()) && i != m_current) {
            setCurrent(i);
            Q_EMIT chosen(i);
            return;
        }
}

void Segments::keyPressEvent(QKeyEvent* event) {
    const int step = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
    const int next = std::clamp(m_current + step, 0, int(m_words.size()) - 1);
    if (step == 0)
        QWidget::keyPressEvent(event);
    else if (next != m_current) {
        setCurrent(next);
        Q_EMIT chosen(next);
    }
}

void Segments::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        update();
    QWidget::changeEvent(event);
}
void Segments::focusInEvent(QFocusEvent*) { update(); }
void Segments::focusOutEvent(QFocusEvent*) { update(); }

// --- Words, Rule ------------------------------------------------------------------------------------------------------

QPushButton* linkButton(const QString& words, QWidget* parent) {
    auto* button = new QPushButton(words, parent);
    button->setProperty("link", true);
    button->setCursor(Qt::PointingHandCursor);
    return button;
}

QPushButton* linkButton(const QString& words, const QString& tip, QWidget* parent) {
    auto* button = linkButton(words, parent);
    button->setToolTip(tip);
    return button;
}

Words::Words(const QString& text, Tone tone, TextSize size, QWidget* parent) : QLabel(text, parent), m_tone(tone) {
    setFont(textFont(size, tone == Tone::Heading));
    setTextFormat(Qt::PlainText);
    colour();
}

void Words::colour() {
    QPalette p = palette();
    const QColor wanted = m_tone == Tone::Text ? theme().text : theme().quiet;
    if (p.color(QPalette::WindowText) == wanted)
        return;
    p.setColor(QPalette::WindowText, wanted);
    setPalette(p);
}

void Words::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        colour();
    QLabel::changeEvent(event);
}

Rule::Rule(QWidget* parent) : QWidget(parent) { setFixedHeight(1); }
void Rule::paintEvent(QPaintEvent*) { QPainter(this).fillRect(rect(), theme().line); }

}  // namespace vitrine::ui
