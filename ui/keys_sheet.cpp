#include "ui/keys_sheet.h"

#include "ui/actions.h"
#include "ui/controls.h"
#include "ui/fuzzy.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QScrollArea>

#include <algorithm>

namespace vitrine::ui {
namespace {

constexpr Px sheetWidth = units(112);
constexpr Px keysWidth = units(20);

/// The usual one. Qt's standard sets go on with those of old keyboards: F16 to copy, F18 to paste.
QString keysOf(const QAction& action) { return action.shortcut().toString(QKeySequence::NativeText); }

}  // namespace

KeysSheet::KeysSheet(const Actions& actions, QWidget* window)
    : Sheet(window, {sheetWidth, 100 * unit}),
      m_edit(new QLineEdit(this)),
      m_inside(new QWidget(this)),
      m_nothing(new Words(tr("No key does that. Ctrl+K finds every command, with a key or without."), Tone::Quiet)) {
    setAccessibleName(tr("Keys"));
    m_edit->setPlaceholderText(tr("Find a key by what it does"));
    m_edit->setAccessibleName(tr("Find a key"));
    for (QAction* action : actions.all())
        if (!action->shortcuts().isEmpty())
            addRow(Actions::groupOf(*action), keysOf(*action), action->text());
    for (const Actions::Hint& hint : actions.hints())
        addRow(hint.group, hint.keys, hint.title);
    auto* scroll = new QScrollArea(this);
    scroll->setWidget(m_inside);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(unit, unit, unit, unit);
    auto* top = new QHBoxLayout;
    top->setSpacing(unit);
    top->addWidget(m_edit, 1);
    top->addWidget(closeButton());
    layout->addLayout(top);
    layout->addWidget(scroll, 1);
    spread();
    setFocusProxy(m_edit);
    connect(m_edit, &QLineEdit::textChanged, this, &KeysSheet::search);
    m_edit->setFocus();
}

int KeysSheet::wantedHeight(int) const {
    return m_edit->sizeHint().height() + 4 * unit + m_inside->sizeHint().height();
}

KeysSheet::Group& KeysSheet::group(const QString& title) {
    for (Group& group : m_groups)
        if (group.title == title)
            return group;
    auto* widget = new QWidget(m_inside);
    auto* layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 2 * unit);
    layout->setSpacing(0);
    auto* heading = new Words(title, Tone::Heading, TextSize::Small, widget);
    heading->setFixedHeight(rowHeight);
    layout->addWidget(heading);
    m_groups.push_back({widget, title, {}});
    return m_groups.back();
}

void KeysSheet::addRow(const QString& groupTitle, const QString& keys, const QString& title) {
    Group& to = group(groupTitle);
    auto* row = new QWidget(to.widget);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 2, 0, 2);
    layout->setSpacing(2 * unit);
    auto* left = new Words(keys, Tone::Quiet, TextSize::Normal, row);
    left->setFixedWidth(keysWidth);
    left->setWordWrap(true);
    left->setAlignment(Qt::AlignTop);
    auto* right = new Words(title, Tone::Text, TextSize::Normal, row);
    right->setWordWrap(true);
    layout->addWidget(left, 0, Qt::AlignTop);
    layout->addWidget(right, 1, Qt::AlignTop);
    to.widget->layout()->addWidget(row);
    to.rows.push_back({row, title, QStringList({title, keys, groupTitle}).join(QLatin1Char(' '))});
}

// In two columns, the second begun where the first has half of the rows.
void KeysSheet::spread() {
    auto* columns = new QHBoxLayout(m_inside);
    columns->setContentsMargins(unit, unit, unit, 0);
    columns->setSpacing(4 * unit);
    size_t all = 0, placed = 0;
    for (const Group& group : m_groups)
        all += group.rows.size() + 2;
    QVBoxLayout* column = nullptr;
    for (const Group& group : m_groups) {
        if (!column || (columns->count() < 2 && placed + (group.rows.size() + 2) / 2 > all / 2)) {
            column = new QVBoxLayout;
            column->setSpacing(0);
            columns->addLayout(column, 1);
        }
        column->addWidget(group.widget);
        placed += group.rows.size() + 2;
    }
    for (int i = 0; i < columns->count(); ++i)
        static_cast<QVBoxLayout*>(columns->itemAt(i)->layout())->addStretch(1);
    if (column)
        column->insertWidget(0, m_nothing);
    m_nothing->hide();
}

void KeysSheet::search(const QString& typed) {
    if (m_edit->text() != typed)
        m_edit->setText(typed);
    bool any = false;
    for (const Group& group : m_groups) {
        bool here = false;
        for (const Row& row : group.rows) {
            const bool found = bool(fuzzyMatch(typed, row.words));
            row.widget->setVisible(found);
            here |= found;
        }
        group.widget->setVisible(here);
        any |= here;
    }
    m_nothing->setVisible(!any);
}

QStringList KeysSheet::shownTitles() const {
    QStringList titles;
    for (const Group& group : m_groups)
        for (const Row& row : group.rows)
            if (!row.widget->isHidden())
                titles << row.title;
    return titles;
}

}  // namespace vitrine::ui
