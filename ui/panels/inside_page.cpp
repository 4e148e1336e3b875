#include "ui/panels/inside_page.h"

#include "ui/change_words.h"
#include "ui/controls.h"
#include "ui/handover.h"
#include "ui/head_place.h"
#include "ui/panels/elided_label.h"
#include "ui/panels/inside_heads.h"
#include "ui/panels/inside_maps.h"
#include "ui/target.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>

namespace vitrine::ui {

InsideAnswer InsidePage::find(const Question& question, const Progress& progress) {
    InsideAnswer answer;
    if (!question.joint) {
        answer.inside = lookInside(*question.capture, question.request, progress);
        return answer;
    }
    const JointPictures& joint = *question.joint;
    const auto found = tokensOf(joint, *question.capture, *question.cache, progress);
    std::vector<std::shared_ptr<const Tokens>> tokens;
    answer.left = joint.left;
    for (size_t i = 0; i < found.size(); ++i) {
        if (!found[i])
            continue;
        if (i == joint.shown)
            answer.inside.picture = tokens.size();
        tokens.push_back(found[i]);
        answer.pictures << joint.pictures[i].name;
        answer.ids.push_back(joint.pictures[i].id);
    }
    answer.inside.request = question.request;
    answer.inside.dropped = droppedPatches(*question.capture);
    answer.inside.colours = colouredLayers(tokens, progress);
    return answer;
}

InsidePage::InsidePage(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_views(new Segments({tr("Colours"), tr("Similarity"), tr("Norms"), tr("Lens"), tr("Heads")})),
      m_together(new Segments({tr("this picture"), tr("all together")})),
      m_changes(new ElidedLabel(textFont(TextSize::Small), true, Qt::AlignLeft)),
      m_pages(new QStackedWidget),
      m_maps(new InsideMaps(session)),
      m_heads(new InsideHeads(session)),
      m_inquiry(
          session, m_pool, &InsidePage::find, [this] { take(); },
          [this](int done, int total) { tellProgress(done, total); }) {
    m_views->setAccessibleName(tr("What is shown of the tokens"));
    m_together->setAccessibleName(tr("Whose components"));
    m_together->setToolTip(
        tr("The components of this picture's tokens, or of all pictures in the film strip (16 at most)"));
    auto* line = new QHBoxLayout;
    line->setSpacing(2 * unit);
    line->addWidget(m_views, 5);
    line->addStretch(1);
    line->addWidget(m_together, 2);
    for (Segments* segments : {m_views, m_together})
        segments->setMaximumWidth(segments->sizeHint().width());
    m_pages->addWidget(m_maps);
    m_pages->addWidget(m_heads);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * unit);
    layout->addLayout(line);
    layout->addWidget(m_changes);
    layout->addWidget(m_pages, 1);
    setFocusProxy(m_maps);
    connect(m_views, &Segments::chosen, this, [this](int view) {
        InsideChoice inside = m_session.view().inside;
        inside.view = InsideView(view);
        m_session.setInside(inside);
    });
    connect(m_together, &Segments::chosen, this, [this](int which) {
        InsideChoice inside = m_session.view().inside;
        inside.joint = which == 1;
        m_session.setInside(inside);
    });
    connect(m_heads, &InsideHeads::chosen, this, [this](int layer, int head) { showHead(m_session, layer, head); });
    for (const auto signal : {&Session::resultChanged, &Session::viewChanged, &Session::filmChanged,
                              &Session::currentChanged, &Session::planChanged, &Session::interventionChanged})
        connect(&session, signal, this, &InsidePage::ask);
    updateControls();
}

InsidePage::~InsidePage() {
    m_session.endOtherWork(this);
    if (Handover* handover = Handover::of(m_session); handover && m_cache)
        handover->give(m_cache);
}

void InsidePage::setActive(bool active) {
    if (active == m_active)
        return;
    m_active = active;
    m_cache = nullptr;
    if (Handover* handover = active ? Handover::of(m_session) : nullptr)
        m_cache = handover->take<std::shared_ptr<JointCache>>().value_or(nullptr);
    if (active && !m_cache)
        m_cache = std::make_shared<JointCache>();
    m_stopped.reset();
    ask();
}

// --- what is asked ---------------------------------------------------------------------------------------------------

QString InsidePage::whyNot() const {
    const auto result = m_session.result();
    if (!result || !result->capture || m_session.view().inside.view != InsideView::Lens)
        return {};
    if (!result->capture->hasHead())
        return tr("This model has no head: no patch can be read as a class. The other views need none.");
    if (result->zeroLogits)
        return tr("The head of this model is all zeros (random weights): it says the same of every patch.");
    return {};
}

std::optional<InsidePage::Question> InsidePage::question() const {
    const auto result = m_session.result();
    if (!m_active || !result || !result->capture || !whyNot().isEmpty())
        return {};
    const InsideChoice& inside = m_session.view().inside;
    Question asked{result->capture, {inside.view, {}, -1}, {}, m_cache};
    if (inside.view == InsideView::Similarity)
        asked.request.query = m_session.shownRequest().query;
    if (inside.view == InsideView::Lens)
        asked.request.target = shownTarget(m_session).value_or(0);
    if (inside.view == InsideView::Pca && inside.joint && m_session.film().size() > 1)
        asked.joint = jointPicturesOf(m_session);
    return asked;
}

void InsidePage::ask() {
    updateControls();
    auto asked = question();
    if (m_stopped && asked == m_stopped)
        return;
    m_stopped.reset();
    const bool other = m_inquiry.answered() && asked && m_inquiry.answered()->request.view != asked->request.view;
    if (!asked || other)
        m_session.endOtherWork(this);
    const bool nothing = !asked;
    m_inquiry.ask(std::move(asked), true);
    if (nothing)
        take();
}

void InsidePage::take() {
    if (!m_inquiry.busy())
        m_session.endOtherWork(this);
    if (!m_active)
        return;
    const QString why =
        m_inquiry.error().any() ? m_inquiry.error().subject + QStringLiteral(": ") + m_inquiry.error().reason : whyNot();
    if (m_session.view().inside.view == InsideView::Heads)
        m_heads->show(answer(), names());
    else
        m_maps->show(answer(), names(), why);
}

std::shared_ptr<const InsideAnswer> InsidePage::answer() const {
    const auto found = m_inquiry.answer();
    return found && found->inside.request.view == m_session.view().inside.view ? found : nullptr;
}

std::shared_ptr<const InsideAnswer> InsidePage::joint() const {
    return answer() && !answer()->ids.empty() ? answer() : nullptr;
}

InsideNames InsidePage::names() const {
    const Query query = m_inquiry.answered() ? m_inquiry.answered()->request.query : Query{};
    return {wordsOf(m_session, query), hasClassToken(m_session), [plan = m_session.plan()](int index) {
                return plan ? QString::fromStdString(plan->label(index)) : QString();
            }};
}

// --- what is under way -----------------------------------------------------------------------------------------------

void InsidePage::tellProgress(int done, int total) {
    const bool joint = m_session.view().inside.joint && m_session.view().inside.view == InsideView::Pca;
    m_session.setOtherWork(this, {joint ? tr("Looking at all pictures") : tr("Looking inside"), done, total},
                           [this] { stop(); });
}

/// All pictures were too long a wait: this one alone. Else nothing is shown until something else is asked.
void InsidePage::stop() {
    InsideChoice inside = m_session.view().inside;
    const bool joint = inside.joint && inside.view == InsideView::Pca;
    if (!joint)
        m_stopped = question();
    m_inquiry.ask(std::nullopt);
    m_session.endOtherWork(this);
    inside.joint = false;
    if (joint)
        m_session.setInside(inside);
}

// --- controls --------------------------------------------------------------------------------------------------------

void InsidePage::updateControls() {
    const InsideChoice& inside = m_session.view().inside;
    m_views->setCurrent(int(inside.view));
    const bool several = m_session.film().size() > 1;
    m_together->setVisible(inside.view == InsideView::Pca && several);
    m_together->setCurrent(inside.joint && several ? 1 : 0);
    const Intervention& change = m_session.intervention();
    m_changes->setWarning(change.any() && inside.joint && several
                              ? tr("this picture alone with %1").arg(changeWords(change))
                              : withChangeWords(change));
    m_changes->setVisible(change.any());
    m_pages->setCurrentWidget(inside.view == InsideView::Heads ? static_cast<QWidget*>(m_heads) : m_maps);
}

}  // namespace vitrine::ui
