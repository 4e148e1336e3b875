#include "ui/main_window.h"

#include "ui/actions.h"
#include "ui/controls.h"
#include "ui/core_words.h"
#include "ui/drops.h"
#include "ui/export/saver.h"
#include "ui/fetch/downloads.h"
#include "ui/fetch/fetch_bar.h"
#include "ui/head_place.h"
#include "ui/history.h"
#include "ui/panels/changed_panel.h"
#include "ui/panels/edge_tab.h"
#include "ui/panels/film_strip.h"
#include "ui/panels/first_steps.h"
#include "ui/panels/image_view.h"
#include "ui/panels/layers_panel.h"
#include "ui/panels/look_panel.h"
#include "ui/panels/node_card.h"
#include "ui/panels/notice_bar.h"
#include "ui/panels/prediction_panel.h"
#include "ui/panels/rank_panel.h"
#include "ui/panels/sanity_panel.h"
#include "ui/panels/stage.h"
#include "ui/panels/top_bar.h"
#include "ui/panels/tree_panel.h"
#include "ui/pixels.h"
#include "ui/recent.h"
#include "ui/scenes/scene_opener.h"
#include "ui/scrolled_hover.h"
#include "ui/session.h"
#include "ui/theme.h"

#include <QtWidgets/QMenu>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QVBoxLayout>

namespace vitrine::ui {
MainWindow::MainWindow(Session& session, QWidget* parent)
    : QMainWindow(parent),
      m_session(session),
      m_history(new History(session, this)),
      m_saver(new Saver(session, *this)),
      m_scenes(new SceneOpener(session, *this)),
      m_downloads(new Downloads(session, *this)) {
    setAcceptDrops(true);
    setMinimumSize(900, 600);
    resize(1440, 900);
    build();
    qApp->installEventFilter(this);
    connect(&session, &Session::modelDidNotFit, this, &MainWindow::showMisfits);
    connect(&session, &Session::notice, this,
            [this](const QString& title, const QString& text) { m_notice->tell(title, reasonWords(text)); });
    connect(&session, &Session::currentChanged, this, [this] {
        const int i = m_session.currentIndex();
        setWindowTitle(i < 0 ? QStringLiteral("Vitrine") : tr("%1 · Vitrine").arg(m_session.film()[size_t(i)].name));
    });
    connect(&session, &Session::pictureChanged, this, [this] {
        const int i = m_session.currentIndex();
        if (i < 0 || !m_session.picture() || m_session.hasStale())
            return;
        const PictureSource& source = m_session.film()[size_t(i)].source;
        const QString name = QString::fromStdString(source.url.empty() ? source.file.string() : source.url);
        if (m_toNote.removeAll(name) > 0)
            noteRecent(name);
    });
    connect(&session, &Session::modelChanged, this, [this] {
        const QString name = QString::fromStdString(m_session.request().weights);
        if (m_session.model() && m_toNote.removeAll(name) > 0)
            noteRecent(name);
    });
    setWindowTitle(QStringLiteral("Vitrine"));
    m_stage->setFocus();
}

void MainWindow::build() {
    m_actions = new Actions(this);
    m_menu = new QMenu(this);
    m_bar = new TopBar(m_session, m_menu, this);
    m_tree = new TreePanel(m_session, this);
    if (m_keepsSettings)
        m_tree->keepSettings();
    m_stage = new Stage(m_session, this);
    m_notice = new NoticeBar(m_stage, m_stage->content());
    m_side = new QScrollArea(this);
    buildSide();
    m_firstSteps = new FirstSteps(m_session, m_keepsSettings, this);
    connect(m_stage->view(), &ImageView::brushingChanged, m_firstSteps,
            [this] { m_firstSteps->setBrushing(m_stage->view()->isBrushing()); });
    m_film = new FilmStrip(m_session, this);  // Tab goes through all of it in this order
    m_splitter = new QSplitter(this);
    buildLayout();
    addActions();
    buildMenu();
    buildPictureMenu();
    connect(m_bar, &TopBar::openCheckpointRequested, this, &MainWindow::openCheckpoint);
    connect(m_bar, &TopBar::openRepositoryRequested, m_downloads, &Downloads::askForRepository);
    connect(m_downloads, &Downloads::changed, m_stage, [this] { m_stage->setComing(m_downloads->coming()); });
    m_stage->setComing(m_downloads->coming());  // it is not the panels': they may be new
    connect(m_tree, &TreePanel::chosen, this, [this] {
        m_cardWanted.start();
        showCard();
    });
    connect(m_stage, &Stage::openRequested, this, &MainWindow::openFiles);
    connect(m_stage, &Stage::openDialogRequested, this, &MainWindow::openPictures);
    connect(m_stage, &Stage::pageShown, this, &MainWindow::fitPanels);
    connect(m_stage, &Stage::aloneLeft, this, [this] { present(false); });
}

void MainWindow::buildSide() {
    auto* side = new QWidget(m_side);
    auto* sideLayout = new QVBoxLayout(side);
    sideLayout->setContentsMargins(0, 0, 0, 0);
    sideLayout->setSpacing(0);
    sideLayout->addWidget(new PredictionPanel(m_session, side));
    sideLayout->addWidget(new ChangedPanel(m_session, side));
    sideLayout->addWidget(new Rule(side));
    sideLayout->addWidget(new LayersPanel(m_session, side));
    sideLayout->addWidget(new RankPanel(m_session, side));
    sideLayout->addWidget(new Rule(side));
    sideLayout->addWidget(new LookPanel(m_session, side));
    sideLayout->addWidget(new SanityPanel(m_session, side));
    sideLayout->addWidget(new Rule(side));
    sideLayout->addWidget(new NodeCard(m_session, side));
    sideLayout->addStretch(1);
    m_side->setWidget(side);
    m_side->setWidgetResizable(true);
    hoverAfterScroll(m_side);
    m_side->setFrameShape(QFrame::NoFrame);
    m_side->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_side->setFocusPolicy(Qt::NoFocus);
    connect(m_side->verticalScrollBar(), &QScrollBar::rangeChanged, this, &MainWindow::showCard);
}

// What the card draws of the picture arrives a little later and makes room to scroll: it is asked again then.
void MainWindow::showCard() {
    constexpr qint64 waits = 1000;  // ms
    const auto* card = m_side->findChild<NodeCard*>();
    if (!card || card->isHidden() || !m_cardWanted.isValid() || m_cardWanted.elapsed() > waits)
        return;
    QScrollBar* bar = m_side->verticalScrollBar();
    const int top = card->mapTo(m_side->widget(), QPoint(0, 0)).y(), room = m_side->viewport()->height();
    if (top < bar->value() || top + std::min(card->height(), room) > bar->value() + room)
        bar->setValue(top);
}

void MainWindow::buildLayout() {
    m_splitter->addWidget(m_tree);
    m_splitter->addWidget(m_stage);
    m_splitter->addWidget(m_side);
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    for (const int panel : {0, 1, 2})
        m_splitter->setStretchFactor(panel, panel == 1 ? 1 : 0);

    auto* centre = new QWidget(this);
    m_treeTab = new EdgeTab(tr("Tree"), tr("Show the tree (Ctrl+1): there is room for it or for the right side"),
                            EdgeTab::Edge::Left, centre);
    m_sideTab = new EdgeTab(tr("Results"), tr("Show the right side (Ctrl+2): there is room for it or for the tree"),
                            EdgeTab::Edge::Right, centre);
    connect(m_treeTab, &QAbstractButton::clicked, this, [this] { togglePanel(m_tree); });
    connect(m_sideTab, &QAbstractButton::clicked, this, [this] { togglePanel(m_side); });
    auto* middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_treeTab);
    middle->addWidget(m_splitter, 1);
    middle->addWidget(m_sideTab);
    auto* layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addLayout(middle, 1);
    layout->addWidget(new FetchBar(*m_downloads, centre));
    layout->addWidget(m_foot = new Rule(centre));
    layout->addWidget(m_firstSteps);
    layout->addWidget(m_film);
    setCentralWidget(centre);
}

void MainWindow::stepPicture(int by) { m_session.showPicture(m_session.currentIndex() + by); }
// On the page Inside the embedding stands before layer 0.
void MainWindow::stepLayer(int by) {
    const View& view = m_session.view();
    const bool first = view.page == Page::Inside && view.map.layer == 0;
    if (first && view.inside.embedding != (by < 0))
        m_session.setEmbedding(by < 0);
    else
        m_session.setLayer(view.map.layer + by);
}

// In the order in which the strip shows them: mean, max, min, then each head where the method has them.
void MainWindow::stepHead(int by) {
    if (!m_session.plan())
        return;
    const Method* method = findMethod(m_session.view().map.method);
    const int heads = method && method->usesHead ? m_session.plan()->config.num_heads : 0;
    m_session.setHead(headAt(std::clamp(placeOf(m_session.view().map.head) + by, 0, fusions + heads - 1)));
}

}  // namespace vitrine::ui
