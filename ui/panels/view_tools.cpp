#include "ui/panels/view_tools.h"

#include "ui/theme.h"

#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>

namespace vitrine::ui {

namespace {

struct Colours {
    QColor ground, bright, quiet, accent;
};

/// Over the picture dark in both themes, as the label of a patch.
Colours coloursOf(const QWidget* tools) {
    if (!static_cast<const ViewTools*>(tools)->isOverPicture())
        return {theme().raised, theme().text, theme().quiet, theme().accent};
    return {QColor(20, 22, 25, 224), QColor(0xe8, 0xea, 0xed), QColor(0xb4, 0xbc, 0xc5), QColor(0x6c, 0xb2, 0xff)};
}

}  // namespace

ToolWord::ToolWord(const QString& text, const QString& toolTip, QWidget* parent) : QAbstractButton(parent) {
    setText(text);
    setToolTip(toolTip);
    setAccessibleName(text);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::NoFocus);  // each has a key
    setAttribute(Qt::WA_Hover);
}

QSize ToolWord::sizeHint() const {
    return {QFontMetrics(textFont(TextSize::Small)).horizontalAdvance(text()) + 2 * unit, 3 * unit};
}

void ToolWord::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setFont(textFont(TextSize::Small));
    const Colours colours = coloursOf(parentWidget());
    painter.setPen(isChecked() || isDown() ? colours.accent : underMouse() ? colours.bright : colours.quiet);
    painter.drawText(rect(), Qt::AlignCenter, text());
}

ViewTools::ViewTools(QWidget* parent)
    : QWidget(parent),
      m_lines(new QBoxLayout(QBoxLayout::LeftToRight, this)),
      m_crop(new ToolWord(tr("Crop"), tr("Move and resize what the model sees (E)"), this)),
      m_brush(new ToolWord(
          tr("Brush"),
          tr("Paint patches out, and see what becomes of the answer; begun on paint it takes paint away (K)"), this)),
      m_reads(new ToolWord(tr("Values"),
                           tr("The mouse reads the map's values; else the patch under the mouse asks (V)"), this)),
      m_input(new ToolWord(tr("Input"), tr("What the model gets: its own pixels (I)"), this)),
      m_plain(new ToolWord(tr("Plain"), tr("The picture alone, as long as you press (Space)"), this)),
      m_zoom(new ToolWord(tr("%1 %").arg(100),
                          tr("Size of a pixel of the picture. Click: all of it, or one pixel a pixel (0 and A)"), this)) {
    m_sizes = {new ToolWord(tr("1"), tr("A patch at a time"), this),
               new ToolWord(tr("3 × 3"), tr("Nine patches at a time"), this)};
    m_fills = {new ToolWord(tr("black"), tr("A painted patch is black"), this),
               new ToolWord(tr("mean"), tr("A painted patch has the picture's mean colour"), this),
               new ToolWord(tr("blur"), tr("A painted patch is blurred"), this),
               new ToolWord(tr("dropped"), tr("A painted patch is left out: its token is not in the sequence"), this)};
    m_lines->setContentsMargins(4, 0, 4, 0);
    m_lines->setSpacing(0);
    const std::initializer_list<std::initializer_list<ToolWord*>> lines{{m_crop, m_brush, m_sizes[0], m_sizes[1]},
                                                                        {m_fills[0], m_fills[1], m_fills[2], m_fills[3]},
                                                                        {m_reads, m_input, m_plain, m_zoom}};
    for (const auto& words : lines) {
        auto* line = new QHBoxLayout;
        line->setSpacing(0);
        line->setContentsMargins(unit / 2, 0, unit / 2, 0);  // what is chosen in one is not what is chosen in the next
        m_lines->addLayout(line);
        for (ToolWord* word : words) {
            line->addWidget(word);
            word->setCheckable(word != m_plain && word != m_zoom);
        }
    }
    setBrushing(false, 1, Fill::Black);
}

void ViewTools::setPercent(int percent) { m_zoom->setText(tr("%1 %").arg(percent)); }

void ViewTools::setCropping(bool on, bool possible) {
    m_croppable = possible;
    m_crop->setVisible(possible && !m_brushing);
    m_crop->setChecked(on);
}

void ViewTools::setBrushing(bool on, int size, Fill fill) {
    m_brushing = on;
    m_brush->setChecked(on);
    m_sizes[0]->setChecked(size == 1);
    m_sizes[1]->setChecked(size != 1);
    for (ToolWord* word : m_sizes)
        word->setVisible(on);
    for (ToolWord* word : m_fills) {
        word->setVisible(on);
        word->setChecked(word == fillWord(fill));
    }
    m_crop->setVisible(m_croppable && !on);
    for (ToolWord* word : {m_plain, m_input, m_reads})
        word->setVisible(!on);
}

void ViewTools::setReading(bool on) { m_reads->setChecked(on); }
void ViewTools::setInput(bool on) { m_input->setChecked(on); }

/// The lines are layouts within a layout: what is shown or hidden in one is only heard of when all are gone through.
void ViewTools::shrink() {
    m_lines->invalidate();
    m_lines->activate();
    adjustSize();
}

void ViewTools::fitInto(int width) {
    m_lines->setDirection(QBoxLayout::LeftToRight);
    m_zoom->show();
    if (m_brushing) {  // each of its words is needed
        m_brush->show();
        shrink();
        if (this->width() > width)
            m_zoom->hide();
        shrink();
        if (this->width() > width)
            m_lines->setDirection(QBoxLayout::TopToBottom);
        return shrink();
    }
    for (ToolWord* word : {m_plain, m_input, m_reads, m_brush})
        word->show();
    shrink();
    for (ToolWord* word : {m_plain, m_input, m_reads, m_brush})
        if (this->width() > width) {
            word->hide();
            shrink();
        }
}

void ViewTools::setOverPicture(bool over) {
    m_overPicture = over;
    update();
}

void ViewTools::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(coloursOf(this).ground);
    painter.drawRoundedRect(rect(), 4, 4);
}

void ViewTools::enterEvent(QEnterEvent*) { Q_EMIT entered(); }

}  // namespace vitrine::ui
