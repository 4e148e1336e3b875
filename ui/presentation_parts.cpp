#include "ui/presentation_parts.h"

#include "ui/change_words.h"
#include "ui/colour_gradient.h"
#include "ui/numbers.h"
#include "ui/panels/elided_label.h"
#include "ui/panels/value_text.h"
#include "ui/presentation.h"
#include "ui/theme.h"

#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>

#include <algorithm>

namespace vitrine::ui {
namespace {

constexpr int classes = 5;
constexpr int widestThumbnail = 150;
constexpr int mostChangeLines = 4;

}  // namespace

// --- TopClasses -------------------------------------------------------------------------------------------------------

void TopClasses::set(const Result* result, const Result* original, const QString& layer, const QString& about) {
    m_rows.clear();
    m_noOpinion = result && result->zeroLogits;
    m_layer = layer;
    m_about = about;
    const bool changed = result && original && original != result && !original->top.empty();
    const auto add = [&](const Prediction& p) {
        Row row{QString::fromStdString(p.label), double(p.probability)};
        const auto is = [&p](const Prediction& other) { return other.index == p.index; };
        if (changed)
            row.before = double(std::find_if(original->top.begin(), original->top.end(), is)->probability);
        m_rows.push_back(row);
    };
    const size_t count = result ? std::min(result->top.size(), size_t(classes)) : 0;
    const auto was = [&](const Prediction& p) { return changed && p.index == original->top.front().index; };
    for (size_t i = 0; i < count; ++i)
        add(result->top[i]);
    const auto answer =
        result ? std::find_if(result->top.begin(), result->top.end(), was) : decltype(result->top.end()){};
    if (changed && answer != result->top.end() && answer - result->top.begin() >= std::ptrdiff_t(count)) {
        m_rows.pop_back();  // the answer before is always there
        add(*answer);
    }
    setAccessibleName(tr("What the model sees"));
    setAccessibleDescription(words());
    update();
}

QString TopClasses::words() const {
    QStringList words;
    for (const Row& row : m_rows) {
        words << QStringLiteral("%1 %2 %").arg(row.label).arg(numberText(100 * row.share, 'f', 1));
        if (row.before)
            words.back() += QStringLiteral(" (%1)").arg(pointsText(*row.before, row.share));
    }
    return words.join(QStringLiteral(", ")) + (hasChanges() ? QStringLiteral("; ") + pointWords() : QString());
}

bool TopClasses::hasChanges() const { return !m_rows.empty() && m_rows.front().before; }
QString TopClasses::pointWords() { return tr("+ and − : percentage points since the change"); }

/// Returns where the next one begins.
int TopClasses::paintClass(QPainter& painter, const Row& row, int y, bool first) const {
    const int screen = window()->height();
    painter.setFont(presentationFont(screen, first ? 1.5 : 1, first));
    const QFontMetrics metrics = painter.fontMetrics();
    QRect line(0, y, width(), metrics.height());
    const auto drawRight = [&](const QString& words, const QColor& colour) {
        painter.setPen(colour);
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, words);
        line.setRight(line.right() - painter.fontMetrics().horizontalAdvance(words) - metrics.averageCharWidth() * 3 / 2);
    };
    drawRight(tr("%1 %").arg(numberText(100 * row.share, 'f', 1)), first ? theme().text : theme().quiet);
    if (row.before) {
        painter.setFont(presentationFont(screen, 0.8));
        const QString points = pointsText(*row.before, row.share);
        const bool fell = points.startsWith(QChar(0x2212)), rose = points.startsWith(QLatin1Char('+'));
        drawRight(points, fell ? theme().warning : rose ? theme().accent : theme().quiet);
        painter.setFont(presentationFont(screen, first ? 1.5 : 1, first));
    }
    painter.setPen(theme().text);
    painter.drawText(line, Qt::AlignLeft, metrics.elidedText(row.label, Qt::ElideRight, line.width()));
    const int thick = std::max(3, screen / 270);
    const QRectF bar(0, y + metrics.height() + thick, width(), thick);
    paintShare(painter, row, bar, first);
    return int(bar.bottom()) + metrics.height() / 2;
}

/// A bar, and on it a tick where it ended before the change.
void TopClasses::paintShare(QPainter& painter, const Row& row, const QRectF& bar, bool first) const {
    const double thick = bar.height(), wide = std::max(thick, bar.width() * row.share);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme().line);
    painter.drawRoundedRect(bar, thick / 2, thick / 2);
    painter.setBrush(first ? theme().accent : theme().quiet);
    painter.drawRoundedRect(QRectF(bar.topLeft(), QSizeF(wide, thick)), thick / 2, thick / 2);
    if (row.before)
        painter.fillRect(QRectF(std::min(bar.right() - thick / 2, bar.width() * *row.before), bar.top() - thick / 2,
                                thick / 2, 2 * thick),
                         theme().text);
}

void TopClasses::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int screen = window()->height();
    int y = 0;
    if (m_noOpinion) {
        painter.setFont(presentationFont(screen));
        painter.setPen(theme().quiet);
        painter.drawText(rect(), Qt::TextWordWrap, tr("No opinion: the last layer of these random weights is zero."));
    } else
        for (size_t i = 0; i < m_rows.size(); ++i)
            y = paintClass(painter, m_rows[i], y, i == 0);
    painter.setFont(presentationFont(screen, 0.8));
    if (hasChanges()) {
        QRect used;
        painter.setPen(theme().quiet);
        painter.drawText(QRect(0, y, width(), height() - y), Qt::TextWordWrap, pointWords(), &used);
        y = used.bottom() + 1;
    }
    const int aboutHeight =
        painter.fontMetrics().boundingRect(QRect(0, 0, width(), height()), Qt::TextWordWrap, m_about).height();
    painter.setPen(theme().quiet);
    painter.drawText(QRect(0, height() - aboutHeight, width(), aboutHeight), Qt::TextWordWrap, m_about);
    painter.setFont(presentationFont(screen, 1.5, true));
    painter.setPen(theme().text);
    const int layerHeight = painter.fontMetrics().height();
    if (height() - aboutHeight - layerHeight > y)
        painter.drawText(QRect(0, height() - aboutHeight - layerHeight, width(), layerHeight), Qt::AlignLeft, m_layer);
}

// --- ScaleLine --------------------------------------------------------------------------------------------------------

void ScaleLine::set(const Colormap* colormap, const QString& low, const QString& high, const QString& caption,
                    const QString& changes) {
    m_colormap = colormap ? colormap : &colormaps().front();
    m_low = low;
    m_high = high;
    m_caption = caption;
    m_changes = changes;
    setAccessibleName(changes.isEmpty() ? caption : caption + QLatin1Char('\n') + changes);
    update();
}

QStringList ScaleLine::lines(int width) const {
    const QFontMetrics metrics(presentationFont(window()->height(), 0.8));
    return brokenParts(m_caption, metrics, width - barRoom(width), Qt::ElideRight);
}

QStringList ScaleLine::changeLines(int width) const {
    const QFontMetrics metrics(presentationFont(window()->height(), 0.8));
    return m_changes.isEmpty()
               ? QStringList()
               : brokenParts(m_changes, metrics, width - barRoom(width), Qt::ElideRight, mostChangeLines);
}

void ScaleLine::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(presentationFont(window()->height(), 0.8));
    paintBar(painter);
    const int left = barRoom(width());
    const QFontMetrics metrics = painter.fontMetrics();
    QRect line(left, (height() - lineCount(width()) * metrics.height()) / 2, width() - left, metrics.height());
    const auto draw = [&](const QStringList& all, const QColor& colour) {
        painter.setPen(colour);
        for (const QString& words : all) {
            painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, words);
            line.translate(0, metrics.height());
        }
    };
    draw(lines(width()), theme().text);
    draw(changeLines(width()), theme().warning);
}

int ScaleLine::barRoom(int width) const {
    if (!m_colormap || m_high.isEmpty())
        return 0;
    const QFontMetrics metrics(presentationFont(window()->height(), 0.8));
    const int gap = metrics.height() / 2;
    return metrics.horizontalAdvance(m_low) + metrics.horizontalAdvance(m_high) + width / 5 + 4 * gap;
}

void ScaleLine::paintBar(QPainter& painter) const {
    if (!m_colormap || m_high.isEmpty())
        return;
    const QFontMetrics metrics = painter.fontMetrics();
    const int gap = metrics.height() / 2;
    painter.setPen(theme().quiet);
    painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter, m_low);
    const QRectF bar(metrics.horizontalAdvance(m_low) + gap, (height() - gap) / 2.0, width() / 5.0, gap);
    painter.setBrush(gradientOf(*m_colormap, bar.left(), bar.right()));
    painter.drawRoundedRect(bar, gap / 2.0, gap / 2.0);
    painter.drawText(QRect(int(bar.right()) + gap, 0, width(), height()), Qt::AlignLeft | Qt::AlignVCenter, m_high);
}

// --- LayerRow ---------------------------------------------------------------------------------------------------------

void LayerRow::set(const StripMaps& strip, int count) {
    m_strip = strip;
    m_count = count;
    m_images.clear();
    update();
}

void LayerRow::setCurrent(int layer) {
    m_current = layer;
    setAccessibleName(tr("Layers"));
    setAccessibleDescription(tr("layer %1").arg(layer));
    update();
}

int LayerRow::heightFor(int width, int atMost) const {
    const int text = QFontMetrics(presentationFont(window()->height(), 0.7)).height();
    const int side = std::min(widestThumbnail, width / std::max(1, m_count) * 7 / 8);
    return std::min(atMost, side + text + 4);
}

QRectF LayerRow::thumbnail(int layer) const {
    const int text = QFontMetrics(presentationFont(window()->height(), 0.7)).height();
    const double pitch = double(width()) / std::max(1, m_count);
    const double side = std::min(pitch * 7 / 8, double(height() - text - 6));
    return {layer * pitch + (pitch - side) / 2, 3, side, side};
}

void LayerRow::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.setFont(presentationFont(window()->height(), 0.7));
    const int side = std::max(1, int(thumbnail(0).width() * painter.deviceTransform().m11()));
    if (m_images.empty() || m_images.front().width() != side)
        m_images = drawThumbnails(m_strip, side);
    for (int i = 0; i < m_count; ++i) {
        const QRectF at = thumbnail(i);
        if (size_t(i) < m_images.size())
            painter.drawImage(at, m_images[size_t(i)]);
        else
            painter.fillRect(at, theme().raised);
        if (i == m_current) {
            painter.setPen(QPen(theme().accent, 3));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(at);
        }
        painter.setPen(i == m_current ? theme().text : theme().quiet);
        painter.drawText(QRectF(at.left() - 20, at.bottom() + 2, at.width() + 40, height()),
                         Qt::AlignHCenter | Qt::AlignTop, QString::number(i));
    }
}

void LayerRow::mousePressEvent(QMouseEvent* event) {
    const int layer = m_count > 0 ? int(event->position().x() * m_count / std::max(1, width())) : -1;
    if (event->button() == Qt::LeftButton && layer >= 0 && layer < m_count)
        Q_EMIT chosen(layer);
}

}  // namespace vitrine::ui
