#include "ui/board/board_notes.h"

#include "ui/board/board_tiles.h"
#include "ui/change_words.h"
#include "ui/theme.h"

#include <QtGui/QPainter>

namespace vitrine::ui {
namespace {

constexpr int endless = 10'000;

QRect wrapped(const QString& words, int left, int top, int width) {
    return QFontMetrics(textFont(TextSize::Small))
        .boundingRect(QRect(left, top, std::max(1, width), endless), Qt::TextWordWrap, words);
}

}  // namespace

BoardNotes::BoardNotes(Session& session, QWidget* parent) : QWidget(parent), m_session(session) {}

void BoardNotes::setEntries(const std::vector<BoardEntry>& entries) {
    m_change = withChangeWords(m_session.intervention());
    m_line.reset();
    m_words.clear();
    if (const ColourScale scale = sharedScale(entries); m_session.view().board.shared && !scale.flat()) {
        m_line.emplace(m_session.style(), scale);
        m_words = tr("one scale for all: the maps have unlike units, and only maps of the same unit compare");
    }
    setAccessibleName((QStringList{m_change, m_words}).join(QLatin1Char('\n')).trimmed());
    update();
}

QRect BoardNotes::changeRect(int width) const { return m_change.isEmpty() ? QRect() : wrapped(m_change, 0, 0, width); }

QRect BoardNotes::scaleRect(int width) const {
    const int top = m_change.isEmpty() ? 0 : changeRect(width).bottom() + 1 + unit / 2;
    const int left = m_line->width(width / 2) + 2 * unit;
    return wrapped(m_words, left, top, width - left);
}

int BoardNotes::heightFor(int width) const {
    return m_line ? scaleRect(width).bottom() + 1 : m_change.isEmpty() ? 0 : changeRect(width).bottom() + 1;
}

void BoardNotes::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(textFont(TextSize::Small));
    painter.setPen(theme().warning);
    painter.drawText(changeRect(width()), Qt::TextWordWrap, m_change);
    if (!m_line)
        return;
    const QRect words = scaleRect(width());
    painter.setPen(theme().quiet);
    painter.drawText(words, Qt::TextWordWrap, m_words);
    m_line->paint(painter, QRect(0, words.top(), width() / 2, painter.fontMetrics().height()));
}

void BoardNotes::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        update();
    QWidget::changeEvent(event);
}

}  // namespace vitrine::ui
