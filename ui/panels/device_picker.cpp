#include "ui/panels/device_picker.h"

#include "ui/controls.h"
#include "ui/numbers.h"
#include "ui/session.h"

#include <QtWidgets/QVBoxLayout>

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
        auto* why = new Words(QString::fromStdString(list.whyNoGpu), Tone::Quiet, TextSize::Small, this);
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
}

void DevicePicker::choose(const Placement& placement) {
    ModelRequest request = m_session.request();
    request.placement = placement;
    close();
    m_session.openModel(request);
}

}  // namespace vitrine::ui
