#include "ui/panels/rank_panel.h"

#include "core/scene/intervention_words.h"
#include "ui/change_words.h"
#include "ui/controls.h"
#include "ui/numbers.h"
#include "ui/panels/step_line.h"
#include "ui/panels/summary_fold.h"
#include "ui/target.h"

#include <QtGui/QPainter>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace vitrine::ui {
namespace {

constexpr size_t few = 8;  // rows at first, and more at a time

QString lossText(double value, int decimals = 2) { return numberText(value, 'f', decimals); }

/// A name that is gone to by a click: a list of them all in the colour of links would shout.
QPushButton* plainLink(QWidget* parent) {
    QPushButton* button = linkButton({}, parent);
    button->setProperty("plain", true);
    return button;
}

}  // namespace

EffectBar::EffectBar(QWidget* parent) : QWidget(parent) {
    setMinimumWidth(units(4));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

void EffectBar::setShare(double share) {
    m_share = share;
    update();
}

void EffectBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const double middle = width() / 4.0, high = unit * 0.75;
    const double reach = m_share >= 0 ? width() - middle : middle;
    const QRectF bar(m_share >= 0 ? middle : middle + m_share * reach, (height() - high) / 2,
                     std::max(1.0, std::abs(m_share) * reach), high);
    painter.setBrush(m_share >= 0 ? theme().accent : theme().warning);
    painter.drawRoundedRect(bar, 2, 2);
    painter.fillRect(QRectF(middle - 0.5, 0, 1, height()), theme().line);
}

RankPanel::RankPanel(Session& session, QWidget* parent)
    : FoldPanel(tr("Heads that matter"), parent),
      m_session(session),
      m_by(new Segments({tr("zeros instead"), tr("mean instead")})),
      m_about(new Words({}, Tone::Quiet, TextSize::Small)),
      m_step(new StepLine),
      m_list(new QGridLayout),
      m_more(linkButton(tr("more heads"), this)),
      m_inquiry(
          session, m_pool,
          [](const Question& q, const Progress& progress) {
              return byEffect(rankHeads(*q.capture, q.target, q.by, progress));
          },
          [this] { take(); },
          [this](int done, int total) { m_step->tell(tr("layer %1 of %2").arg(std::min(done + 1, total)).arg(total)); }) {
    m_by->setAccessibleName(tr("What a head that is off gives"));
    m_about->setWordWrap(true);
    fold()->setWrapping();
    m_list->setHorizontalSpacing(unit);
    m_list->setVerticalSpacing(2);
    m_list->setColumnStretch(1, 1);
    column()->addWidget(m_by);
    column()->addWidget(m_about);
    column()->addWidget(m_step);
    column()->addLayout(m_list);
    column()->addWidget(m_more);
    m_more->hide();
    fold()->setSummary(tr("each head off, one at a time: what the target loses"));
    connect(m_by, &Segments::chosen, this, &RankPanel::ask);
    connect(m_step, &StepLine::stopped, this, [this] { setOpen(false); });
    connect(m_more, &QPushButton::clicked, this, [this] {
        m_shown += few;
        showEffects();
    });
    for (const auto signal :
         {&Session::resultChanged, &Session::targetChanged, &Session::planChanged, &Session::pictureChanged})
        connect(&session, signal, this, &RankPanel::ask);
    connect(&session, &Session::interventionChanged, this, &RankPanel::showOff);
    ask();
}

const std::vector<HeadEffect>& RankPanel::effects() const {
    static const std::vector<HeadEffect> none;
    const auto answer = m_inquiry.answer();
    return answer && m_inquiry.answered() == m_asked ? *answer : none;  // of another question they say nothing
}

QPushButton* RankPanel::goButton(int row) const { return m_rows.at(size_t(row)).go; }
QString RankPanel::valueText(int row) const { return m_rows.at(size_t(row)).value->text(); }
QString RankPanel::about() const { return m_about->text(); }
QPushButton* RankPanel::offButton(int row) const { return m_rows.at(size_t(row)).off; }

/// The run whose heads are ranked. One that is switched off here stays in its place in the list, so the picture as it is
/// asks with every head on; patches that are painted out, or another picture's tokens, are the question itself.
std::shared_ptr<const Result> RankPanel::base() const {
    const auto shown = m_session.result(), original = m_session.original();
    if (!shown || !original || (shown->change.masked.empty() && !shown->change.graft))
        return original;
    const Intervention& now = shown->change;
    const auto differs = [&](const Intervention& then) {
        return then.masked != now.masked || then.fill != now.fill || then.graft != now.graft ||
               !std::all_of(then.off.begin(), then.off.end(), [&](const Off& off) {
                   return std::find(now.off.begin(), now.off.end(), off) != now.off.end();
               });
    };
    return m_base && m_baseOf == original && !differs(m_base->change) ? m_base : shown;
}

void RankPanel::ask() {
    m_base = isOpen() ? base() : nullptr;  // nothing is kept of a run that nobody asks about
    m_baseOf = isOpen() ? m_session.original() : nullptr;
    setVisible(m_session.plan() && m_session.plan()->config.hasHead() && !m_session.film().empty());
    fold()->setEnabled(!nothingToAsk(m_session));
    std::optional<Question> question;
    if (isOpen() && m_base && m_base->capture && m_base->capture->hasHead() && !m_base->zeroLogits) {
        question = Question{m_base->capture, m_session.view().map.target,
                            m_by->current() == 0 ? Silence::Zero : Silence::Mean};
        if (!question->target.of)
            question->target.of = m_base->top.front().index;
    }
    if (question == m_asked)
        return showAbout();  // why there is none, too
    m_asked = question;
    m_shown = few;
    m_inquiry.ask(question, /*interrupt=*/true);
    m_step->tell(m_inquiry.busy() ? tr("starting") : QString());
    showEffects();
}

void RankPanel::take() {
    m_step->tell({});
    if (m_inquiry.error().any() && !m_inquiry.error().as<FileChanged>())  // which the inquiry tells
        Q_EMIT m_session.notice(m_inquiry.error().subject, m_inquiry.error().reason);
    showEffects();
}

void RankPanel::addRow() {
    const int at = int(m_rows.size());
    Row row{plainLink(body()), new EffectBar(body()), new Words({}, Tone::Text, TextSize::Normal, body()),
            linkButton(tr("off"), body())};
    row.off->setCheckable(true);
    row.off->setToolTip(tr("Switch this head off in the run, or on again"));
    row.go->setToolTip(tr("Look at this head"));
    row.value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_list->addWidget(row.go, at, 0);
    m_list->addWidget(row.bar, at, 1);
    m_list->addWidget(row.value, at, 2);
    m_list->addWidget(row.off, at, 3);
    connect(row.go, &QPushButton::clicked, this, [this, at] { go(at); });
    connect(row.off, &QPushButton::clicked, this, [this, at](bool on) {
        const HeadEffect& effect = effects().at(size_t(at));
        m_session.switchPart({effect.layer, Part::Head, effect.head, m_asked ? m_asked->by : Silence::Zero}, on);
    });
    m_rows.push_back(row);
}

void RankPanel::go(int row) {
    const HeadEffect& effect = effects().at(size_t(row));
    const Method* method = findMethod(m_session.view().map.method);
    if (!method || !method->usesHead || !method->usesLayer)
        m_session.setMethod(QStringLiteral("attention"));
    m_session.setLayer(effect.layer);
    m_session.setHead({effect.head, Fusion::Mean});
}

void RankPanel::showEffects() {
    const size_t count = std::min(m_shown, effects().size());
    while (m_rows.size() < count)
        addRow();
    float most = 0;
    for (const HeadEffect& effect : effects())
        most = std::max(most, std::abs(effect.logit_drop));
    for (size_t i = 0; i < m_rows.size(); ++i) {
        const Row& row = m_rows[i];
        for (QWidget* part : {static_cast<QWidget*>(row.go), static_cast<QWidget*>(row.bar),
                              static_cast<QWidget*>(row.value), static_cast<QWidget*>(row.off)})
            part->setVisible(i < count);
        if (i >= count)
            continue;
        const HeadEffect& effect = effects()[i];
        const QString name = tr("layer %1 · head %2").arg(effect.layer).arg(effect.head);
        row.go->setText(name);
        row.off->setAccessibleName(tr("%1 off").arg(name));
        row.bar->setShare(most > 0 ? double(effect.logit_drop / most) : 0);
        row.value->setText(lossText(double(effect.logit_drop)));
        row.value->setToolTip(
            tr("lost without this head: %1 of the logit, %2 percentage points; below 0: gained")
                .arg(lossText(double(effect.logit_drop)), lossText(100 * double(effect.probability_drop))));
    }
    m_more->setVisible(count < effects().size());
    showAbout();
    showOff();
}

void RankPanel::showAbout() {
    m_about->setText(aboutWords());
    m_about->setVisible(!m_about->text().isEmpty());
}

QString RankPanel::aboutWords() const {
    if (m_base && m_base->zeroLogits)
        return tr("All logits are exactly 0: a random torchvision ViT starts with a head of zeros, so that no class has "
                  "anything to lose. Open trained weights to rank their heads.");
    if (effects().empty())
        return {};
    const Target& target = m_asked->target;
    const QString change = changeWords(m_base->change);
    QString label = labelOf(m_session, *target.of);
    if (target.against)  // the logit of a difference is how far the one is above the other
        label = tr("%1 less that of %2").arg(label, labelOf(m_session, *target.against));
    if (!change.isEmpty())
        return tr("How much the logit of %1 loses when one more head is off, in the run with %2. Below 0 it gains.")
            .arg(label, change);
    return tr("How much the logit of %1 loses when one head is off and all others are on. Below 0 it gains.").arg(label);
}

void RankPanel::showOff() {
    for (size_t i = 0; i < std::min(m_rows.size(), effects().size()); ++i) {
        const bool off = isOff(m_session.intervention(), {effects()[i].layer, Part::Head, effects()[i].head});
        m_rows[i].off->setChecked(off);
        m_rows[i].off->setText(off ? QStringLiteral("✓ ") + tr("off") : tr("off"));
    }
}

}  // namespace vitrine::ui
