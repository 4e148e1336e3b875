#include "ui/panels/menu_words.h"

#include "ui/controls.h"

#include <QtGui/QPainter>
#include <QtGui/QScreen>
#include <QtWidgets/QMenu>
#include <QtWidgets/QVBoxLayout>
#include <QtWidgets/QWidgetAction>

#include <algorithm>

namespace vitrine::ui {
namespace {

/// A small window of its own, that the mouse goes through.
class Beside : public QFrame {
public:
    explicit Beside(QMenu& menu)
        : QFrame(&menu, Qt::ToolTip), m_words(new Words({}, Tone::Text, TextSize::Small, this)) {
        setObjectName(QStringLiteral("beside"));
        setAttribute(Qt::WA_TransparentForMouseEvents);
        m_words->setTextFormat(Qt::RichText);
        m_words->setWordWrap(true);
        auto* layout = new QVBoxLayout(this);
        layout->setContentsMargins(2 * unit, unit, 2 * unit, unit);
        layout->addWidget(m_words);
        setFixedWidth(units(40));
    }
    void tell(const QMenu& menu, const QString& words, const QRect& entry) {
        if (words.isEmpty())
            return hide();
        m_words->setText(words);
        resize(width(), heightForWidth(width()));
        QPoint at = menu.mapToGlobal(QPoint(-width() - 4, entry.top()));
        if (const QScreen* screen = menu.screen()) {
            const QRect all = screen->availableGeometry();
            if (at.x() < all.left())
                at.setX(menu.mapToGlobal(QPoint(menu.width() + 4, 0)).x());
            at.setY(std::clamp(at.y(), all.top(), std::max(all.top(), all.bottom() - height())));
        }
        move(at);
        show();
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.fillRect(rect(), theme().panel);
        painter.setPen(theme().line);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }

private:
    Words* m_words;
};

}  // namespace

void addHeading(QMenu& menu, const QString& words) {
    auto* label = new Words(words, Tone::Heading, TextSize::Small);
    label->setContentsMargins(2 * unit, menu.isEmpty() ? 0 : unit, 2 * unit, unit / 2);
    auto* action = new QWidgetAction(&menu);
    action->setText(words);
    action->setDefaultWidget(label);
    action->setEnabled(false);
    menu.addAction(action);
}

QString entryText(QString words) { return words.replace(QLatin1Char('&'), QStringLiteral("&&")); }

void tick(QAction* action, bool now) {
    action->setCheckable(true);
    action->setChecked(now);
}

void tellBeside(QMenu& menu) {
    auto* beside = new Beside(menu);
    QObject::connect(&menu, &QMenu::hovered, beside, [beside, &menu](QAction* action) {
        const bool says = action->toolTip() != action->text() && action->toolTip().startsWith(QLatin1Char('<'));
        beside->tell(menu, says ? action->toolTip() : QString(), menu.actionGeometry(action));
    });
    QObject::connect(&menu, &QMenu::aboutToHide, beside, &QWidget::hide);
}

}  // namespace vitrine::ui
