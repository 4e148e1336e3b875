#include "ui/panels/target_row.h"

#include "ui/controls.h"
#include "ui/panels/class_picker.h"
#include "ui/target.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QMenu>

#include <algorithm>

namespace vitrine::ui {

namespace {

constexpr int longest = 13;  // letters of a class's name on a button: two have room beside each other

QString shortened(const QString& label) {
    return label.size() > longest ? label.left(longest - 1).trimmed() + QChar(0x2026) : label;
}

}  // namespace

TargetRow::TargetRow(Session& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_of(new BarButton(this)), m_against(new BarButton(this)) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(unit);
    layout->addWidget(m_of, 0, Qt::AlignLeft);
    layout->addWidget(m_against, 0, Qt::AlignLeft);
    layout->addStretch(1);
    m_against->setToolTip(tr("What speaks for the first class and against a second one: the difference of their scores is "
                             "explained."));
    connect(m_of, &QAbstractButton::clicked, this, [this] { pick(false); });
    connect(m_against, &QAbstractButton::clicked, this, [this] {
        if (!m_session.view().map.target.against)
            return pick(true);
        QMenu menu(this);
        fillAgainst(menu);
        menu.exec(m_against->mapToGlobal(QPoint(0, m_against->height() + 4)));
    });
    for (const auto signal : {&Session::viewChanged, &Session::resultChanged, &Session::planChanged})
        connect(&session, signal, this, &TargetRow::refresh);
    refresh();
}

void TargetRow::fillAgainst(QMenu& menu) {
    const Target target = m_session.view().map.target;
    menu.addAction(tr("The first class alone"), this, [this, target] { m_session.setTarget(Target{target.of, {}}); });
    menu.addAction(tr("The other way round"), this, [this, target] {
        m_session.setTarget(Target{target.against, shownTarget(m_session)});
    });
    menu.addAction(tr("Another class…"), this, [this] { pick(true); });
}

void TargetRow::pick(bool against) {
    if (!m_session.plan() || !m_session.plan()->config.hasHead())
        return;
    auto* picker = new ClassPicker(m_session, this, against ? shownTarget(m_session) : std::nullopt);
    connect(picker, &ClassPicker::chosen, this, [this, against](int index) {
        if (!against)
            return m_session.setTarget(index);
        const std::optional<int> of = shownTarget(m_session);
        if (of && *of != index)
            m_session.setTarget(Target{of, index});
    });
    picker->popUpBelow(against ? *m_against : *m_of);
}

// Of large text the second one stands below the first.
void TargetRow::arrange() {
    const int least = m_of->minimumSizeHint().width() + unit + m_against->minimumSizeHint().width();
    static_cast<QBoxLayout*>(layout())->setDirection(least <= width() ? QBoxLayout::LeftToRight
                                                                      : QBoxLayout::TopToBottom);
}

QSize TargetRow::minimumSizeHint() const {
    return {std::max(m_of->minimumSizeHint().width(), m_against->minimumSizeHint().width()),
            layout()->minimumSize().height()};
}

void TargetRow::resizeEvent(QResizeEvent* event) {
    arrange();
    QWidget::resizeEvent(event);
}

void TargetRow::refresh() {
    const std::optional<int> of = shownTarget(m_session);
    const std::optional<int> against = m_session.view().map.target.against;
    m_of->setEnabled(of.has_value());
    m_against->setEnabled(of.has_value());
    m_of->setWords(of ? shortened(labelOf(m_session, *of)) : tr("top class"), {});
    m_of->setAccessibleName(of ? tr("Class explained: %1").arg(labelOf(m_session, *of)) : tr("Class explained"));
    m_of->setToolTip((of ? labelOf(m_session, *of) + QStringLiteral(": ") : QString()) +
                     tr("The class whose map is drawn; at first the most probable one (C)"));
    m_against->setAccessibleName(against ? tr("Against %1").arg(labelOf(m_session, *against))
                                         : tr("Against another class"));
    m_against->setWords({}, against ? tr("against %1").arg(shortened(labelOf(m_session, *against))) : tr("against…"));
    arrange();
}

}  // namespace vitrine::ui
