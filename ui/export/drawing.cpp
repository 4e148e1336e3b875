#include "ui/export/drawing.h"

#include "core/error.h"
#include "core/export/map_file.h"
#include "core/image/decode.h"
#include "core/read_file.h"
#include "ui/colour_gradient.h"
#include "ui/pixels.h"

#include <QtCore/QBuffer>
#include <QtGui/QFontMetricsF>
#include <QtGui/QPageLayout>
#include <QtGui/QPainter>
#include <QtGui/QPdfWriter>

#include <cmath>

namespace vitrine::ui {
namespace {

constexpr int colourStops = 32;
constexpr double pointsPerPx = 0.75;  // 72 points and 96 px to the inch

template <class... F>
struct Cases : F... {
    using F::operator()...;
};
template <class... F>
Cases(F...) -> Cases<F...>;

QColor colourAt(const Colormap* colormap, int stop) {
    const Rgb c = (colormap ? *colormap : colormaps().front())(double(stop) / colourStops);
    return {c.r, c.g, c.b};
}

void paintColours(QPainter& painter, const ColoursShape& shape) {
    painter.fillRect(shape.rect, gradientOf(shape.colormap ? *shape.colormap : colormaps().front(), shape.rect.left(),
                                            shape.rect.right()));
}

void paintText(QPainter& painter, const TextShape& shape) {
    painter.setFont(shape.font);
    painter.setPen(shape.colour);
    const double width = QFontMetricsF(shape.font).horizontalAdvance(shape.text);
    const double left = shape.align & Qt::AlignRight ? width : shape.align & Qt::AlignHCenter ? width / 2 : 0;
    painter.drawText(shape.at - QPointF(left, 0), shape.text);
}

/// The picture at the size that it has on the device: QPainter alone would shrink it coarsely.
void paintPicture(QPainter& painter, const PictureShape& shape) {
    const double scale = painter.deviceTransform().m11();
    const QSize size(int(std::lround(shape.rect.width() * scale)), int(std::lround(shape.rect.height() * scale)));
    const bool shrinks = size.width() < shape.image.width() && size.height() < shape.image.height();
    painter.setRenderHint(QPainter::SmoothPixmapTransform, shape.smooth);
    if (shape.smooth && shrinks && painter.device()->devType() == QInternal::Image)
        painter.drawImage(shape.rect, shape.image.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
    else
        painter.drawImage(shape.rect, shape.image);
}

void paintLine(QPainter& painter, const LineShape& shape) {
    QPen pen(shape.colour, shape.width, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
    if (!shape.dashes.isEmpty())
        pen.setDashPattern(shape.dashes);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(pen);
    painter.drawPolyline(shape.points);
}

// --- SVG --------------------------------------------------------------------------------------------------------------

QString number(double value) { return QString::number(value, 'g', 8); }

QString box(const QRectF& rect) {
    return QStringLiteral(R"(x="%1" y="%2" width="%3" height="%4")")
        .arg(number(rect.x()), number(rect.y()), number(rect.width()), number(rect.height()));
}

/// Control characters cannot be in XML at all.
QString escaped(const QString& text) {
    QString out;
    for (const QChar c : text)
        if (c.unicode() >= 0x20 && c.unicode() < 0xFFFE)
            out += c;
    return out.toHtmlEscaped();
}

QString colourText(const QColor& colour, const char* property) {
    QString text = QStringLiteral("%1=\"%2\"").arg(QLatin1String(property), colour.name());
    if (colour.alpha() < 255)
        text += QStringLiteral(" %1-opacity=\"%2\"").arg(QLatin1String(property), number(colour.alphaF()));
    return text;
}

QString svgPicture(const PictureShape& shape) {
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    shape.image.save(&buffer, "PNG");
    return QStringLiteral("<image %1 preserveAspectRatio=\"none\"%2 href=\"data:image/png;base64,%3\"/>\n")
        .arg(box(shape.rect),
             shape.smooth ? QString()
                          : QStringLiteral(" style=\"image-rendering: crisp-edges; image-rendering: pixelated\""),
             QString::fromLatin1(png.toBase64()));
}

QString svgColours(const ColoursShape& shape, size_t id) {
    QString text = QStringLiteral("<linearGradient id=\"colours%1\">").arg(id);
    for (int i = 0; i <= colourStops; ++i)
        text += QStringLiteral("<stop offset=\"%1\" stop-color=\"%2\"/>")
                    .arg(number(double(i) / colourStops), colourAt(shape.colormap, i).name());
    return text +
           QStringLiteral("</linearGradient>\n<rect %1 fill=\"url(#colours%2)\"/>\n").arg(box(shape.rect)).arg(id);
}

QString svgText(const TextShape& shape) {
    const char* anchor = shape.align & Qt::AlignRight ? "end" : shape.align & Qt::AlignHCenter ? "middle" : "start";
    return QStringLiteral(
               "<text x=\"%1\" y=\"%2\" font-family=\"%3, Roboto, Helvetica, Arial, sans-serif\" font-size=\"%4\" "
               "font-weight=\"%5\" text-anchor=\"%6\" %7 xml:space=\"preserve\">%8</text>\n")
        .arg(number(shape.at.x()), number(shape.at.y()), escaped(shape.font.family()), number(shape.font.pixelSize()),
             QString::number(shape.font.weight()), QLatin1String(anchor), colourText(shape.colour, "fill"),
             escaped(shape.text));
}

QString svgFrame(const FrameShape& shape) {
    const double half = shape.width / 2;
    return QStringLiteral("<rect %1 fill=\"none\" %2 stroke-width=\"%3\"/>\n")
        .arg(box(shape.rect.adjusted(-half, -half, half, half)), colourText(shape.colour, "stroke"),
             number(shape.width));
}

QString svgLine(const LineShape& shape) {
    QStringList points;
    for (const QPointF& point : shape.points)
        points << number(point.x()) + QLatin1Char(',') + number(point.y());
    QStringList dashes;
    for (const qreal dash : shape.dashes)
        dashes << number(dash * shape.width);
    return QStringLiteral("<polyline points=\"%1\" fill=\"none\" %2 stroke-width=\"%3\" stroke-linejoin=\"round\"%4/>\n")
        .arg(points.join(QLatin1Char(' ')), colourText(shape.colour, "stroke"), number(shape.width),
             dashes.isEmpty() ? QString()
                              : QStringLiteral(" stroke-dasharray=\"%1\"").arg(dashes.join(QLatin1Char(' '))));
}

QByteArray bytesOf(const Drawing& drawing, const std::string& extension) {
    return extension == ".svg" ? toSvg(drawing) : toPdf(drawing);
}

}  // namespace

void paint(const Drawing& drawing, QPainter& painter) {
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing | QPainter::LosslessImageRendering);
    painter.fillRect(QRectF({}, drawing.size), drawing.ground);
    for (const Shape2d& shape : drawing.shapes)
        std::visit(Cases{[&](const FillShape& s) { painter.fillRect(s.rect, s.colour); },
                         [&](const FrameShape& s) {
                             const double half = s.width / 2;
                             painter.setBrush(Qt::NoBrush);
                             painter.setPen(QPen(s.colour, s.width, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
                             painter.drawRect(s.rect.adjusted(-half, -half, half, half));
                         },
                         [&](const PictureShape& s) { paintPicture(painter, s); },
                         [&](const ColoursShape& s) { paintColours(painter, s); },
                         [&](const TextShape& s) { paintText(painter, s); },
                         [&](const LineShape& s) { paintLine(painter, s); }},
                   shape);
}

QImage toImage(const Drawing& drawing, double scale) {
    QImage image((drawing.size * scale).toSize(), QImage::Format_RGB32);
    if (image.isNull())
        throw Error("figure", "there is not enough memory for it at this scale");
    image.fill(drawing.ground);
    QPainter painter(&image);
    painter.scale(scale, scale);
    paint(drawing, painter);
    return image;
}

QByteArray toSvg(const Drawing& drawing) {
    const QString size = QStringLiteral("width=\"%1\" height=\"%2\" viewBox=\"0 0 %1 %2\"")
                             .arg(number(drawing.size.width()), number(drawing.size.height()));
    QString svg =
        QStringLiteral("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" %1>\n"
                       "<title>%2</title>\n<rect %3 %4/>\n")
            .arg(size, escaped(drawing.title), box({{}, drawing.size}), colourText(drawing.ground, "fill"));
    for (size_t i = 0; i < drawing.shapes.size(); ++i)
        svg += std::visit(
            Cases{[](const FillShape& s) {
                      return QStringLiteral("<rect %1 %2/>\n").arg(box(s.rect), colourText(s.colour, "fill"));
                  },
                  [](const FrameShape& s) { return svgFrame(s); }, [](const PictureShape& s) { return svgPicture(s); },
                  [i](const ColoursShape& s) { return svgColours(s, i); },
                  [](const TextShape& s) { return svgText(s); }, [](const LineShape& s) { return svgLine(s); }},
            drawing.shapes[i]);
    return (svg + QStringLiteral("</svg>\n")).toUtf8();
}

QByteArray toPdf(const Drawing& drawing) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setCreator(QStringLiteral("Vitrine"));
    writer.setTitle(drawing.title);
    writer.setResolution(96);
    writer.setPageLayout({QPageSize(drawing.size * pointsPerPx, QPageSize::Point, {}, QPageSize::ExactMatch),
                          QPageLayout::Portrait, QMarginsF()});
    QPainter painter(&writer);
    paint(drawing, painter);
    painter.end();
    return bytes;
}

void writeDrawing(const Drawing& drawing, const std::filesystem::path& file, double scale) {
    const std::string extension = extensionOf(file);
    if (extension == ".png")
        return writePng(fromQImage(toImage(drawing, scale)), file);
    if (extension != ".svg" && extension != ".pdf")
        throw UsageError(vitrine::nameOf(file), "must end in .png, .svg or .pdf");
    const QByteArray bytes = bytesOf(drawing, extension);
    writeFile(file, {reinterpret_cast<const uint8_t*>(bytes.constData()), size_t(bytes.size())});
}

}  // namespace vitrine::ui
