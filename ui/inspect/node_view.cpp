#include "ui/inspect/node_view.h"

#include "ui/controls.h"
#include "ui/inspect/token_views.h"
#include "ui/session.h"

#include <QtCore/QPointer>
#include <QtWidgets/QVBoxLayout>

namespace vitrine::ui {

NodeView::NodeView(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_title(heading(tr("On this picture"), this)),
      m_layout(new QVBoxLayout(this)) {
    keepOneThread(m_pool);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(unit);
    m_layout->addWidget(m_title);
    m_title->hide();
    for (const auto signal :
         {&Session::selectionChanged, &Session::resultChanged, &Session::viewChanged, &Session::styleChanged})
        connect(&session, signal, this, &NodeView::ask);
    session.alsoWaitFor([view = QPointer<NodeView>(this)] { return view && view->busy(); });
}

InspectRequest NodeView::request() const {
    return {m_session.selectedNode().toStdString(), m_session.shownRequest().query,
            m_session.view().target.value_or(-1)};
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

// One look at a time; while one is made only the newest of those that come is remembered.
void NodeView::ask() {
    const std::shared_ptr<const Result> result = m_session.result();
    const std::shared_ptr<const Model> model = m_session.model();
    if (!result || !model || !result->capture)
        return showNothing();
    if (m_lane.busy() || !isVisible())
        return;
    const InspectRequest wanted = request();
    const bool same = m_shownOf.lock() == result && m_shown.request == wanted;
    if (same && m_shownIn == m_session.style().colormap)
        return;
    if (same)
        return show(Inspection(m_shown));  // the same in other colours
    m_lane.start([inspector = m_inspector, model, result,
                  wanted](const Progress&) { return inspector->inspect(*model, *result, wanted); },
                 [this, result, wanted](const Outcome<Inspection>& outcome) {
                     m_shownOf = result;
                     m_shown.request = wanted;  // asked once, even when it failed
                     if (outcome.ok() && m_session.result() == result)
                         show(*outcome.value);
                     else if (!outcome.ok())
                         showNothing();
                     ask();
                 });
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
    m_title->setVisible(!m_views.empty());
    m_shown = inspection;
    m_shownIn = m_session.style().colormap;
}

}  // namespace vitrine::ui
