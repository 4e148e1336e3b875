#include "ui/panels/stage.h"

#include "ui/board/board_page.h"
#include "ui/controls.h"
#include "ui/fetch/offer.h"
#include "ui/panels/busy_pill.h"
#include "ui/panels/colour_bar.h"
#include "ui/panels/drop_highlight.h"
#include "ui/panels/elided_label.h"
#include "ui/panels/grid_page.h"
#include "ui/panels/image_view.h"
#include "ui/panels/inside_page.h"
#include "ui/panels/map_strip.h"
#include "ui/panels/matrix_page.h"
#include "ui/panels/page_bar.h"
#include "ui/panels/picture_control.h"
#include "ui/panels/stage_message.h"
#include "ui/panels/timeline.h"
#include "ui/session.h"
#include "ui/theme.h"

#include <QtGui/QPainter>
#include <QtGui/QShortcut>
#include <QtWidgets/QApplication>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>
#include <utility>

namespace vitrine::ui {

namespace {

constexpr int patience = 200;  // ms

}  // namespace

Stage::Stage(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_bar(new PageBar(session, this)),
      m_content(new QStackedWidget(this)),
      m_pages(new QStackedWidget),
      m_view(new ImageView),
      m_message(new StageMessage),
      m_grid(new GridPage(session)),
      m_matrix(new MatrixPage(session)),
      m_inside(new InsidePage(session)),
      m_board(new BoardPage(session)),
      m_below(new QWidget(this)),
      m_legend(new QWidget),
      m_colours(new ColourBar),
      m_picture(new PictureControl(session, *m_view, m_colours, this)),
      m_caption(new ElidedLabel(textFont(TextSize::Small), true, Qt::AlignRight)),
      m_changes(new ElidedLabel(textFont(TextSize::Small), true, Qt::AlignRight)),
      m_timeline(new Timeline(session)),
      m_pill(new BusyPill(this)),
      m_drop(new DropHighlight(this)),
      m_escape(new QShortcut(Qt::Key_Escape, this)) {
    buildLayout();
    follow();
    updateContent();
    updateView();
    updateMaps();
    updateActivity();
}

MapStrip* Stage::layers() const { return m_timeline->layers(); }
QWidget* Stage::content() const { return m_content; }
MapStrip* Stage::heads() const { return m_timeline->heads(); }

void Stage::buildLayout() {
    m_pages->addWidget(m_view);
    m_pages->addWidget(m_message);
    for (QWidget* page : {static_cast<QWidget*>(m_pages), static_cast<QWidget*>(m_grid), static_cast<QWidget*>(m_matrix),
                          static_cast<QWidget*>(m_inside), static_cast<QWidget*>(m_board)})
        m_content->addWidget(page);
    auto* row = new QBoxLayout(QBoxLayout::LeftToRight, m_legend);
    m_captionRow = row;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(3 * unit);
    m_caption->setBreaking();
    m_changes->setBreaking();
    row->addWidget(m_colours);
    row->addWidget(m_caption, 1);
    auto* below = new QVBoxLayout(m_below);
    below->setContentsMargins(0, 0, 0, 0);
    below->setSpacing(unit);
    below->addWidget(m_legend);
    below->addWidget(m_changes);
    below->addWidget(m_timeline);
    auto* layout = new QVBoxLayout(this);
    m_column = layout;
    layout->setContentsMargins(2 * unit, 2 * unit, 2 * unit, 2 * unit);
    layout->setSpacing(unit);
    layout->addWidget(m_bar);
    layout->addWidget(m_content, 1);
    layout->addWidget(m_below);
    setFocusProxy(m_view);
    m_pill->hide();
    m_content->setMinimumSize(1, 1);  // a page that is not shown asks for no room
    m_bar->setMinimumWidth(1);
    m_content->installEventFilter(this);
}

void Stage::follow() {
    connect(&m_session, &Session::pageChanged, this, &Stage::updatePage);
    for (const auto signal :
         {&Session::modelChanged, &Session::filmChanged, &Session::currentChanged, &Session::pictureChanged})
        connect(&m_session, signal, this, &Stage::updateContent);
    for (const auto signal : {&Session::resultChanged, &Session::mapsChanged, &Session::styleChanged})
        connect(&m_session, signal, this, &Stage::updateMaps);
    for (const auto signal : {&Session::planChanged, &Session::viewChanged})
        connect(&m_session, signal, this, &Stage::updateView);
    connect(&m_session, &Session::activityChanged, this, &Stage::updateActivity);

    connect(m_board, &BoardPage::groundChanged, this, [this] { update(); });
    connect(m_view, &ImageView::croppingChanged, this, &Stage::updateView);
    connect(m_view, &ImageView::brushingChanged, this, [this] {
        placeBrush();
        updateView();
    });
    connect(m_message, &StageMessage::openRequested, this, &Stage::openRequested);
    connect(m_message, &StageMessage::openDialogRequested, this, &Stage::openDialogRequested);
    connect(m_message, &StageMessage::againRequested, this,
            [this] { m_session.openModel(ModelRequest(m_session.request())); });
    connect(m_pill, &BusyPill::cancelled, &m_session, &Session::cancel);
    connect(m_escape, &QShortcut::activated, this, &Stage::escape);
    m_welcome.setSingleShot(true);
    connect(&m_welcome, &QTimer::timeout, this, [this] {
        m_hadPictures = true;
        updateContent();
    });
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &Stage::showPill);
}

// --- the picture, or what stands in its place ------------------------------------------------------------------------

void Stage::updateContent() {
    const bool modelFailed = m_session.modelError().any();
    const bool pictureFailed = m_session.pictureError().any() && !m_session.hasStale();
    const bool nothing = mayWelcome() && m_session.film().empty();
    if (modelFailed)
        m_message->showModelError(m_session.modelError(), missingWeights(m_session.request()), m_coming);
    else if (nothing)
        m_message->showWelcome();
    else if (pictureFailed)
        m_message->showFailure(m_session.pictureError(), tr("Choose another picture below, or drop one here."));
    const bool message = modelFailed || nothing || pictureFailed;
    m_pages->setCurrentIndex(message ? 1 : 0);
    m_bar->setVisible(!m_alone && !m_session.film().empty());
    updatePage();
    dimOld();
}

// Whatever went wrong is told where the picture would be.
void Stage::updatePage() {
    m_picture->updatePicture();  // the input has a page of its own
    const bool something = m_pages->currentIndex() == 0 && !m_session.film().empty();
    const Page page = something ? m_session.view().page : Page::Picture;
    QWidget* shown = page == Page::Grid     ? static_cast<QWidget*>(m_grid)
                     : page == Page::Matrix ? static_cast<QWidget*>(m_matrix)
                     : page == Page::Inside ? static_cast<QWidget*>(m_inside)
                     : page == Page::Board  ? static_cast<QWidget*>(m_board)
                                            : m_pages;
    const bool hadFocus = m_content->isAncestorOf(QApplication::focusWidget());
    m_content->setCurrentWidget(shown);
    m_grid->setActive(shown == m_grid);
    m_matrix->setActive(shown == m_matrix);
    m_inside->setActive(shown == m_inside);
    m_board->setActive(shown == m_board);
    m_below->setVisible(something && shown != m_grid && shown != m_inside && shown != m_board);
    setFocusProxy(shown == m_pages ? m_view : shown);
    if (hadFocus)
        setFocus();
    const bool another = std::exchange(m_shown, page) != page;
    placeBrush();
    fitBelow();
    update();  // what it paints behind the pages belongs to one of them
    if (another)
        Q_EMIT pageShown();
}

// Files named at the start take a moment to be opened: until then the stage is empty, without a word that goes again.
bool Stage::mayWelcome() {
    if (!m_session.film().empty()) {
        m_hadPictures = true;
        m_welcome.stop();
    } else if (!m_hadPictures && !m_welcome.isActive())
        m_welcome.start(patience);
    return m_hadPictures;
}

// --- what the colours mean ------------------------------------------------------------------------------------------

void Stage::updateMaps() {
    m_picture->updateMaps();
    updateView();
}

void Stage::updateView() {
    if (const auto plan = m_session.plan(); plan && !m_session.maps())
        m_view->setGrid(plan->config.rows(), plan->config.cols());
    m_picture->updateView();
    m_timeline->layers()->setTogether(m_picture->togetherByLayer());
    m_timeline->heads()->setTogether(m_picture->togetherByHead());
    m_caption->setText(m_picture->caption());
    fitBelow();
    updateEscape();
}

// Its parts say that they are done while they go, and half of them are gone by then.
Stage::~Stage() { m_session.disconnect(this); }

// --- what is under way -----------------------------------------------------------------------------------------------

void Stage::updateActivity() {
    const Activity activity = m_session.activity();
    if (!activity.what.isEmpty() && m_pill->isHidden()) {
        if (m_sincePill.isValid() && m_sincePill.elapsed() < patience / 2)
            showPill();
        else if (!m_patience.isActive())
            m_patience.start(patience);
    } else if (!activity.what.isEmpty()) {
        fillPill();
    } else {
        m_patience.stop();
        if (!m_pill->isHidden())
            m_sincePill.start();
        if (m_pill->isAncestorOf(QApplication::focusWidget()))
            setFocus();  // else whatever is next would have it
        m_pill->hide();
        dimOld();
    }
    updateEscape();
}

void Stage::showPill() {
    fillPill();
    m_pill->show();
    m_pill->raise();
    m_drop->raise();
    updateEscape();
    dimOld();
}

// What is replaced within the blink of an eye is not dimmed first: that would be a flash.
void Stage::dimOld() {
    const bool behind = m_session.hasStale() || m_session.isRunBehind() || m_session.isMapBehind();
    const bool old = behind && !m_pill->isHidden();
    m_view->setDimmed(old);
    m_timeline->setStale(old);
}

void Stage::fillPill() {
    const auto plan = m_session.plan();
    m_pill->setActivity(m_session.activity(), plan ? plan->config.num_layers : 0);
    placePill();
}

void Stage::updateEscape() { m_escape->setEnabled(m_alone || !m_pill->isHidden() || m_picture->canEscape()); }

void Stage::escape() {
    if (m_alone)  // work is cancelled by the pill's own button
        Q_EMIT aloneLeft();
    else if (!m_pill->isHidden())
        m_session.cancel();
    else
        m_picture->escape();
}

void Stage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        update();
    QWidget::changeEvent(event);
}

bool Stage::eventFilter(QObject* object, QEvent* event) {
    if (event->type() == QEvent::Resize)
        placePill();
    return QWidget::eventFilter(object, event);
}

}  // namespace vitrine::ui
