#include "ui/panels/top_bar.h"

#include "core/model/vit.h"
#include "ui/controls.h"
#include "ui/core_words.h"
#include "ui/numbers.h"
#include "ui/panels/device_picker.h"
#include "ui/panels/model_picker.h"
#include "ui/panels/variants_table.h"
#include "ui/prefix_words.h"
#include "ui/session.h"
#include "ui/variants_model.h"

#include <QtCore/QCoreApplication>
#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QMenu>

namespace vitrine::ui {

namespace {

/// "everyday · bundled": what the model's own name says beyond its size, and which weights it has.
QString weightsWords(const ModelPlan& plan) {
    const QString size = QString::fromStdString(displayName(plan.config));
    const QString weights = captionWords(QString::fromStdString(plan.weights));
    QString name = QString::fromStdString(plan.config.name);
    if (!name.startsWith(size) || name.size() == size.size())
        return weights;
    return name.mid(size.size()).trimmed() + QStringLiteral(" · ") + weights;
}

/// "196 patches and the class token", "196 patches, the class token and 4 registers".
QString tokensWords(const VitConfig& c) {
    QStringList words{TopBar::tr("%1 patches").arg(c.num_patches())};
    words << prefixWords(c);
    const QString last = words.size() > 1 ? words.takeLast() : QString();
    return last.isEmpty() ? words.first() : TopBar::tr("%1 and %2").arg(words.join(QStringLiteral(", ")), last);
}

}  // namespace

/// "21.7 M parameters": the number strong, what it counts quiet.
class Stat : public QWidget {
public:
    using QWidget::QWidget;

    void set(const QString& number, const QString& words, const QString& tip) {
        m_number = number;
        m_words = words;
        setToolTip(tip);
        setAccessibleName(number + QLatin1Char(' ') + words);
        setVisible(!number.isEmpty() && m_room);
        updateGeometry();
        update();
    }
    void setRoom(bool room) {
        m_room = room;
        setVisible(!m_number.isEmpty() && m_room);
    }
    QSize sizeHint() const override {
        const int gap = m_words.isEmpty() ? 0 : 6;
        return {before + QFontMetrics(textFont(TextSize::Normal, true)).horizontalAdvance(m_number) + gap +
                    QFontMetrics(textFont()).horizontalAdvance(m_words) + 2,
                Px{32}};
    }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setFont(textFont(TextSize::Normal, true));
        painter.setPen(theme().text);
        painter.drawText(rect().adjusted(before, 0, 0, 0), Qt::AlignVCenter, m_number);
        const int left = before + painter.fontMetrics().horizontalAdvance(m_number) + 6;
        painter.setFont(textFont());
        painter.setPen(theme().quiet);
        painter.drawText(rect().adjusted(left, 0, 0, 0), Qt::AlignVCenter, m_words);
    }

private:
    static constexpr Px before = units(2);  // its distance to the one before, gone where it is hidden
    QString m_number, m_words;
    bool m_room = true;
};

/// "random weights": loud, so that nobody takes these maps for a trained model's.
class RandomBadge : public QWidget {
    Q_DECLARE_TR_FUNCTIONS(vitrine::ui::RandomBadge)
public:
    explicit RandomBadge(QWidget* parent) : QWidget(parent) {
        setAccessibleName(words());
        setToolTip(tr(
            "Nothing here was learned: the numbers of this model were drawn. R goes back. A map that looks the same as with "
            "trained weights tells of the picture, not of the model."));
        hide();
    }
    static QString words() { return TopBar::tr("random weights"); }
    QSize sizeHint() const override {
        return {QFontMetrics(textFont(TextSize::Normal, true)).horizontalAdvance(words()) + 3 * int(unit),
                4 * int(unit)};
    }
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setFont(textFont(TextSize::Normal, true));
        painter.setPen(theme().warning);
        painter.drawText(rect().adjusted(int(unit), 0, 0, 0), Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(words(), Qt::ElideRight, width() - int(unit)));
    }
};

TopBar::TopBar(Session& session, QMenu* menu, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_model(new BarButton(this)),
      m_device(new BarButton(this)),
      m_menu(new BarButton(this)),
      m_random(new RandomBadge(this)),
      m_params(new Stat(this)),
      m_gmacs(new Stat(this)),
      m_memory(new Stat(this)),
      m_patch(new Stat(this)),
      m_tokens(new Stat(this)),
      m_time(new Stat(this)) {
    setLow(false);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(2 * unit, 0, 2 * unit, 0);
    layout->setSpacing(unit);
    layout->addWidget(m_model);
    layout->addWidget(m_device);
    layout->addWidget(m_menu);
    layout->addWidget(m_random);
    layout->addStretch(1);
    layout->addSpacing(unit);
    for (Stat* stat : {m_params, m_gmacs, m_memory, m_patch, m_tokens, m_time})
        layout->addWidget(stat);
    m_menu->setWords(tr("Menu"), {});
    m_model->setToolTip(tr("Choose a model and its weights (M)"));
    m_device->setToolTip(tr("Choose where and with which numbers it runs (D)"));
    connect(m_model, &QAbstractButton::clicked, this, &TopBar::openModelPicker);
    connect(m_device, &QAbstractButton::clicked, this, &TopBar::openDevicePicker);
    connect(m_menu, &QAbstractButton::clicked, this,
            [this, menu] { menu->popup(m_menu->mapToGlobal(QPoint(0, m_menu->height() + 4))); });
    connect(&session, &Session::planChanged, this, &TopBar::refresh);
    connect(&session, &Session::modelChanged, this, &TopBar::refresh);
    connect(&session, &Session::resultChanged, this, &TopBar::refreshTime);
    refresh();
}

void TopBar::setLow(bool low) { setFixedHeight(units(low ? 5 : 7)); }

void TopBar::openModelPicker() {
    auto* picker = new ModelPicker(m_session, this);
    connect(picker, &ModelPicker::openCheckpointRequested, this, &TopBar::openCheckpointRequested);
    connect(picker, &ModelPicker::openRepositoryRequested, this, &TopBar::openRepositoryRequested);
    connect(picker, &ModelPicker::compareRequested, this, &TopBar::openVariants);
    picker->popUpBelow(*m_model);
}

void TopBar::openVariants() { (new VariantsTable(m_session, this))->popUpBelow(*m_model); }

void TopBar::openDevicePicker() { (new DevicePicker(m_session, this))->popUpBelow(*m_device); }

void TopBar::refresh() {
    const std::shared_ptr<const ModelPlan> plan = m_session.plan();
    if (!plan) {
        m_model->setWords(tr("Choose a model"), {});
        m_device->setWords(tr("Device"), {});
        for (Stat* stat : {m_params, m_gmacs, m_memory, m_patch, m_tokens, m_time})
            stat->set({}, {}, {});
        return;
    }
    const VitConfig& c = plan->config;
    const Placement& placement = plan->request.placement;
    m_random->setVisible(plan->isRandom);
    m_model->setWords(QString::fromStdString(displayName(c)), weightsWords(*plan));
    const Placement used = usedPlacement();
    m_device->setWords(QString::fromStdString(used.device).toUpper(), QString::fromLatin1(dtypeName(used.dtype)));
    const int64_t params = plan->tree.num_params;
    m_params->set(params < 1'000'000 ? grouped(params) : tr("%1 M").arg(numberText(double(params) / 1e6, 'f', 1)),
                  tr("parameters"), tr("%1 parameters").arg(grouped(plan->tree.num_params)));
    m_gmacs->set(gmacsText(plan->tree.gmacs()), tr("GMACs"),
                 tr("Billions of multiply-adds for one picture of %1 × %2 pixels").arg(c.width()).arg(c.height()));
    const qint64 bytes = plan->weightBytes(placement.dtype);
    constexpr qint64 mebi = 1 << 20;
    m_memory->set(bytes < mebi ? sizeWords(bytes) : mebibytesText(double(bytes) / double(mebi)), tr("weights"),
                  tr("What the parameters take in %1").arg(QString::fromLatin1(dtypeName(placement.dtype))));
    m_patch->set(tr("%1 px").arg(c.patch_size), tr("patches"),
                 tr("%1 × %2 patches of %3 × %3 pixels").arg(c.cols()).arg(c.rows()).arg(c.patch_size));
    m_tokens->set(grouped(c.num_tokens()), tr("tokens"), tokensWords(c));
    refreshTime();
    makeRoom();
}

// What runs, or will: "auto" is an option, not a device.
Placement TopBar::usedPlacement() const {
    if (m_session.model())
        return m_session.model()->vit->placement();
    try {
        return resolve(m_session.plan()->request.placement);
    } catch (const Error&) {  // said by the session when it loads the model
        return m_session.plan()->request.placement;
    }
}

void TopBar::refreshTime() {
    const std::shared_ptr<const Result> result = m_session.result();
    if (!result || m_session.hidesTimes())
        return m_time->set({}, {}, {});
    const Milliseconds& ms = result->ms;
    const QString time = ms.forward < 1000 ? tr("%1 ms").arg(numberText(ms.forward, 'f', 0))
                                           : tr("%1 s").arg(numberText(ms.forward / 1000, 'f', 1));
    m_time->set(time, {},
                tr("The last run: decode %1 ms, preprocess %2 ms, forward %3 ms")
                    .arg(numberText(ms.decode, 'f', 1))
                    .arg(numberText(ms.preprocess, 'f', 1))
                    .arg(numberText(ms.forward, 'f', 1)));
    makeRoom();
}

// Where there is no room the least needed totals go; all of them stay in the tree and its card.
void TopBar::makeRoom() {
    int room = width() - 5 * unit;
    for (const BarButton* button : {m_model, m_device, m_menu})
        room -= button->sizeHint().width() + unit;
    for (Stat* stat : {m_params, m_gmacs, m_time, m_tokens, m_memory, m_patch}) {
        room -= stat->sizeHint().width() + unit;
        stat->setRoom(room >= 0);
    }
}

void TopBar::resizeEvent(QResizeEvent* event) {
    makeRoom();
    QWidget::resizeEvent(event);
}

void TopBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), theme().ground);
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme().line);
}

}  // namespace vitrine::ui
