#include "ui/panels/prediction_panel.h"

#include "ui/controls.h"
#include "ui/session.h"

#include <QtGui/QHelpEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QToolTip>
#include <QtWidgets/QVBoxLayout>

namespace vitrine::ui {
namespace {

constexpr int topK = 5;
constexpr Px rowStep = units(4);
constexpr Px indexWidth{44}, logitWidth{60}, probabilityWidth{64};

struct PredictionRow {
    QString label, index, logit, probability;
    double share = 0;
};

PredictionRow toRow(const Prediction& p) {
    const double percent = 100.0 * double(p.probability);
    return {QString::fromStdString(p.label), QString::number(p.index),
            QStringLiteral("%1%2").arg(p.logit < 0 ? "−" : "+").arg(std::abs(p.logit), 0, 'f', 2),
            percent > 0 && percent < 0.05 ? QStringLiteral("< 0.1 %") : QStringLiteral("%1 %").arg(percent, 0, 'f', 1),
            double(p.probability)};
}

}  // namespace

/// Paints the rows: label, index, logit, probability, a bar below.
class PredictionRows : public QWidget {
public:
    using QWidget::QWidget;
    std::vector<PredictionRow> rows;
    bool stale = false;

    void show(std::vector<PredictionRow> newRows) {
        rows = std::move(newRows);
        setFixedHeight(int(rows.empty() ? 1 : topK) * rowStep);
        setVisible(!rows.empty());
        QStringList spoken;
        for (const PredictionRow& r : rows)
            spoken << r.label + QLatin1Char(' ') + r.probability;
        setAccessibleName(tr("Prediction"));
        setAccessibleDescription(spoken.join(QStringLiteral(", ")));
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override {
        const Theme& t = theme();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setOpacity(stale ? 0.4 : 1.0);
        for (size_t i = 0; i < rows.size(); ++i)
            paintRow(painter, rows[i], int(i), t);
    }
    bool event(QEvent* event) override {
        if (event->type() == QEvent::ToolTip) {
            const auto* help = static_cast<QHelpEvent*>(event);
            const size_t row = size_t(std::max(0, help->pos().y() / rowStep));
            if (row < rows.size())
                QToolTip::showText(help->globalPos(),
                                   tr("%1, class %2\nlogit %3, probability %4")
                                       .arg(rows[row].label, rows[row].index, rows[row].logit, rows[row].probability),
                                   this);
            return true;
        }
        return QWidget::event(event);
    }

private:
    void paintRow(QPainter& painter, const PredictionRow& row, int i, const Theme& t) const {
        const QRect rect(0, i * rowStep, width(), rowStep - 6);
        const int right = rect.right() + 1;
        painter.setFont(textFont(i == 0 ? TextSize::Large : TextSize::Normal, i == 0));
        painter.setPen(t.text);
        const int labelWidth = width() - indexWidth - logitWidth - probabilityWidth - unit;
        painter.drawText(QRect(0, rect.y(), labelWidth, rect.height()), Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(row.label, Qt::ElideRight, labelWidth));
        painter.setFont(textFont());
        painter.drawText(QRect(right - probabilityWidth, rect.y(), probabilityWidth, rect.height()),
                         int(Qt::AlignRight | Qt::AlignVCenter), row.probability);
        painter.setFont(textFont(TextSize::Small));
        painter.setPen(t.quiet);
        painter.drawText(QRect(right - probabilityWidth - logitWidth, rect.y(), logitWidth, rect.height()),
                         int(Qt::AlignRight | Qt::AlignVCenter), row.logit);
        painter.drawText(QRect(right - probabilityWidth - logitWidth - indexWidth, rect.y(), indexWidth, rect.height()),
                         int(Qt::AlignRight | Qt::AlignVCenter), row.index);
        QColor bar = i == 0 ? t.accent : t.quiet;
        if (i != 0)
            bar.setAlphaF(0.6F);
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.line);
        painter.drawRect(QRectF(0, rect.bottom() + 1, width(), 1));
        painter.setBrush(bar);
        painter.drawRoundedRect(QRectF(0, rect.bottom(), std::max(1.0, row.share * width()), 3), 1.5, 1.5);
    }
};

PredictionPanel::PredictionPanel(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_shape(new Words({}, Tone::Quiet, TextSize::Small, this)),
      m_rows(new PredictionRows(this)),
      m_message(new Words({}, Tone::Quiet, TextSize::Normal, this)) {
    m_message->setWordWrap(true);
    auto* header = new QHBoxLayout;
    header->setSpacing(unit);
    header->addWidget(new Words(tr("Prediction"), Tone::Heading, TextSize::Small, this));
    header->addWidget(m_shape);
    header->addStretch(1);
    const auto column = [&](const QString& name, int width) {
        auto* words = new Words(name, Tone::Quiet, TextSize::Small, this);
        words->setFixedWidth(width);
        words->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        header->addWidget(words);
        m_columns.push_back(words);
    };
    header->setSpacing(0);
    header->insertSpacing(1, unit);
    column(tr("class"), indexWidth);
    column(tr("logit"), logitWidth);
    column({}, probabilityWidth);
    m_shape->setToolTip(tr("The shape of the model's output: one picture, so many classes"));

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * unit, 2 * unit, 2 * unit, unit);
    layout->setSpacing(unit);
    layout->addLayout(header);
    layout->addWidget(m_rows);
    layout->addWidget(m_message);
    for (const auto signal : {&Session::resultChanged, &Session::pictureChanged, &Session::modelChanged,
                              &Session::planChanged, &Session::currentChanged})
        connect(&session, signal, this, &PredictionPanel::refresh);
    refresh();
}

int PredictionPanel::rows() const { return int(m_rows->rows.size()); }
QString PredictionPanel::rowText(int row) const {
    const PredictionRow& r = m_rows->rows.at(size_t(row));
    return QStringLiteral("%1 %2 %3 %4").arg(r.label, r.index, r.logit, r.probability);
}

void PredictionPanel::refresh() {
    const std::shared_ptr<const Result> result = m_session.result();
    std::vector<PredictionRow> rows;
    QString message;
    if (result && result->zeroLogits)
        message =
            tr("No opinion yet: every class gets the same %1 %, since all logits are exactly 0. A random torchvision ViT starts "
               "with a head of zeros. Its attention maps are real ones, of random weights.")
                .arg(100.0 / double(result->top.size()), 0, 'f', 1);
    if (result && !result->zeroLogits)  // no winner where there is no opinion
        for (size_t i = 0; i < result->top.size() && i < topK; ++i)
            rows.push_back(toRow(result->top[i]));
    m_shape->setText(m_session.plan() ? QStringLiteral("1 × %1").arg(m_session.plan()->config.num_classes) : QString());
    for (Words* column : m_columns)
        column->setVisible(!rows.empty());
    m_rows->stale = m_session.hasStale();
    m_rows->show(std::move(rows));
    m_message->setText(message);
    m_message->setVisible(!message.isEmpty());
}

}  // namespace vitrine::ui
