#include "ui/panels/prediction_panel.h"

#include "ui/change_words.h"
#include "ui/controls.h"
#include "ui/numbers.h"
#include "ui/panels/class_picker.h"
#include "ui/panels/prediction_rows.h"
#include "ui/target.h"

#include <QtCore/QTimer>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace vitrine::ui {
namespace {

constexpr int beforeFaint = 300;  // ms
constexpr int topK = 5;

}  // namespace

PredictionPanel::PredictionPanel(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_title(new Words(tr("Prediction"), Tone::Heading, TextSize::Small, this)),
      m_shape(new Words({}, Tone::Quiet, TextSize::Small, this)),
      m_rows(new PredictionRows(this)),
      m_message(new Words({}, Tone::Quiet, TextSize::Normal, this)),
      m_find(linkButton(tr("another class…"), tr("Search among all classes for the one to explain (C)"), this)),
      m_back(linkButton(tr("back to the top class"), tr("Explain the most probable class again"), this)),
      m_links(new QHBoxLayout) {
    m_message->setWordWrap(true);
    auto* header = new QHBoxLayout;
    header->setSpacing(0);
    header->addWidget(m_title);
    header->addSpacing(unit);
    header->addWidget(m_shape);
    header->addStretch(1);
    const auto column = [&](const QString& name, int width) {
        auto* words = new Words(name, Tone::Quiet, TextSize::Small, this);
        words->setFixedWidth(width);
        words->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        header->addWidget(words);
        m_columns.push_back(words);
    };
    column(tr("class"), indexWidth);
    column(tr("logit"), logitWidth);
    column({}, probabilityWidth);
    m_shape->setToolTip(tr("The shape of the model's output: one picture, so many classes"));
    m_links->setSpacing(unit);
    m_links->addWidget(m_find);
    m_links->addWidget(m_back);
    m_links->addStretch(1);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * unit, 2 * unit, 2 * unit, unit);
    layout->setSpacing(unit);
    layout->addLayout(header);
    layout->addWidget(m_rows);
    layout->addWidget(m_message);
    layout->addLayout(m_links);
    connect(m_rows, &PredictionRows::chosen, this, &PredictionPanel::toggle);
    connect(m_find, &QPushButton::clicked, this, &PredictionPanel::findClass);
    connect(m_back, &QPushButton::clicked, this, [this] { m_session.setTarget(std::nullopt); });
    for (const auto signal : {&Session::resultChanged, &Session::pictureChanged, &Session::modelChanged,
                              &Session::planChanged, &Session::currentChanged, &Session::targetChanged})
        connect(&session, signal, this, &PredictionPanel::refresh);
    const auto tellOld = [this] { m_rows->setStale(m_session.hasStale() || m_session.isRunBehind()); };
    connect(&session, &Session::interventionChanged, this,
            [this, tellOld] { QTimer::singleShot(beforeFaint, this, tellOld); });  // a quick run is not worth a flash
    connect(&session, &Session::activityChanged, this, [this, tellOld] {
        if (!m_session.isRunBehind())
            tellOld();
    });
    refresh();
}

void PredictionPanel::showColumns() {
    for (Words* column : m_columns)
        column->setVisible(rows() > 0 && (column != m_columns.front() || showsIndex(width() - 4 * unit)));
    int taken = m_title->sizeHint().width() + unit + m_shape->sizeHint().width();
    for (const Words* column : m_columns)
        taken += column->isHidden() ? 0 : column->width();
    m_shape->setVisible(taken <= width() - 4 * unit);
    const int links = m_find->sizeHint().width() + 2 * unit + m_back->sizeHint().width();
    m_links->setDirection(links <= width() - 4 * unit ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

// Whatever the size of the text: what there is no room for goes.
QSize PredictionPanel::minimumSizeHint() const { return {0, QWidget::minimumSizeHint().height()}; }

void PredictionPanel::resizeEvent(QResizeEvent*) { showColumns(); }

int PredictionPanel::rows() const { return int(m_rows->rows().size()); }
QString PredictionPanel::rowText(int row) const {
    const PredictionRow& r = m_rows->rows().at(size_t(row));
    return QStringLiteral("%1 %2 %3 %4").arg(r.label).arg(r.index).arg(r.logit, r.probability);
}

// A second click on the target takes it back.
void PredictionPanel::toggle(int index) {
    const bool same = m_session.view().map.target.of == index;
    m_session.setTarget(same ? std::nullopt : std::optional(index));
}

ClassPicker* PredictionPanel::findClass() {
    if (!m_session.plan() || !m_session.plan()->config.hasHead())
        return nullptr;
    auto* picker = new ClassPicker(m_session, this);
    connect(picker, &ClassPicker::chosen, this, [this](int index) { m_session.setTarget(index); });
    picker->popUpBelow(*m_find);
    return picker;
}

void PredictionPanel::compare(std::vector<PredictionRow>& rows) const {
    const auto original = m_session.original();
    if (!original || original == m_session.result())
        return;
    std::vector<double> before(original->top.size());
    std::vector<int> place(original->top.size());
    for (size_t i = 0; i < original->top.size(); ++i) {
        const Prediction& p = original->top[i];
        before.at(size_t(p.index)) = double(p.probability);
        place.at(size_t(p.index)) = int(i) + 1;
    }
    for (PredictionRow& row : rows) {
        row.before = before.at(size_t(row.index));
        row.change = pointsText(*row.before, row.share);
        if (place.at(size_t(row.index)) > topK)
            row.from = tr("was no. %1").arg(place.at(size_t(row.index)));
    }
}

void PredictionPanel::refresh() {
    const std::shared_ptr<const Result> result = m_session.result();
    const std::optional<int> target = m_session.view().map.target.of;
    const auto original = m_session.original();
    const bool changed = original && original != result && !original->top.empty();
    std::vector<PredictionRow> rows;
    QString message;
    if (result && result->zeroLogits)
        message =
            tr("No opinion yet: every class gets the same %1 %, since all logits are exactly 0. A random torchvision ViT starts "
               "with a head of zeros. Its attention maps are real ones, of random weights.")
                .arg(numberText(100.0 / double(result->top.size()), 'f', 2));
    if (m_session.plan() && !m_session.plan()->config.hasHead())
        message = tr("This model has no head, so it names no classes. What its layers and heads look at is all there.");
    if (result && !result->zeroLogits)  // no winner where there is no opinion
        for (size_t i = 0; i < result->top.size(); ++i) {
            const Prediction& p = result->top[i];
            const bool was = changed && p.index == original->top.front().index;
            if (i >= topK && p.index != target && !was)
                continue;  // the target is always there, and what was the answer before something was changed
            rows.push_back(toRow(p));
            rows.back().target = p.index == target;
        }
    compare(rows);
    if (const auto against = m_session.view().map.target.against; against && target)
        for (PredictionRow& row : rows)
            if (row.index == *against)
                row.from = row.from.isEmpty() ? tr("set against it") : tr("%1, set against it").arg(row.from);
    m_columns[1]->setText(changed ? tr("was") : tr("logit"));
    m_columns[1]->setToolTip(changed ? tr("The probability with nothing changed: the tick on each bar") : QString());
    m_columns[2]->setText(changed ? tr("now") : QString());
    m_shape->setText(m_session.plan() ? QString::fromStdString(shapeText(m_session.plan()->tree.output)) : QString());
    m_find->setVisible(!rows.empty());
    m_back->setVisible(!rows.empty() && target.has_value());
    m_rows->show(std::move(rows), topK, m_session.hasStale());
    showColumns();
    m_message->setText(message);
    m_message->setVisible(!message.isEmpty());
}

}  // namespace vitrine::ui
