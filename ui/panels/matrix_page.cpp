#include "ui/panels/matrix_page.h"

#include "core/explain/request.h"
#include "ui/controls.h"
#include "ui/numbers.h"
#include "ui/panels/changes_line.h"
#include "ui/panels/seen_view.h"
#include "ui/panels/value_bar.h"
#include "ui/prefix_words.h"
#include "ui/target.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace vitrine::ui {
namespace {

constexpr int leastSeen = 96;         // px: smaller it shows nothing
constexpr Px leastUnder = units(38);  // bar and value side by side
constexpr Px low = units(32);         // the matrix, a square, has more room with both beside it

/// Of one token, the prefix by name: "patch 3, 5", "the distillation token", "register 2".
QString tokenWords(const Session& session, const TokenMatrix& matrix, int token) {
    if (token < 0)
        return wordsOf(session, {});
    if (const auto cell = matrix.cell(token))
        return patchWords(*cell);
    const VitConfig config = session.plan() ? session.plan()->config : VitConfig();
    if (token == 0 && config.class_token)
        return MatrixPage::tr("the class token");
    if (token == 1 && config.dist_token)
        return MatrixPage::tr("the distillation token");
    return MatrixPage::tr("register %1").arg(token - int(config.class_token) - int(config.dist_token));
}

}  // namespace

MatrixPicture MatrixPage::draw(const Question& question, const Progress& progress) {
    auto matrix = std::make_shared<const TokenMatrix>(explainMatrix(*question.capture, question.request, progress));
    const MatrixScale scale = matrixScale(*matrix, question.log);
    QImage image = matrixImage(*matrix, scale, question.colormap);
    return {std::move(matrix), scale, std::move(image)};
}

MatrixPage::MatrixPage(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_title(new Words({}, Tone::Heading, TextSize::Small)),
      m_picture(new SeenView(session)),
      m_about(new Words({}, Tone::Quiet)),
      m_changes(new ChangesLine(session)),
      m_matrix(new MatrixView),
      m_bar(new ValueBar),
      m_value(new ElidedLabel(textFont(TextSize::Small), true, Qt::AlignRight)),
      m_room(new QBoxLayout(QBoxLayout::TopToBottom)),
      m_under(new QBoxLayout(QBoxLayout::LeftToRight)),
      m_state(new Words({}, Tone::Quiet)),
      m_inquiry(session, m_pool, &MatrixPage::draw, [this] { take(); }) {
    m_value->setElideMode(Qt::ElideRight);
    m_left = seenColumn(m_title, m_picture, nullptr, {m_about, m_state});
    m_under->setSpacing(2 * unit);
    m_under->addWidget(m_bar, 2);
    m_under->addWidget(m_value, 3, Qt::AlignBottom);
    auto* right = new QVBoxLayout;
    right->setSpacing(unit);
    right->addWidget(m_changes);
    m_room->setSpacing(unit);
    m_room->addWidget(m_matrix, 1);
    m_room->addLayout(m_under);
    right->addLayout(m_room, 1);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * unit);
    layout->addWidget(m_left);
    layout->addLayout(right, 1);
    setFocusProxy(m_matrix);
    m_matrix->installEventFilter(this);
    connect(m_matrix, &MatrixView::hovered, this, [this](Entry entry) {
        m_hovered = entry;
        const auto matrix = values();
        m_session.setHover(matrix ? matrix->cell(entry.from) : std::nullopt);
        updateMarked();
    });
    connect(m_matrix, &MatrixView::clicked, this, [this](Entry entry) {
        if (const auto matrix = values())
            m_session.pin(matrix->cell(entry.from));
    });
    connect(&session, &Session::viewChanged, this, [this] {
        ask();
        updateMarked();
    });
    for (const auto signal : {&Session::resultChanged, &Session::styleChanged})
        connect(&session, signal, this, &MatrixPage::ask);
    connect(&session, &Session::planChanged, this, &MatrixPage::updateAbout);
    updateAbout();
}

void MatrixPage::updateAbout() {
    m_about->setText(
        tr("A row is a token that asks, a column one that is looked at: %1. Every row sums to 1. The wheel zooms, "
           "dragging moves.")
            .arg(tokenOrderWords(m_session.plan() ? m_session.plan()->config : VitConfig())));
    fitColumn();
}

QString MatrixPage::valueWords() const { return m_value->text(); }
QWidget* MatrixPage::readout() const { return m_value; }
QString MatrixPage::mapWords() const { return m_title->text(); }

std::shared_ptr<const TokenMatrix> MatrixPage::values() const {
    return m_inquiry.answer() ? m_inquiry.answer()->matrix : nullptr;
}

void MatrixPage::setActive(bool active) {
    if (active == m_active)
        return;
    m_active = active;
    ask();
    updateMarked();
}

// --- the matrix ------------------------------------------------------------------------------------------------------

void MatrixPage::ask() {
    const auto result = m_session.result();
    if (!m_active || !result || !result->capture)
        return m_inquiry.ask(std::nullopt);  // it is large: nothing is kept of it when it is not looked at
    m_inquiry.ask(Question{result->capture, matrixRequest(m_session.view().map), m_session.view().matrix_log,
                           m_session.style().colormap},
                  true);
    updateWords();
}

void MatrixPage::take() {
    const auto answer = m_inquiry.answer();
    m_matrix->setMatrix(answer ? answer->matrix : nullptr, answer ? answer->image : QImage());
    m_bar->setScale(answer ? answer->scale : MatrixScale{}, m_session.style().colormap);
    m_state->setText(m_inquiry.error().any() ? m_inquiry.error().subject + QStringLiteral(": ") + m_inquiry.error().reason
                                             : QString());
    m_state->setVisible(!m_state->text().isEmpty());
    updateMarked();
}

// --- tied to the picture ---------------------------------------------------------------------------------------------

/// Hovered in the matrix, that entry; else the query's row, and its column.
void MatrixPage::updateMarked() {
    if (!m_active)
        return;
    const auto matrix = values();
    if (!matrix) {
        m_map.reset();
        m_picture->setMap(nullptr, m_session.style());
        return updateWords();
    }
    const Query query = m_session.shownRequest().query;
    const int asked = matrix->token(query) < matrix->tokens ? matrix->token(query) : 0;
    m_matrix->setMarked(m_hovered.from >= 0 ? m_hovered : Entry{asked, asked});
    const bool column = m_session.view().map.direction == Direction::To;
    const int token = m_hovered.from < 0 ? asked : column ? m_hovered.to : m_hovered.from;
    updateMap(token);
    updateWords();
}

void MatrixPage::updateMap(int token) {
    const auto matrix = values();
    const bool column = m_session.view().map.direction == Direction::To;
    if (matrix->isDropped(token)) {
        m_map.reset();
        m_picture->setMap(nullptr, m_session.style());
        m_picture->setQuery(std::nullopt, QString());
        return m_title->setText(droppedWords(*matrix->cell(token)));
    }
    auto set = std::make_shared<MapSet>();
    set->map = column ? matrix->column(token) : matrix->row(token);
    m_map = std::move(set);
    m_picture->setMap(m_map, m_session.style());
    m_picture->setQuery(token < 0 ? std::nullopt : matrix->cell(token), QString());
    m_title->setText(column ? tr("who looks at %1").arg(tokenWords(m_session, *matrix, token))
                            : tr("what %1 looks at").arg(tokenWords(m_session, *matrix, token)));
}

void MatrixPage::updateWords() {
    const auto matrix = values();
    const Entry marked = m_matrix->marked();
    if (!matrix || marked.from < 0 || marked.from >= matrix->tokens || marked.to < 0 || marked.to >= matrix->tokens)
        return m_value->setText(m_inquiry.busy() ? tr("computing …") : QString());
    for (const int token : {marked.from, marked.to})
        if (matrix->isDropped(token))
            return m_value->setText(droppedWords(*matrix->cell(token)));
    m_value->setText(tr("%1 · %2 → %3")  // the number first: what is too long is cut at the end
                         .arg(numberText(double(matrix->at(marked.from, marked.to)), 'g', 3))
                         .arg(tokenWords(m_session, *matrix, marked.from))
                         .arg(marked.from == marked.to ? tr("itself") : tokenWords(m_session, *matrix, marked.to)));
}

// Bar and value end where the matrix does; where it is smaller than they are, the value may reach further.
bool MatrixPage::eventFilter(QObject* object, QEvent* event) {
    if (object == m_matrix && event->type() == QEvent::Resize) {
        const QRect at = m_matrix->fittedRect().toRect();
        const bool holds = at.width() >= leastUnder;
        if (m_room->direction() == QBoxLayout::LeftToRight)
            return QWidget::eventFilter(object, event);
        m_under->setContentsMargins(at.left(), 0, holds ? m_matrix->width() - 1 - at.right() : 0, 0);
    }
    return QWidget::eventFilter(object, event);
}

// The matrix is what the page is for: words and picture beside it shrink, then go. Sentences get the height that they need
// at their width (Qt's layouts do not ask a nested widget for it by themselves), or are left out.
void MatrixPage::resizeEvent(QResizeEvent*) {
    const bool beside = height() < low;
    m_room->setDirection(beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_under->setDirection(beside ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    if (beside)
        m_under->setContentsMargins(0, 0, 0, 0);
    fitColumn();
}

void MatrixPage::fitColumn() {
    const int left = std::clamp(width() * 28 / 100, int(units(16)), int(units(40)));
    m_about->setMinimumHeight(0);  // a label never asks for less than that
    const int words = m_about->heightForWidth(left);
    const int room = height() - m_title->sizeHint().height() - 3 * unit;
    const bool explains = words + leastSeen <= room;
    const int side = std::min({left, height() / 2, explains ? room - words : room});
    m_left->setFixedWidth(left);
    m_left->setVisible(side >= leastSeen && width() >= units(75));
    m_about->setFixedHeight(std::max(0, words));
    m_about->setVisible(explains);
    m_picture->setFixedSize(std::max(1, side), std::max(1, side));
}

}  // namespace vitrine::ui
