#include "ui/panels/device_picker.h"

#include "ui/controls.h"
#include "ui/core_words.h"
#include "ui/numbers.h"
#include "ui/precision_check.h"
#include "ui/session.h"

#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace vitrine::ui {

DevicePicker::DevicePicker(Session& session, QWidget* parent) : Popup(parent), m_session(session) {
    setFixedWidth(44 * unit);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, unit, 1, unit);
    layout->setSpacing(0);
    const auto heading = [&](const QString& text) {
        auto* words = new Words(text, Tone::Heading, TextSize::Small, this);
        words->setContentsMargins(2 * unit, unit, 2 * unit, unit);
        layout->addWidget(words);
    };
    const Placement now = session.request().placement;
    const DeviceList list = listDevices();
    std::string used = now.device;
    try {
        used = resolve(now).device;
    } catch (const Error&) {  // a device that is not there: none is marked
    }
    heading(tr("Device"));
    for (const DeviceInfo& device : list.devices) {
        const QString memory =
            device.total_mib > 0
                ? tr("%1 of %2 MiB of memory free").arg(grouped(device.free_mib), grouped(device.total_mib))
                : QString();
        auto* row = new PickRow(QString::fromStdString(device.name), {}, memory, this);
        row->setChecked(device.id == used);
        connect(row, &QAbstractButton::clicked, this, [this, now, id = device.id] {
            choose({id, now.dtype, now.threads});
        });
        layout->addWidget(row);
    }
    if (!list.whyNoGpu.empty()) {
        auto* why = new Words(reasonWords(QString::fromStdString(list.whyNoGpu)), Tone::Quiet, TextSize::Small, this);
        why->setWordWrap(true);
        why->setContentsMargins(2 * unit, unit, 2 * unit, unit);
        layout->addWidget(why);
    }
    layout->addWidget(new Rule(this));
    heading(tr("Numbers"));
    const std::array<std::pair<Dtype, QString>, 3> dtypes{
        {{Dtype::Float32, tr("torchvision's own numbers, to the last digits")},
         {Dtype::BFloat16, tr("half the memory, about three digits")},
         {Dtype::Float16, tr("half the memory, for GPUs; slow on most CPUs")}}};
    for (const auto& [dtype, words] : dtypes) {
        auto* row = new PickRow(QString::fromLatin1(dtypeName(dtype)), words, {}, this);
        row->setChecked(dtype == now.dtype);
        connect(row, &QAbstractButton::clicked, this, [this, now, d = dtype] { choose({now.device, d, now.threads}); });
        layout->addWidget(row);
    }
    addPrecision();
}

void DevicePicker::addPrecision() {
    PrecisionCheck& check = PrecisionCheck::of(m_session);
    const auto line = [this](QWidget* widget) { layout()->addWidget(widget); };
    for (Words** words : {&m_bfloat16, &m_float16}) {
        *words = new Words({}, Tone::Quiet, TextSize::Small, this);
        (*words)->setWordWrap(true);
        (*words)->setContentsMargins(2 * unit, unit, 2 * unit, 0);
        line(*words);
    }
    m_measure = linkButton({}, this);
    auto* holder = new QWidget(this);
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins(2 * unit, unit, 2 * unit, unit);
    row->addWidget(m_measure);
    row->addStretch(1);
    line(holder);
    connect(m_measure, &QPushButton::clicked, this, [this, &check] {
        if (check.busy())
            check.stop();
        else
            check.measure();
    });
    connect(&check, &PrecisionCheck::changed, this, &DevicePicker::showPrecision);
    connect(&m_session, &Session::activityChanged, this, &DevicePicker::showPrecision);
    showPrecision();
}

void DevicePicker::showPrecision() {
    const PrecisionCheck& check = PrecisionCheck::of(m_session);
    m_bfloat16->setText(check.words(Dtype::BFloat16));
    m_float16->setText(check.words(Dtype::Float16));
    for (Words* words : {m_bfloat16, m_float16})
        words->setVisible(!words->text().isEmpty());
    const auto pictures = int(check.pictures().size());
    const auto plan = m_session.plan();
    m_measure->parentWidget()->setVisible(check.busy() || (pictures > 0 && plan && plan->config.hasHead()));
    if (check.busy()) {
        const Activity activity = check.progress();
        m_measure->setText(activity.total > 0 ? tr("Stop comparing, picture %1 of %2")
                                                    .arg(std::min(activity.done + 1, activity.total))
                                                    .arg(activity.total)
                                              : tr("Stop comparing"));
    } else {
        m_measure->setText(tr("Compare their answers on %n picture(s)", nullptr, pictures));
        m_measure->setToolTip(tr("Runs the pictures of the film strip in float32 and in the others: how often the most "
                                 "probable class is the same, and how far the logits are from each other"));
    }
    resize(width(), sizeHint().height());
}

void DevicePicker::choose(const Placement& placement) {
    ModelRequest request = m_session.request();
    request.placement = placement;
    close();
    m_session.openModel(request);
}

}  // namespace vitrine::ui
