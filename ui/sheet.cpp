#include "ui/sheet.h"

#include "ui/controls.h"

#include "ui/theme.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLayout>
#include <QtWidgets/QPushButton>

#include <algorithm>

namespace vitrine::ui {
namespace {

/// What is behind a sheet is not what is worked on: half words beside it would look like a fault. A click on it closes the
/// sheet, as one anywhere beside it does.
class Scrim : public QWidget {
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent*) override {
        QColor shade = theme().stage;
        shade.setAlphaF(0.55F);
        QPainter(this).fillRect(rect(), shade);
    }
};

}  // namespace

Sheet::Sheet(QWidget* window, QSize atMost)
    : QFrame(window), m_atMost(atMost), m_focusBefore(QApplication::focusWidget()) {
    setAttribute(Qt::WA_DeleteOnClose);
    setFrameShape(QFrame::NoFrame);
    setAutoFillBackground(false);
    setFocusPolicy(Qt::StrongFocus);
    hide();
}

Sheet::~Sheet() { delete m_scrim; }

void Sheet::open() {
    for (Sheet* other : parentWidget()->findChildren<Sheet*>(QString(), Qt::FindDirectChildrenOnly))
        if (other != this)
            other->close();
    parentWidget()->installEventFilter(this);
    qApp->installEventFilter(this);
    delete m_scrim;
    m_scrim = new Scrim(parentWidget());
    place();
    m_scrim->show();
    m_scrim->raise();
    show();
    raise();
    setFocus(Qt::TabFocusReason);
    if (QApplication::focusWidget() == this)  // the first control rather than the sheet itself
        focusNextPrevChild(true);
}

bool Sheet::focusNextPrevChild(bool next) {
    const auto after = [next](QWidget* widget) {
        return next ? widget->nextInFocusChain() : widget->previousInFocusChain();
    };
    QWidget* const from = isAncestorOf(QApplication::focusWidget()) ? QApplication::focusWidget() : this;
    for (QWidget* at = after(from); at != from; at = after(at)) {
        if (!isAncestorOf(at) || !(at->focusPolicy() & Qt::TabFocus) || at->focusProxy() || !at->isVisible() ||
            !at->isEnabled())
            continue;
        at->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
        return true;
    }
    return false;
}

void Sheet::dismiss() {
    qApp->removeEventFilter(this);
    if (m_focusBefore && isAncestorOf(QApplication::focusWidget()))
        m_focusBefore->setFocus();
    close();
}

QPushButton* Sheet::closeButton() {
    auto* button = linkButton(QStringLiteral("×"), this);
    button->setObjectName(QStringLiteral("sheet.close"));
    button->setFont(textFont(TextSize::Large));
    button->setFixedWidth(3 * unit);
    button->setAccessibleName(tr("Close"));
    button->setToolTip(tr("Close (Esc)"));
    connect(button, &QPushButton::clicked, this, &Sheet::dismiss);
    return button;
}

int Sheet::wantedHeight(int width) const {
    const QLayout* inside = layout();
    return inside && inside->hasHeightForWidth() ? inside->heightForWidth(width) : sizeHint().height();
}

void Sheet::place() {
    const QSize room = parentWidget()->size();
    const int width = std::min(m_atMost.width(), room.width() - 4 * unit);
    const int top = std::min(8 * unit, room.height() / 10);
    const int height = std::min({wantedHeight(width), m_atMost.height(), room.height() - top - 2 * unit});
    setGeometry((room.width() - width) / 2, top, width, height);
    if (m_scrim)
        m_scrim->setGeometry(parentWidget()->rect());
}

bool Sheet::event(QEvent* event) {
    if (event->type() == QEvent::LayoutRequest)
        place();
    if (event->type() == QEvent::PaletteChange)
        update();
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        dismiss();
        return true;
    }
    return QFrame::event(event);
}

bool Sheet::eventFilter(QObject* object, QEvent* event) {
    if (object == parentWidget() && event->type() == QEvent::Resize)
        place();
    if (event->type() == QEvent::MouseButtonPress && object->isWidgetType()) {
        const auto* pressed = static_cast<const QWidget*>(object);
        if (pressed->window() == window() && pressed != this && !isAncestorOf(pressed))
            dismiss();
    }
    return QFrame::eventFilter(object, event);
}

void Sheet::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme().line);
    painter.setBrush(theme().panel);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

}  // namespace vitrine::ui
