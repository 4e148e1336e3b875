#include "ui/export/figure_layout.h"

#include "ui/change_words.h"
#include "ui/numbers.h"
#include "ui/theme.h"

#include <QtCore/QCoreApplication>
#include <QtGui/QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace vitrine::ui::figures {
namespace {

/// lupdate files the texts of this namespace under its own name.
QString tr(const char* text, const char* about = nullptr, int n = -1) {
    return QCoreApplication::translate("vitrine::ui::figures", text, about, n);
}

/// The window's typeface in a size of the figure's own.
QFont sized(QFont font, int pixels) {
    font.setPixelSize(pixels);
    return font;
}
/// Words broken into lines no wider than `width`.
QStringList wrapped(const QString& text, const QFont& font, double width) {
    const QFontMetricsF metrics(font);
    QStringList lines;
    QString line;
    for (const QString& word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const QString longer = line.isEmpty() ? word : line + QLatin1Char(' ') + word;
        if (!line.isEmpty() && metrics.horizontalAdvance(longer) > width) {
            lines << line;
            line = word;
        } else {
            line = longer;
        }
    }
    return line.isEmpty() ? lines : lines << line;
}

QString predictionWords(const FigureContent& content) {
    const Result& result = *content.result;
    if (result.top.empty())
        return tr("no classes to predict");
    if (result.zeroLogits)
        return tr("no opinion yet (random weights, every logit is 0)");
    QStringList words;
    for (size_t i = 0; i < std::min<size_t>(3, result.top.size()); ++i)
        words << tr("%1 %2 %")
                     .arg(QString::fromStdString(result.top[i].label))
                     .arg(numberText(double(result.top[i].probability) * 100, 'f', 1));
    return words.join(QStringLiteral(", "));
}

}  // namespace

QFont smallFont() { return sized(textFont(), 12); }
QFont strongFont() { return sized(textFont(TextSize::Normal, true), 13); }

QString sentence(QString text) {
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text.replace(QStringLiteral(" · "), QStringLiteral(", "));
}

QString facts(const FigureContent& content) {
    QString words = tr("%1 through %2: %3.").arg(content.pictureName, content.modelName, predictionWords(content));
    if (!content.target.isEmpty())
        words += QLatin1Char(' ') + tr("Class explained: %1.").arg(content.target);
    if (content.view.intervention.any())
        words += QLatin1Char(' ') + tr("Changed in the run: %1.").arg(changeWords(content.view.intervention));
    return words;
}

double Layout::paragraph(double y, const QString& words, const QFont& font, const QColor& colour) {
    for (const QString& line : wrapped(words, font, m_drawing.size.width() - 2 * margin)) {
        text({margin, y + 13}, line, font, colour);
        y += lineOfText;
    }
    return y;
}

void Layout::colours(QPointF base, QSizeF bar, const QString& low, const QString& high, const Colormap& colormap) {
    const QRectF at({base.x() + QFontMetricsF(smallFont()).horizontalAdvance(low) + step, base.y() - 8}, bar);
    text(base, low, smallFont(), quietInk);
    add(ColoursShape{at, &colormap});
    add(FrameShape{at, hairline, 0.5});
    text({at.right() + step, base.y()}, high, smallFont(), quietInk);
}

Drawing Layout::finish(double height, const QString& title) {
    m_drawing.size.setHeight(std::ceil(height));
    m_drawing.title = title;
    return std::move(m_drawing);
}

}  // namespace vitrine::ui::figures
