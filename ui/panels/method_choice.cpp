#include "ui/panels/method_choice.h"

#include "core/explain/methods.h"
#include "ui/core_words.h"
#include "ui/panels/menu_words.h"
#include "ui/panels/popup.h"
#include "ui/session.h"

#include <QtWidgets/QMenu>
#include <QtWidgets/QVBoxLayout>

namespace vitrine::ui {
namespace {

QString headingOf(const Method& method) {
    if (method.isBaseline)
        return MethodChoice::tr("To compare with");
    return method.usesTarget ? MethodChoice::tr("What spoke for a class") : MethodChoice::tr("Where it looked");
}

QString paragraph(const QString& text) { return QStringLiteral("<p>%1</p>").arg(text.toHtmlEscaped()); }

}  // namespace

MethodChoice::MethodChoice(Session& session, QWidget* parent) : BarButton(parent), m_session(session) {
    connect(this, &QAbstractButton::clicked, this, [this] {
        QMenu menu(this);
        fill(menu);
        menu.exec(mapToGlobal(QPoint(0, height() + 4)));
    });
    for (const auto signal : {&Session::viewChanged, &Session::planChanged})
        connect(&session, signal, this, &MethodChoice::refresh);
    refresh();
}

void MethodChoice::fill(QMenu& menu) {
    tellBeside(menu);
    const bool head = !m_session.plan() || m_session.plan()->config.hasHead();
    QString heading;
    for (const Method& method : methods()) {
        if (headingOf(method) != heading) {
            heading = headingOf(method);
            addHeading(menu, heading);
        }
        QAction* action = menu.addAction(entryText(methodTitle(method)), this, [this, name = method.name] {
            m_session.setMethod(QString::fromStdString(name));
        });
        action->setCheckable(true);
        action->setChecked(method.name == m_session.view().map.method);
        action->setEnabled(head || !method.usesTarget);
        action->setToolTip(paragraph(action->isEnabled()
                                         ? methodSummary(method)
                                         : tr("This model has no head, so there is no class to explain.")));
    }
}

void MethodChoice::tellAbout(const QWidget& below) {
    const Method* method = findMethod(m_session.view().map.method);
    if (!method)
        return;
    auto* popup = new Popup(this);
    popup->setFocusPolicy(Qt::StrongFocus);
    auto* words = new Words(methodSummary(*method), Tone::Text, TextSize::Normal, popup);
    words->setWordWrap(true);
    words->setTextInteractionFlags(Qt::TextSelectableByMouse);  // the paper, to look it up
    auto* layout = new QVBoxLayout(popup);
    layout->setContentsMargins(2 * unit, 2 * unit, 2 * unit, 2 * unit);
    layout->setSpacing(unit);
    layout->addWidget(new Words(methodTitle(*method), Tone::Heading, TextSize::Normal, popup));
    layout->addWidget(words);
    popup->setFixedWidth(std::min<int>(units(48), window()->width() - 4 * unit));
    popup->setFixedHeight(popup->heightForWidth(popup->width()));
    popup->popUpBelow(below);
}

void MethodChoice::refresh() {
    const Method* method = findMethod(m_session.view().map.method);
    if (!method)
        return;
    setWords(methodTitle(*method), {});
    setAccessibleName(tr("Method: %1").arg(methodTitle(*method)));
    setToolTip(paragraph(methodSummary(*method)));
}

}  // namespace vitrine::ui
