// How the maps of the board are drawn.
#include "ui/board/board_tiles.h"
#include "ui/board/board_words.h"
#include "ui/theme.h"

#include <QtGui/QPainter>

#include <algorithm>

namespace vitrine::ui {
namespace {

constexpr double corner = 3;

/// Words on a ground of their own, that stay inside `within`: on as many lines as they take.
void paintTag(QPainter& painter, const QString& words, QPointF centre, const QRectF& within) {
    painter.setFont(textFont(TextSize::Small));
    const QRectF most = within.adjusted(2 * unit, unit, -2 * unit, -unit);
    QRectF tag = QFontMetricsF(painter.font()).boundingRect(most, Qt::AlignHCenter | Qt::TextWordWrap, words);
    tag = tag.adjusted(-unit, -unit / 2, unit, unit / 2);
    tag.setHeight(std::min(tag.height(), within.height()));
    tag.moveCenter(centre);
    tag.moveLeft(std::clamp(tag.left(), within.left(), std::max(within.left(), within.right() - tag.width())));
    tag.moveTop(std::clamp(tag.top(), within.top(), std::max(within.top(), within.bottom() - tag.height())));
    painter.setPen(QPen(theme().line, 1));
    painter.setBrush(theme().raised);
    painter.drawRoundedRect(tag.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setPen(theme().text);
    painter.drawText(tag.adjusted(unit - 1, 0, 1 - unit, 0), Qt::AlignCenter | Qt::TextWordWrap, words);
}

}  // namespace

void BoardTiles::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    if (const double scale = painter.deviceTransform().m11(); scale != m_scale) {
        m_scale = scale;
        ask();
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    for (size_t i = 0; i < m_layout.pictures.size() && i < m_entries.size(); ++i) {
        paintTile(painter, i);
        paintState(painter, i);
        paintCell(painter, i);
        paintFooter(painter, i);
    }
    paintValue(painter);
}

void BoardTiles::paintTile(QPainter& painter, size_t tile) {
    const QRectF at = m_layout.pictures[tile];
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme().dark ? theme().raised : theme().line);
    painter.drawRoundedRect(at, corner, corner);
    if (tile < images().size() && !images()[tile].isNull()) {
        const QImage& image = images()[tile];
        QBrush brush(image);
        brush.setTransform(
            QTransform::fromTranslate(at.x(), at.y()).scale(at.width() / image.width(), at.height() / image.height()));
        painter.setBrush(brush);
        painter.setOpacity(m_entries[tile].map ? 1 : 0.35);
        painter.drawRoundedRect(at, corner, corner);
        painter.setOpacity(1);
    }
    const BoardEntry& entry = m_entries[tile];
    const Curve* curve = entry.got ? &curveOf(*entry.got, m_session.view().board.insertion) : nullptr;
    if (curve && !curve->values.empty() && !curve->whole()) {
        const double share = double(curve->values.size()) / double(curve->shares.size());
        painter.fillRect(QRectF(at.left(), at.bottom() + 2, at.width() * share, 2), methodColour(entry.request.method));
    }
}

void BoardTiles::paintState(QPainter& painter, size_t tile) {
    if (const QString words = stateWords(tile); !words.isEmpty())
        paintTag(painter, words, QRectF(m_layout.pictures[tile]).center(), m_layout.pictures[tile]);
}

void BoardTiles::paintFooter(QPainter& painter, size_t tile) {
    const Theme& t = theme();
    const QRect at = titleRow(tile);
    const BoardEntry& entry = m_entries[tile];
    painter.setFont(textFont());
    painter.setPen(aucOf(entry, m_session.view().board.insertion) ? t.text : t.quiet);
    painter.drawText(at, Qt::AlignRight | Qt::AlignVCenter, figureWords(tile));
    paintMark(painter, QPointF(at.left(), at.center().y() + 1), entry.request.method);
    QFont font = textFont(TextSize::Normal, true);
    font.setUnderline(m_onTitle && m_tile == tile);
    painter.setFont(font);
    painter.setPen(t.text);
    const QRect title(at.left() + markWidth + unit, at.top(), titleRoom(tile), at.height());
    painter.drawText(title, Qt::AlignLeft | Qt::AlignVCenter,
                     fittedTitle(entry.request, painter.fontMetrics(), title.width()));
    paintRange(painter, tile);
    const bool pointed = int(tile) == m_highlighted;
    if (!pointed && !(m_focusRing && m_focused == tile))
        return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_focusRing && m_focused == tile ? t.accent : methodColour(entry.request.method), 2));
    painter.drawRoundedRect(QRectF(m_layout.pictures[tile]).adjusted(1, 1, -1, -1), corner, corner);
}

/// Its own colours and what they span; where all have the same, only what it takes of them.
void BoardTiles::paintRange(QPainter& painter, size_t tile) {
    const auto line = rangeLine(tile);
    if (!line)
        return;
    if (!isShared(tile))
        return line->paint(painter, rangeRow(tile));
    painter.setFont(textFont(TextSize::Small));
    painter.setPen(theme().quiet);
    painter.drawText(rangeRow(tile), Qt::AlignLeft | Qt::AlignVCenter, rangeWords(tile));
}

/// The same patch in all of them.
void BoardTiles::paintCell(QPainter& painter, size_t tile) {
    if (!m_cell || !m_entries[tile].map)
        return;
    const QRectF at = cellRect(tile, *m_cell);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(QColor(0, 0, 0, 140), 3));
    painter.drawRect(at.adjusted(0.5, 0.5, -0.5, -0.5));
    painter.setPen(QPen(Qt::white, 1.5));
    painter.drawRect(at.adjusted(0.5, 0.5, -0.5, -0.5));
}

void BoardTiles::paintValue(QPainter& painter) {
    const QString words = valueWords();
    if (words.isEmpty())
        return;
    const QRectF cell = cellRect(*m_tile, *m_cell), within = m_layout.pictures[*m_tile];
    const double off = cell.height() / 2 + 2 * unit;
    const bool above = cell.top() - 4 * unit > within.top();
    paintTag(painter, words, cell.center() + QPointF(0, above ? -off : off), within);
}

}  // namespace vitrine::ui
