#include "ui/settings_sheet.h"

#include "core/model/device.h"
#include "core/overlay/colormap.h"
#include "ui/check_box.h"
#include "ui/controls.h"
#include "ui/language.h"
#include "ui/main_window.h"

#include <QtWidgets/QGridLayout>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSpinBox>

#include <thread>

namespace vitrine::ui {
namespace {

constexpr Px settingsWidth = units(76);

/// A button that opens a menu of names.
BarButton* choice(QWidget* parent, const QString& name, const QString& now, const QStringList& names,
                  const std::function<void(const QString&)>& chosen) {
    auto* button = new BarButton(parent);
    button->setWords({}, now);
    button->setAccessibleName(name + QStringLiteral(": ") + now);
    QObject::connect(button, &QAbstractButton::clicked, button, [button, name, names, chosen] {
        QMenu menu(button);
        for (const QString& one : names)
            menu.addAction(one, button, [button, name, one, chosen] {
                button->setWords({}, one);
                button->setAccessibleName(name + QStringLiteral(": ") + one);
                chosen(one);
            });
        menu.exec(button->mapToGlobal(QPoint(0, button->height() + 4)));
    });
    return button;
}

}  // namespace

const QList<int>& textPercents() {
    static const QList<int> all{80, 90, 100, 125, 150, 175, 200};
    return all;
}

SettingsSheet::SettingsSheet(MainWindow& window)
    : Sheet(&window, {settingsWidth, 100 * unit}), m_window(window), m_grid(new QGridLayout(this)) {
    setAccessibleName(tr("Settings"));
    m_grid->setContentsMargins(3 * unit, 2 * unit, 3 * unit, 2 * unit);
    m_grid->setHorizontalSpacing(2 * unit);
    m_grid->setVerticalSpacing(unit);
    m_grid->setColumnStretch(1, 1);
    auto* heading = new Words(tr("Settings"), Tone::Text, TextSize::Large, this);
    heading->setFont(textFont(TextSize::Large, true));
    m_grid->addWidget(heading, 0, 0);
    m_grid->addWidget(closeButton(), 0, 1, Qt::AlignRight);
    m_grid->setRowMinimumHeight(0, rowHeight + unit);
    addRow(tr("Theme"), themes());
    addRow(tr("Text size"), textSizes());
    addRow(tr("Language"), languageChoice());
    addRow(tr("Colours of maps"), colours());
    addRow(tr("Runs on"), devices(), tr("The model is loaded again."));
    addRow(tr("Cores"), threads(), tr("0: all of them. The model is loaded again."));
    addRow(tr("At the start"), pictures());
    addRow({}, resets());
}

void SettingsSheet::change(const std::function<void(Preferences&)>& how) {
    Preferences changed = m_window.preferences();
    how(changed);
    m_window.setPreferences(changed);
}

void SettingsSheet::addRow(const QString& words, QWidget* control, const QString& about) {
    const int row = m_grid->rowCount();
    m_grid->addWidget(new Words(words, Tone::Quiet, TextSize::Normal, this), row, 0);
    auto* line = new QHBoxLayout;
    line->setSpacing(2 * unit);
    line->addWidget(control);
    if (!about.isEmpty())
        line->addWidget(new Words(about, Tone::Quiet, TextSize::Small, this));
    if (!qobject_cast<Segments*>(control))
        line->addStretch(1);
    m_grid->addLayout(line, row, 1);
    m_grid->setRowMinimumHeight(row, rowHeight + unit);
}

QWidget* SettingsSheet::themes() {
    auto* segments = new Segments({tr("Dark"), tr("Light"), tr("As the system")}, this);
    segments->setAccessibleName(tr("Theme"));
    segments->setCurrent(int(m_window.preferences().theme));
    connect(segments, &Segments::chosen, this,
            [this](int i) { change([i](Preferences& p) { p.theme = ThemeChoice(i); }); });
    return segments;
}

QWidget* SettingsSheet::textSizes() {
    QStringList words;
    for (const int percent : textPercents())
        words << QString::number(percent);
    words.last() = tr("%1 %").arg(textPercents().last());
    auto* segments = new Segments(words, this);
    segments->setObjectName(QStringLiteral("settings.text"));
    segments->setAccessibleName(tr("Text size in percent"));
    segments->setCurrent(int(textPercents().indexOf(m_window.preferences().textPercent)));
    connect(segments, &Segments::chosen, this,
            [this](int i) { change([i](Preferences& p) { p.textPercent = textPercents()[i]; }); });
    return segments;
}

QWidget* SettingsSheet::languageChoice() {
    QStringList words{tr("As the system")};
    for (const QString& language : languages())
        words << languageName(language);
    auto* segments = new Segments(words, this);
    segments->setObjectName(QStringLiteral("settings.language"));
    segments->setAccessibleName(tr("Language"));
    segments->setCurrent(int(languages().indexOf(m_window.preferences().language)) + 1);
    connect(segments, &Segments::chosen, this,
            [this](int i) { change([i](Preferences& p) { p.language = i == 0 ? QString() : languages()[i - 1]; }); });
    return segments;
}

QWidget* SettingsSheet::colours() {
    QStringList names;
    for (const Colormap& map : colormaps())
        names << QString::fromLatin1(map.name);
    return choice(this, tr("Colours of maps"), m_window.preferences().colormap, names,
                  [this](const QString& name) { change([&name](Preferences& p) { p.colormap = name; }); });
}

QWidget* SettingsSheet::devices() {
    QStringList names{QStringLiteral("auto")};
    for (const DeviceInfo& device : listDevices().devices)
        names << QString::fromStdString(device.id);
    return choice(this, tr("Runs on"), m_window.preferences().device, names,
                  [this](const QString& name) { change([&name](Preferences& p) { p.device = name; }); });
}

QWidget* SettingsSheet::threads() {
    auto* box = new QSpinBox(this);
    box->setRange(0, std::max(1, int(std::thread::hardware_concurrency())));
    box->setValue(m_window.preferences().threads);
    box->setKeyboardTracking(false);  // "16" is not first 1
    box->setFixedWidth(10 * unit);
    box->setAccessibleName(tr("Cores to use, 0 for all"));
    connect(box, &QSpinBox::valueChanged, this,
            [this](int threads) { change([threads](Preferences& p) { p.threads = threads; }); });
    return box;
}

QWidget* SettingsSheet::pictures() {
    auto* box = new CheckBox(tr("Open the pictures of the last time"), this);
    box->setChecked(m_window.preferences().remembersPictures);
    connect(box, &QCheckBox::toggled, this,
            [this](bool on) { change([on](Preferences& p) { p.remembersPictures = on; }); });
    return box;
}

QWidget* SettingsSheet::resets() {
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3 * unit);
    const auto add = [&](const QString& words, const QString& about, const std::function<void()>& run) {
        auto* button = linkButton(words, row);
        button->setToolTip(about);
        connect(button, &QPushButton::clicked, this, run);
        layout->addWidget(button);
    };
    add(tr("Reset the layout"), tr("All panels in their places, as wide as at first"),
        [this] { m_window.resetLayout(); });
    add(tr("Reset the settings"), tr("All of the above as at first"), [this] {
        MainWindow& window = m_window;
        dismiss();
        window.resetPreferences();
    });
    layout->addStretch(1);
    return row;
}

}  // namespace vitrine::ui
