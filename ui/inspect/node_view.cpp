#include "ui/inspect/node_view.h"

#include "ui/controls.h"
#include "ui/inspect/token_views.h"
#include "ui/session.h"

#include <QtCore/QPointer>
#include <QtWidgets/QVBoxLayout>

namespace vitrine::ui {

namespace {

/// What comes first is the same for every picture.
bool isOfTheWeights(const Inspection& inspection) {
    if (inspection.findings.empty())
        return false;
    const Finding& first = inspection.findings.front();
    return std::holds_alternative<Filters>(first) || std::holds_alternative<Similarity>(first) ||
           std::holds_alternative<NormScale>(first);
}

}  // namespace

NodeView::NodeView(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_title(heading(tr("On this picture"), this)),
      m_layout(new QVBoxLayout(this)),
      m_inquiry(
          session, m_pool,
          [inspector = std::make_shared<Inspector>()](const Question& asked, const Progress&) {
              return inspector->inspect(*asked.model, *asked.result, asked.request);
          },
          [this] { show(); }) {
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(unit);
    m_layout->addWidget(m_title);
    m_title->hide();
    for (const auto signal :
         {&Session::selectionChanged, &Session::resultChanged, &Session::viewChanged, &Session::styleChanged})
        connect(&session, signal, this, &NodeView::ask);
}

std::optional<NodeView::Question> NodeView::question() const {
    Question asked{m_session.model(), m_session.result(), {}};
    if (!asked.model || !asked.result || !asked.result->capture)
        return std::nullopt;
    asked.request = {m_session.selectedNode().toStdString(), m_session.shownRequest().query,
                     m_session.view().map.target.of.value_or(-1)};
    return asked;
}

void NodeView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    ask();
}

void NodeView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        update();
    QWidget::changeEvent(event);
}

void NodeView::ask() {
    const std::optional<Question> asked = question();
    if (asked && !isVisible())
        return;
    m_inquiry.ask(asked);
    if (m_inquiry.answer() && m_shownIn != m_session.style().colormap)
        show();  // the same in other colours
}

void NodeView::show() {
    if (!m_inquiry.answer() || m_inquiry.answered()->result != m_session.result())
        return showNothing();
    show(*m_inquiry.answer());
}

void NodeView::showNothing() {
    m_title->hide();
    for (FindingView* view : m_views)
        view->hide();
}

// The same kinds of findings fill the same widgets again: the mouse moves over them.
void NodeView::show(const Inspection& inspection) {
    std::vector<size_t> kinds;
    for (const Finding& finding : inspection.findings)
        if (kinds.empty() || kinds.back() != finding.index())  // components and filters share one place
            kinds.push_back(finding.index());
    if (kinds != m_kinds) {
        for (FindingView* view : m_views) {
            view->hide();  // at once: it may be a while until it is deleted
            m_layout->removeWidget(view);
            view->deleteLater();
        }
        m_views.clear();
        for (const Finding& finding : inspection.findings)
            if (m_views.size() < kinds.size() && finding.index() == kinds[m_views.size()]) {
                m_views.push_back(FindingView::make(finding, m_session, this));
                m_layout->addWidget(m_views.back());
            }
        m_kinds = kinds;
    }
    size_t at = 0;
    for (const Finding& finding : inspection.findings) {
        while (at < m_kinds.size() && m_kinds[at] != finding.index())
            ++at;
        m_views[at]->show(finding, inspection.request);
        m_views[at]->QWidget::show();
    }
    m_title->setText(isOfTheWeights(inspection) ? tr("In the weights") : tr("On this picture"));
    m_title->setVisible(!m_views.empty());
    m_shownIn = m_session.style().colormap;
}

}  // namespace vitrine::ui
