#include "ui/board/methods_popup.h"

#include "core/explain/methods.h"
#include "core/faith/board.h"
#include "ui/board/board_bar.h"
#include "ui/check_box.h"
#include "ui/controls.h"
#include "ui/core_words.h"
#include "ui/session.h"
#include "ui/theme.h"

#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace vitrine::ui {

MethodsPopup::MethodsPopup(Session& session, QWidget* parent) : Popup(parent), m_session(session) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * unit, 2 * unit, 2 * unit, 2 * unit);
    layout->setSpacing(0);
    const auto& shown = session.view().board.methods;
    const bool hasClasses = !session.plan() || session.plan()->config.hasHead();
    const auto note = [&](const QString& words) {
        auto* label = new Words(words, Tone::Quiet, TextSize::Small, this);
        label->setWordWrap(true);
        label->setContentsMargins(3 * unit, 0, 0, 0);  // right under what it is about
        layout->addWidget(label);
    };
    for (const Method& method : methods()) {
        auto* box = new CheckBox(methodTitle(method), this);
        const bool on = std::find(shown.begin(), shown.end(), method.name) != shown.end();
        box->setChecked(on || method.isBaseline);
        box->setEnabled(!method.isBaseline && (hasClasses || !method.usesTarget));
        box->setToolTip(QStringLiteral("<p>%1</p>").arg(methodSummary(method).toHtmlEscaped()));
        connect(box, &QCheckBox::toggled, this, [this, name = method.name](bool checked) { choose(name, checked); });
        m_boxes.emplace_back(method.name, box);
        layout->addSpacing(layout->isEmpty() ? 0 : unit);
        layout->addWidget(box);
        if (method.cost == MapCost::Steps)
            note(tr("slow: 32 passes forward and back"));
        else if (method.cost == MapCost::EveryPatch)
            note(tr("slow: one pass for every patch"));
    }
    note(tr("always there, to compare with"));
    setFixedWidth(units(34));
}

QCheckBox* MethodsPopup::box(const std::string& method) const {
    for (const auto& [name, box] : m_boxes)
        if (name == method)
            return box;
    return nullptr;
}

/// A method that is added stands behind the others.
void MethodsPopup::choose(const std::string& method, bool on) {
    Board board = m_session.view().board;
    std::erase(board.methods, method);
    if (on)
        board.methods.push_back(method);
    setBoard(m_session, board);
}

}  // namespace vitrine::ui
