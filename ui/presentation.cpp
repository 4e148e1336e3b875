#include "ui/presentation.h"

#include "ui/core_words.h"
#include "ui/panels/image_view.h"
#include "ui/panels/picture_control.h"
#include "ui/panels/value_text.h"
#include "ui/presentation_parts.h"
#include "ui/session.h"
#include "ui/theme.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QApplication>

#include <algorithm>

namespace vitrine::ui {
namespace {

constexpr int ringSize = 88;

/// A ring that follows the mouse and lets every click through.
class Ring : public QWidget {
public:
    explicit Ring(QWidget* parent) : QWidget(parent) {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        resize(ringSize, ringSize);
        hide();
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QColor colour(0xff, 0xd6, 0x4a);
        painter.setPen(QPen(QColor(0, 0, 0, 120), 7));  // seen on bright pictures as well
        painter.drawEllipse(rect().adjusted(8, 8, -8, -8));
        painter.setPen(QPen(colour, 4));
        painter.drawEllipse(rect().adjusted(8, 8, -8, -8));
    }
};

/// A black screen: the room looks at the teacher.
class Black : public QWidget {
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent*) override { QPainter(this).fillRect(rect(), Qt::black); }
    void mousePressEvent(QMouseEvent*) override { hide(); }
};

}  // namespace

QFont presentationFont(int height, double factor, bool strong) {
    QFont font = textFont(TextSize::Large, strong);
    font.setPixelSize(std::max(12, int(std::clamp(height / 34.0, 16.0, 64.0) * factor)));
    return font;
}

Presentation::Presentation(Session& session, QWidget* window)
    : QWidget(window),
      m_session(session),
      m_view(new ImageView(this)),
      m_control(new PictureControl(session, *m_view, nullptr, this)),
      m_classes(new TopClasses(this)),
      m_scale(new ScaleLine(this)),
      m_layers(new LayerRow(this)),
      m_black(new Black(this)),
      m_ring(new Ring(this)) {
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Presentation"));
    setAccessibleDescription(tr("Left and right: layers. Up and down: heads. B: black screen. Esc: leave."));
    setMouseTracking(true);
    for (QWidget* part : {static_cast<QWidget*>(m_view), static_cast<QWidget*>(m_classes),
                          static_cast<QWidget*>(m_scale), static_cast<QWidget*>(m_layers)}) {
        part->setFocusPolicy(Qt::NoFocus);  // every key is the presentation's
        part->setMouseTracking(true);
    }
    m_black->hide();
    m_black->setMouseTracking(true);
    m_view->setToolsShown(false);
    m_view->setFilling();
    window->installEventFilter(this);
    qApp->installEventFilter(this);
    follow();
    setGeometry(window->rect());
    updatePicture();
    show();
    raise();
    setFocus();
}

void Presentation::follow() {
    for (const auto signal : {&Session::pictureChanged, &Session::planChanged, &Session::modelChanged})
        connect(&m_session, signal, this, &Presentation::updatePicture);
    for (const auto signal : {&Session::mapsChanged, &Session::styleChanged, &Session::resultChanged})
        connect(&m_session, signal, this, &Presentation::updateMaps);
    connect(&m_session, &Session::viewChanged, this, &Presentation::updateQuery);
    connect(m_layers, &LayerRow::chosen, &m_session, &Session::setLayer);
}

// --- what is shown ----------------------------------------------------------------------------------------------------

Failure Presentation::whyNot() const {
    if (m_session.modelError().any())
        return m_session.modelError();
    return m_session.hasStale() ? Failure{} : m_session.pictureError();
}

void Presentation::updatePicture() {
    const bool failed = whyNot().any();
    m_view->setHidden(failed);
    m_scale->setHidden(failed);
    m_layers->setHidden(failed);
    update();
    m_control->updatePicture();
    updateMaps();
}

void Presentation::updateMaps() {
    m_control->updateMaps();
    updateQuery();
    place();
}

void Presentation::updateQuery() {
    m_control->updateView();
    const OverlayStyle& style = m_session.style();
    const std::optional<ColourScale> scale = m_control->scale();
    const ValueRange range = scale ? ValueRange{scale->low, scale->high} : ValueRange{};
    m_scale->set(scale ? &colormapOf(style, *scale) : style.colormap, scale ? valueText(range.low, range) : QString(),
                 scale ? valueText(range.high, range) : QString(), m_control->caption(), m_control->changes());
    const auto maps = m_session.maps();
    const int layers = m_session.plan() ? m_session.plan()->config.num_layers : 0;
    m_layers->set(
        {maps ? maps->byLayer : std::vector<Map>(), style, stripScale(maps.get(), style), m_control->togetherByLayer()},
        layers);
    const MapRequest shown = m_session.shownRequest();
    m_layers->setCurrent(shown.layer);
    const auto result = m_session.result();
    const QString layer = layers > 0 ? tr("Layer %1").arg(shown.layer) : QString();
    const QString about = layers > 0 ? tr("of layers 0 to %1").arg(layers - 1) : QString();
    m_classes->set(result.get(), m_session.original().get(), layer, about);
}

// --- where it is ------------------------------------------------------------------------------------------------------

// A long caption takes more lines, and the picture leaves them the room.
void Presentation::place() {
    int lines = 1, needed = 1;
    do {
        lines = needed;
        placeFor(lines);
        needed = m_scale->lineCount(m_scale->width());  // a smaller picture may leave it less width
    } while (needed > lines);
}

void Presentation::placeFor(int lines) {
    const int margin = std::max(16, height() / 28);
    const bool classes = !m_session.plan() || m_session.plan()->config.hasHead();  // else there is nothing to name
    const int column = classes ? std::min(width() * 3 / 10, height() / 2) : 0;
    const int text = QFontMetrics(presentationFont(height(), 0.8)).height() * (2 * lines + 1) / 2;
    const int row = m_layers->heightFor(width() - 2 * margin, height() / 5);
    const int pictureHeight = height() - 3 * margin - row - text;
    const int pictureWidth = width() - (classes ? 3 : 2) * margin - column;
    m_view->setGeometry(margin, margin, pictureWidth, pictureHeight);
    // As wide as the picture, where that has room for the words.
    const QRect image = m_view->imageRect().toAlignedRect().intersected(m_view->rect()).translated(m_view->pos());
    const bool wide = image.width() > pictureWidth / 2;
    m_scale->setGeometry(wide ? image.left() : margin, margin + pictureHeight, wide ? image.width() : pictureWidth,
                         text);
    m_classes->setVisible(classes && !whyNot().any());
    m_classes->setGeometry(width() - margin - column, margin, column, pictureHeight + text);
    m_layers->setGeometry(margin, height() - margin - row, width() - 2 * margin, row);
    m_black->setGeometry(rect());
    m_black->raise();
    m_ring->raise();
}

void Presentation::resizeEvent(QResizeEvent*) { place(); }

void Presentation::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), theme().stage);
    const Failure failure = whyNot();
    if (!failure.any())
        return;
    painter.setFont(presentationFont(height()));
    painter.setPen(theme().text);
    painter.drawText(m_view->geometry(), Qt::AlignCenter | Qt::TextWordWrap,
                     failure.subject + QLatin1Char('\n') + reasonWords(failure.reason));
}

// --- keys and mouse ---------------------------------------------------------------------------------------------------

void Presentation::setBlack(bool black) { m_black->setVisible(black); }
bool Presentation::isBlack() const { return !m_black->isHidden(); }

void Presentation::setRing(bool on) {
    m_ringOn = on;
    m_ring->setVisible(on && underMouse());
}

void Presentation::keyPressEvent(QKeyEvent* event) {
    const int key = event->key();
    switch (key) {
    case Qt::Key_Escape:
    case Qt::Key_F11: Q_EMIT left(); return;
    case Qt::Key_B:
    case Qt::Key_Period: setBlack(!isBlack()); return;
    case Qt::Key_R: setRing(!m_ringOn); return;
    default: break;
    }
    if (isBlack())  // the first key brings the picture back, and does nothing more
        return setBlack(false);
    switch (key) {
    case Qt::Key_Left: Q_EMIT layerStep(-1); return;
    case Qt::Key_Right: Q_EMIT layerStep(+1); return;
    case Qt::Key_Up: Q_EMIT headStep(-1); return;
    case Qt::Key_Down: Q_EMIT headStep(+1); return;
    case Qt::Key_PageUp: Q_EMIT pictureStep(-1); return;
    case Qt::Key_PageDown:
    case Qt::Key_Space: Q_EMIT pictureStep(+1); return;
    default: QWidget::keyPressEvent(event);
    }
}

// Keys with Ctrl stay the window's: the palette, undo. The others would open what is hidden below.
bool Presentation::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride &&
        !(static_cast<QKeyEvent*>(event)->modifiers() & (Qt::ControlModifier | Qt::AltModifier))) {
        event->accept();
        return true;
    }
    if (event->type() == QEvent::PaletteChange)
        update();
    return QWidget::event(event);
}

bool Presentation::eventFilter(QObject* object, QEvent* event) {
    if (object == parentWidget() && event->type() == QEvent::Resize)
        setGeometry(parentWidget()->rect());
    if (event->type() == QEvent::MouseMove && object->isWidgetType() && m_ringOn) {
        const auto* over = static_cast<QWidget*>(object);
        if (over == this || isAncestorOf(over)) {
            const QPoint at = mapFromGlobal(static_cast<QMouseEvent*>(event)->globalPosition().toPoint());
            m_ring->move(at - QPoint(ringSize / 2, ringSize / 2));
            m_ring->setVisible(!isBlack());
            m_ring->raise();
        }
    }
    return QWidget::eventFilter(object, event);
}

}  // namespace vitrine::ui
