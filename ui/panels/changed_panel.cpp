#include "ui/panels/changed_panel.h"

#include "ui/change_words.h"
#include "ui/controls.h"
#include "ui/panels/graft_menu.h"
#include "ui/session.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include <array>
#include <utility>

namespace vitrine::ui {
namespace {

std::array<std::pair<Fill, QString>, 4> fills() {
    return {{{Fill::Black, ChangedPanel::tr("black")},
             {Fill::Mean, ChangedPanel::tr("mean: in the picture's mean colour")},
             {Fill::Blur, ChangedPanel::tr("blur: blurred")},
             {Fill::Drop, ChangedPanel::tr("dropped: left out of the sequence")}}};
}

}  // namespace

ChangedPanel::ChangedPanel(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_layout(new QVBoxLayout(this)),
      m_reset(linkButton(tr("reset all"), tr("Nothing is changed in the run any more (Shift+K)"), this)) {
    auto* header = new QHBoxLayout;
    header->addWidget(new Words(tr("Changed"), Tone::Heading, TextSize::Small, this));
    header->addStretch(1);
    header->addWidget(m_reset);
    m_layout->setContentsMargins(2 * unit, unit, 2 * unit, unit);
    m_layout->setSpacing(unit / 2);
    m_layout->addLayout(header);
    connect(m_reset, &QPushButton::clicked, this, [this] {
        window()->setFocus();  // the panel goes, and the focus with it: not to whatever comes first
        m_session.resetChanges();
    });
    connect(&session, &Session::interventionChanged, this, &ChangedPanel::refresh);
    refresh();
}

QStringList ChangedPanel::rows() const {
    QStringList words;
    for (const Words* row : m_rows)
        words << row->text();
    return words;
}

QPushButton* ChangedPanel::removeButton(int row) const { return m_crosses.at(size_t(row)); }

void ChangedPanel::addRow(QVBoxLayout& list, const QString& words, QPushButton* choice, std::function<void()> remove) {
    auto* row = new QHBoxLayout;
    row->setSpacing(unit);
    auto* text = new Words(words, Tone::Text, TextSize::Normal, m_list);
    text->setWordWrap(true);
    row->addWidget(text, 1);
    if (choice)
        row->addWidget(choice);
    auto* cross = linkButton(QStringLiteral("×"), tr("Take this back"), m_list);
    cross->setAccessibleName(tr("Take back: %1").arg(words));
    row->addWidget(cross);
    connect(cross, &QPushButton::clicked, this, std::move(remove));
    list.addLayout(row);
    m_rows.push_back(text);
    m_crosses.push_back(cross);
}

void ChangedPanel::addMask(QVBoxLayout& list) {
    const Intervention& change = m_session.intervention();
    auto* choice = linkButton(tr("paint otherwise…"), tr("What stands in the place of these patches"), m_list);
    connect(choice, &QPushButton::clicked, this, [this, choice] {
        auto* menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        for (const auto& [fill, words] : fills()) {
            QAction* action = menu->addAction(words, this, [this, f = fill] { m_session.setFill(f); });
            action->setCheckable(true);
            action->setChecked(fill == m_session.intervention().fill);
        }
        menu->popup(choice->mapToGlobal(QPoint(0, choice->height())));
    });
    addRow(list, maskWords(int(change.masked.size()), change.fill), choice, [this] { m_session.setMasked({}); });
}

void ChangedPanel::addOff(QVBoxLayout& list, size_t index) {
    const Off off = m_session.intervention().off[index];
    Off other = off;
    other.by = off.by == Silence::Zero ? Silence::Mean : Silence::Zero;
    auto* choice = linkButton(
        off.by == Silence::Zero ? tr("use mean") : tr("use zero"),
        off.by == Silence::Zero ? tr("Give its mean over all tokens of this picture instead of zeros: a quieter change")
                                : tr("Give zeros instead of its mean"),
        m_list);
    connect(choice, &QPushButton::clicked, this, [this, other] { m_session.switchPart(other, true); });
    addRow(list, offWords(off), choice, [this, off] { m_session.switchPart(off, false); });
}

// A button of the old list may be the one that was clicked: it goes when that is over.
void ChangedPanel::refresh() {
    if (m_list) {
        m_list->hide();
        m_list->deleteLater();
    }
    m_rows.clear();
    m_crosses.clear();
    const Intervention& change = m_session.intervention();
    m_list = new QWidget(this);
    auto* list = new QVBoxLayout(m_list);
    list->setContentsMargins(0, 0, 0, 0);
    list->setSpacing(unit / 2);
    if (!change.masked.empty())
        addMask(*list);
    for (size_t i = 0; i < change.off.size(); ++i)
        addOff(*list, i);
    if (const auto& graft = change.graft) {
        auto* choice = linkButton(tr("take others…"), tr("Another layer, or other tokens"), m_list);
        connect(choice, &QPushButton::clicked, this, [this, choice] {
            auto* menu = new QMenu(this);
            menu->setAttribute(Qt::WA_DeleteOnClose);
            addGraftChoices(*menu, m_session);
            menu->popup(choice->mapToGlobal(QPoint(0, choice->height())));
        });
        addRow(*list, graftWords(*graft), choice, [this] { m_session.setGraft(std::nullopt); });
    }
    m_layout->addWidget(m_list);
    setVisible(change.any());
}

}  // namespace vitrine::ui
