#include "ui/board/board_bar.h"

#include "core/faith/board.h"
#include "ui/board/board_words.h"
#include "ui/board/methods_popup.h"
#include "ui/controls.h"
#include "ui/numbers.h"
#include "ui/panels/class_picker.h"
#include "ui/panels/menu_words.h"
#include "ui/session.h"
#include "ui/target.h"

#include <QtWidgets/QMenu>

#include <algorithm>

namespace vitrine::ui {
namespace {

constexpr int topClasses = 5;
constexpr int mostPictures = 20;  // in a menu; the film strip has all of them

QString percent(const Session& session, int index) {
    const auto result = session.result();
    if (!result || result->zeroLogits)
        return {};
    for (const Prediction& p : result->top)
        if (p.index == index)
            return percentText(double(p.probability));
    return {};
}

QString elided(const QString& text) {
    return QFontMetrics(textFont(TextSize::Small)).elidedText(text, Qt::ElideRight, units(22));
}

QString classWords(const Session& session, int index) {
    const QString share = percent(session, index);
    const QString label = elided(labelOf(session, index));
    return share.isEmpty() ? label : QStringLiteral("%1 · %2").arg(label, share);
}

QString scaleWords(bool shared) { return shared ? BoardBar::tr("one for all") : BoardBar::tr("each its own"); }

QString curveWords(bool insertion) {
    return insertion ? BoardBar::tr("patches come back") : BoardBar::tr("patches are removed");
}

}  // namespace

void setBoard(Session& session, const Board& board) {
    View view = session.view();
    view.board = board;
    session.setView(view);
}

BoardBar::BoardBar(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_picture(new BarButton(this)),
      m_target(new BarButton(this)),
      m_methods(new BarButton(this)),
      m_scale(new BarButton(this)),
      m_curve(new BarButton(this)),
      m_removed(new BarButton(this)) {
    const auto opens = [this](BarButton* button, void (BoardBar::*fill)(QMenu&)) {
        connect(button, &QAbstractButton::clicked, this, [this, button, fill] {
            QMenu menu(this);
            (this->*fill)(menu);
            menu.exec(button->mapToGlobal(QPoint(0, button->height() + 4)));
        });
    };
    opens(m_picture, &BoardBar::fillPictureMenu);
    opens(m_target, &BoardBar::fillTargetMenu);
    opens(m_scale, &BoardBar::fillScaleMenu);
    opens(m_curve, &BoardBar::fillCurveMenu);
    opens(m_removed, &BoardBar::fillRemovedMenu);
    connect(m_methods, &QAbstractButton::clicked, this, &BoardBar::openMethods);
    m_methods->setToolTip(tr("Which methods are compared; Random and Centre are always there"));
    m_scale->setToolTip(tr("What the colours of the maps span"));
    m_curve->setToolTip(tr("Deletion: the patches with the highest values go first. Insertion: they come back first."));
    m_removed->setToolTip(tr("What stands in the place of a patch that is removed, and how many go at a time"));
    for (const auto signal : {&Session::viewChanged, &Session::resultChanged, &Session::currentChanged,
                              &Session::planChanged, &Session::filmChanged})
        connect(&session, signal, this, &BoardBar::refresh);
    refresh();
}

void BoardBar::refresh() {
    const Board& board = m_session.view().board;
    const int current = m_session.currentIndex();
    m_picture->setWords(tr("Picture"), current < 0 ? QString() : elided(m_session.film()[size_t(current)].name));
    const auto of = shownTarget(m_session);
    const auto& against = m_session.view().map.target.against;
    const QString shown = of ? classWords(m_session, *of) : QString();
    m_target->setWords(tr("Class"),
                       against ? tr("%1 against %2").arg(shown, elided(labelOf(m_session, *against))) : shown);
    m_target->setVisible(of.has_value());
    m_methods->setWords(tr("Methods"), tr("%1 and two baselines").arg(board.methods.size()));
    m_scale->setWords(tr("Scale"), scaleWords(board.shared));
    m_curve->setWords(board.insertion ? tr("Insertion") : tr("Deletion"), curveWords(board.insertion));
    const auto plan = m_session.plan();
    const int patches = plan ? plan->config.rows() * plan->config.cols() : 0;
    const int step = boardMeasures(board, {}, patches).step;
    m_removed->setWords(tr("Removed"), QStringLiteral("%1, %2").arg(fillWords(board.fill), stepWords(step)));
    for (BarButton* button : {m_curve, m_removed})
        button->setVisible(of.has_value());
    flow(width(), true);
    updateGeometry();
}

// --- where the buttons are -------------------------------------------------------------------------------------------

QSize BoardBar::sizeHint() const { return {int(units(60)), heightForWidth(width())}; }

int BoardBar::flow(int width, bool place) const {
    int x = 0, y = 0, line = 0;
    for (BarButton* button : {m_picture, m_target, m_methods, m_scale, m_curve, m_removed}) {
        if (button->isHidden())
            continue;
        const QSize hint = button->sizeHint();
        const int wide = std::min(hint.width(), width);
        line = hint.height();
        if (x > 0 && x + wide > width) {
            x = 0;
            y += line + unit;
        }
        if (place)
            button->setGeometry(x, y, wide, line);
        x += wide + unit;
    }
    return y + line;
}

QRect BoardBar::rest() const {
    QRect last;
    for (const BarButton* button : {m_picture, m_target, m_methods, m_scale, m_curve, m_removed})
        if (!button->isHidden())
            last = button->geometry();
    const int left = last.right() + 1 + unit;
    return {left, last.top(), std::max(0, width() - left), last.height()};
}

void BoardBar::resizeEvent(QResizeEvent*) { flow(width(), true); }

// --- what can be chosen ----------------------------------------------------------------------------------------------

void BoardBar::change(const std::function<void(Board&)>& what) {
    Board board = m_session.view().board;
    what(board);
    setBoard(m_session, board);
}

void BoardBar::addChoice(QMenu& menu, const QString& words, bool now, const std::function<void(Board&)>& what) {
    tick(menu.addAction(words, this, [this, what] { change(what); }), now);
}

void BoardBar::fillPictureMenu(QMenu& menu) {
    const auto& film = m_session.film();
    for (int i = 0; i < std::min(int(film.size()), mostPictures); ++i) {
        const QString name = elided(film[size_t(i)].name);
        const bool now = i == m_session.currentIndex();
        tick(menu.addAction(name, this, [this, i] { m_session.showPicture(i); }), now);
    }
}

void BoardBar::fillTargetMenu(QMenu& menu) {
    const auto result = m_session.result();
    if (!result || result->top.empty())
        return;
    const auto add = [&](const QString& words, std::optional<int> index) {
        const bool now = m_session.view().map.target.of == index;
        tick(menu.addAction(words, this, [this, index] { m_session.setTarget(index); }), now);
    };
    add(tr("the most probable: %1").arg(classWords(m_session, result->top.front().index)), std::nullopt);
    menu.addSeparator();
    for (size_t i = 0; i < std::min<size_t>(topClasses, result->top.size()); ++i)
        add(classWords(m_session, result->top[i].index), result->top[i].index);
    menu.addSeparator();
    menu.addAction(tr("another class…"), this, [this] {
        auto* picker = new ClassPicker(m_session, this);
        connect(picker, &ClassPicker::chosen, &m_session, [this](int index) { m_session.setTarget(index); });
        picker->popUpBelow(*m_target);
    });
}

void BoardBar::fillScaleMenu(QMenu& menu) {
    for (const bool shared : {false, true})
        addChoice(menu, scaleWords(shared), shared == m_session.view().board.shared,
                  [shared](Board& board) { board.shared = shared; });
}

void BoardBar::fillCurveMenu(QMenu& menu) {
    for (const bool insertion : {false, true})
        addChoice(
            menu, QStringLiteral("%1: %2").arg(insertion ? tr("Insertion") : tr("Deletion"), curveWords(insertion)),
            insertion == m_session.view().board.insertion, [insertion](Board& board) { board.insertion = insertion; });
}

void BoardBar::fillRemovedMenu(QMenu& menu) {
    const Board& now = m_session.view().board;
    for (const Fill fill : {Fill::Black, Fill::Mean, Fill::Blur})
        addChoice(menu, fillWords(fill), fill == now.fill, [fill](Board& board) { board.fill = fill; });
    menu.addSeparator();
    addChoice(menu, tr("about 32 steps a curve"), now.step == 0, [](Board& board) { board.step = 0; });
    for (const int step : {1, 2, 4, 8, 16})
        addChoice(menu, step == 1 ? tr("one patch a step: the finest, and slowest") : stepWords(step), step == now.step,
                  [step](Board& board) { board.step = step; });
}

QWidget* BoardBar::openMethods() {
    auto* popup = new MethodsPopup(m_session, this);
    popup->popUpBelow(*m_methods);
    return popup;
}

}  // namespace vitrine::ui
