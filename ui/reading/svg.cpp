#include "core/error.h"
#include "core/weights/dtype.h"
#include "ui/reading/readers.h"

#include <QtCore/QHash>
#include <QtCore/QRegularExpression>
#include <QtCore/QSet>
#include <QtCore/QXmlStreamReader>

#include <algorithm>
#include <cmath>

namespace vitrine::ui {
namespace {

constexpr int deepest = 200;
constexpr qint64 mostElements = 200'000;

/// An element that others can use by its id: how much is in it.
struct Part {
    qint64 elements = 0;
    QStringList uses;
};

QString linkOf(const QXmlStreamReader& xml) {
    for (const QXmlStreamAttribute& attribute : xml.attributes())
        if (attribute.name() == QLatin1String("href"))
            return attribute.value().toString();
    return {};
}

/// How many elements drawing a part draws, those it uses counted each time.
class Cost {
public:
    explicit Cost(const QHash<QString, Part>& parts) : m_parts(parts) {}

    qint64 of(const QString& id) {
        if (m_known.contains(id))
            return m_known[id];
        m_known[id] = 0;  // a circle: Qt does not follow it
        const Part part = m_parts.value(id);
        qint64 cost = part.elements;
        for (const QString& used : part.uses)
            cost = std::min(cost + of(used), mostElements + 1);
        return m_known[id] = cost;
    }

private:
    const QHash<QString, Part>& m_parts;
    QHash<QString, qint64> m_known;
};

/// Whether a length or a number is none that can be drawn: -5, "0px", NaN. What is no number ("auto") is Qt's to read.
bool isImpossible(const QString& length) {
    static const QRegularExpression unit(QStringLiteral("\\s*(px|pt|pc|mm|cm|in|em|ex|%)$"));
    bool isNumber = false;
    const double value = length.trimmed().remove(unit).toDouble(&isNumber);
    return isNumber && !(value > 0 && std::isfinite(value));
}

/// Copies a drawing element by element and keeps count.
class Copier {
public:
    Copier(const QByteArray& svg, std::string name) : m_xml(svg), m_out(&m_copy), m_name(std::move(name)) {
        m_open = {QString()};  // the whole drawing
    }

    QByteArray copy() {
        while (!m_xml.atEnd()) {
            m_xml.readNext();
            if (m_xml.isStartElement() && m_open.size() == 1)
                requireSize();
            if (m_xml.isStartElement() && isPicture() && !linkOf(m_xml).startsWith(QLatin1String("data:")))
                leaveOut(linkOf(m_xml));
            else if (m_xml.tokenType() != QXmlStreamReader::DTD && !m_xml.hasError()) {
                count();
                m_out.writeCurrentToken(m_xml);
            }
        }
        if (m_xml.hasError())
            throw Error(m_name, "the SVG drawing is damaged in line " + std::to_string(m_xml.lineNumber()) + ": " +
                                    shortened(m_xml.errorString()));
        if (Cost(m_parts).of({}) > mostElements)
            throw Error(m_name, "the SVG drawing uses its own parts so often that it would draw more than " +
                                    std::to_string(mostElements) + " elements");
        return m_copy;
    }

private:
    bool isPicture() const {
        return m_xml.name() == QLatin1String("image") || m_xml.name() == QLatin1String("feImage");
    }

    /// Nothing is fetched for a drawing, and one without its pictures is another drawing.
    void leaveOut(const QString& link) {
        if (!link.isEmpty() && !link.startsWith(QLatin1Char('#')))
            throw Error(m_name, "the SVG drawing shows a picture that is not in it (" + shortened(link) +
                                    "), and none is fetched. Embed it, or save the whole drawing as PNG");
        m_xml.skipCurrentElement();
    }

    /// Of the outermost element.
    void requireSize() const {
        for (const QString& side : {QStringLiteral("width"), QStringLiteral("height")})
            refuseImpossible(side, m_xml.attributes().value(side).toString());
        static const QRegularExpression between(QStringLiteral("[\\s,]+"));
        const QString box = m_xml.attributes().value(QLatin1String("viewBox")).toString();
        for (const QString& side : box.split(between, Qt::SkipEmptyParts).mid(2, 2))
            refuseImpossible(QStringLiteral("viewBox"), side);
    }

    void refuseImpossible(const QString& attribute, const QString& value) const {
        if (isImpossible(value))
            throw Error(m_name, "the SVG drawing has a size that cannot be drawn: its " + attribute.toStdString() +
                                    " says " + shortened(value) + ". Give it a width and a height above 0");
    }

    /// What the drawing says, or Qt of it.
    static std::string shortened(const QString& text) {
        constexpr size_t longest = 120;
        return printable(text.toStdString(), longest);
    }

    void count() {
        if (m_xml.isEndElement())
            m_open.removeLast();
        if (!m_xml.isStartElement())
            return;
        m_open << m_xml.attributes().value(QLatin1String("id")).toString();
        if (m_open.size() > deepest)
            throw Error(m_name, "the SVG drawing is nested more than " + std::to_string(deepest) + " deep");
        const QString used = m_xml.name() == QLatin1String("use") ? linkOf(m_xml).mid(1) : QString();
        for (qsizetype i = 0; i < m_open.size(); ++i) {
            if (i > 0 && m_open[i].isEmpty())
                continue;
            Part& part = m_parts[m_open[i]];
            ++part.elements;
            if (!used.isEmpty())
                part.uses << used;
        }
    }

    QXmlStreamReader m_xml;
    QByteArray m_copy;
    QXmlStreamWriter m_out;
    std::string m_name;
    QStringList m_open;  // ids of the elements around, the outermost first
    QHash<QString, Part> m_parts;
};

}  // namespace

QByteArray harmlessSvg(const QByteArray& svg, const std::string& name) { return Copier(svg, name).copy(); }

}  // namespace vitrine::ui
