#include "ui/panels/look_panel.h"

#include "core/overlay/scale.h"
#include "ui/controls.h"
#include "ui/core_words.h"
#include "ui/panels/calm_slider.h"
#include "ui/panels/chain_row.h"
#include "ui/panels/crop_choice.h"
#include "ui/panels/fold_button.h"
#include "ui/panels/method_choice.h"
#include "ui/panels/query_row.h"
#include "ui/panels/reveal.h"
#include "ui/panels/style_controls.h"
#include "ui/panels/target_row.h"
#include "ui/session.h"
#include "ui/target.h"

#include <QtGui/QPainter>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>

#include <algorithm>
#include <initializer_list>

namespace vitrine::ui {
namespace {

QIcon swatch(const Colormap& map) {
    QImage image(48, 10, QImage::Format_RGB32);
    for (int x = 0; x < image.width(); ++x) {
        const Rgb c = map(x / double(image.width() - 1));
        for (int y = 0; y < image.height(); ++y)
            image.setPixel(x, y, qRgb(c.r, c.g, c.b));
    }
    return QIcon(QPixmap::fromImage(image));
}

}  // namespace

LookPanel::LookPanel(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_method(new MethodChoice(session, this)),
      m_targetTitle(new Words(tr("For"), Tone::Quiet, TextSize::Normal, this)),
      m_target(new TargetRow(session, this)),
      m_queryTitle(new Words(tr("Query"), Tone::Quiet, TextSize::Normal, this)),
      m_query(new Words({}, Tone::Text, TextSize::Normal, this)),
      m_unpin(linkButton(tr("unpin"), this)),
      m_direction(new QueryRow(session, this)),
      m_chainTitle(new Words(tr("Through"), Tone::Quiet, TextSize::Normal, this)),
      m_chain(new ChainRow(session, this)),
      m_settingsTitle(new Words(tr("Settings"), Tone::Quiet, TextSize::Normal, this)),
      m_opacity(new CalmSlider(this)),
      m_opacityText(new Words({}, Tone::Text, TextSize::Normal, this)),
      m_colours(new BarButton(this)),
      m_fold(new FoldButton(tr("Look"), this)),
      m_drawn(new StyleControls(session, this)),
      m_about(new Words({}, Tone::Quiet, TextSize::Small, this)),
      m_aboutLink(linkButton(tr("About this method"), this)) {
    m_unpin->setToolTip(tr("Back to the class token, or to all patches in a model without one (Esc)"));
    m_opacity->setRange(0, 100);
    m_opacity->setAccessibleName(tr("Opacity of the overlay"));
    m_opacityText->setFixedWidth(Px{48});
    m_opacityText->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_about->setWordWrap(true);

    layOut();
    m_drawn->hide();
    m_fold->setToolTip(tr("How the map is drawn over the picture"));
    connect(m_fold, &QAbstractButton::toggled, this, [this](bool open) {
        m_drawn->setVisible(open);
        if (open)
            revealSoon(m_fold, m_drawn);
    });
    connect(m_aboutLink, &QPushButton::clicked, this, [this] { m_method->tellAbout(*m_aboutLink); });
    connect(m_unpin, &QPushButton::clicked, this, [this] {
        m_session.pin({});
        m_session.setPins({});
    });
    connect(m_opacity, &QSlider::valueChanged, this, [this](int value) { m_session.setOpacity(value / 100.0); });
    connect(m_colours, &QAbstractButton::clicked, this, &LookPanel::chooseColours);
    for (const auto signal : {&Session::viewChanged, &Session::styleChanged, &Session::planChanged,
                              &Session::modelChanged, &Session::filmChanged, &Session::mapsChanged})
        connect(&session, signal, this, &LookPanel::refresh);
    refresh();
}

void LookPanel::layOut() {
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(2 * unit, 2 * unit, 2 * unit, 2 * unit);
    grid->setHorizontalSpacing(unit);
    grid->setVerticalSpacing(unit);
    grid->setColumnMinimumWidth(0, 10 * unit);
    grid->setColumnStretch(1, 1);
    grid->addWidget(new Words(tr("Where it looked"), Tone::Heading, TextSize::Small, this), 0, 0, 1, 3);
    grid->addWidget(new Words(tr("Method"), Tone::Quiet, TextSize::Normal, this), 1, 0);
    grid->addWidget(m_method, 1, 1, 1, 2, Qt::AlignLeft);
    grid->addWidget(m_targetTitle, 2, 0);
    grid->addWidget(m_target, 2, 1, 1, 2);
    grid->addWidget(m_queryTitle, 3, 0);
    auto* queryRow = new QHBoxLayout;
    queryRow->setSpacing(unit);
    queryRow->addWidget(m_query);
    queryRow->addStretch(1);
    queryRow->addWidget(m_unpin);
    grid->addLayout(queryRow, 3, 1, 1, 2);
    grid->addWidget(m_direction, 4, 0, 1, 3);
    grid->addWidget(m_chainTitle, 5, 0);
    grid->addWidget(m_chain, 5, 1, 1, 2);
    grid->addWidget(m_settingsTitle, 6, 0);
    grid->addWidget(m_chain->settings(), 6, 1, 1, 2, Qt::AlignLeft);
    grid->addWidget(new Words(tr("Opacity"), Tone::Quiet, TextSize::Normal, this), 7, 0);
    grid->addWidget(m_opacity, 7, 1);
    grid->addWidget(m_opacityText, 7, 2);
    grid->addWidget(new Words(tr("Colours"), Tone::Quiet, TextSize::Normal, this), 8, 0);
    grid->addWidget(m_colours, 8, 1, 1, 2, Qt::AlignLeft);
    grid->addWidget(new Words(tr("Crop"), Tone::Quiet, TextSize::Normal, this), 9, 0);
    grid->addWidget(new CropChoice(m_session, this), 9, 1, 1, 2, Qt::AlignLeft);
    grid->addWidget(m_fold, 10, 0, 1, 3);
    grid->addWidget(m_drawn, 11, 0, 1, 3);
    grid->addWidget(m_about, 12, 0, 1, 3);
    grid->addWidget(m_aboutLink, 13, 0, 1, 3, Qt::AlignLeft);
    grid->setRowMinimumHeight(7, rowHeight - unit / 2);
}

void LookPanel::chooseColours() {
    QMenu menu(this);
    menu.setStyleSheet(QStringLiteral("QMenu { icon-size: 48px; } QMenu::icon { padding-left: 16px; }"));
    const QString now =
        QString::fromLatin1((m_session.style().colormap ? m_session.style().colormap : &colormaps().front())->name);
    for (const Colormap& map : colormaps()) {
        const QString name = QString::fromLatin1(map.name);
        menu.addAction(swatch(map), name == now ? tr("%1 (now)").arg(name) : name, this,
                       [this, name] { m_session.setColormap(name); });
    }
    menu.exec(m_colours->mapToGlobal(QPoint(0, m_colours->height() + 4)));
}

void LookPanel::refresh() {
    setEnabled(!m_session.modelError().any() && !m_session.film().empty());  // else there is nothing to draw differently
    const MapRequest shown = m_session.shownRequest();
    const OverlayStyle& style = m_session.style();
    const Method* method = findMethod(shown.method);
    if (!method)
        return;
    for (QWidget* widget : std::initializer_list<QWidget*>{m_targetTitle, m_target})
        widget->setVisible(method->usesTarget);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_queryTitle, m_query, m_direction})
        widget->setVisible(method->usesQuery);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_chainTitle, m_chain})
        widget->setVisible(method->usesLayers);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_settingsTitle, m_chain->settings()})
        widget->setVisible(method->usesDiscard);
    // What the settings change; else the first sentence of what it does, all of it, with the paper, on hover.
    const QString summary = methodSummary(*method), settings = m_chain->about();
    m_about->setText(settings.isEmpty() ? summary.section(QStringLiteral(". "), 0, 0) + QLatin1Char('.') : settings);
    m_about->setToolTip(QStringLiteral("<p>%1</p>").arg(summary.toHtmlEscaped()));
    const auto& pins = m_session.view().pins;
    const std::optional<Cell> hover = m_session.hover();
    const bool kept = hover == m_session.view().map.query.patch ||
                      (hover && std::find(pins.begin(), pins.end(), *hover) != pins.end());
    if (hover && !kept)
        m_query->setText(tr("patch under the mouse"));
    else if (shown.query.patch)
        m_query->setText(patchWords(*shown.query.patch));
    else if (!pins.empty())
        m_query->setText(tr("%n patches, each in its colour", nullptr, int(pins.size())));
    else
        m_query->setText(hasClassToken(m_session) ? tr("class token") : tr("all patches"));
    m_query->setToolTip(tr("Who asks: move the mouse over the picture for a patch, click to keep it. Ctrl and a click "
                           "compares several."));
    m_unpin->setVisible(method->usesQuery && (m_session.view().map.query.patch || !pins.empty()));
    m_fold->setSummary(m_drawn->summary());
    const int percent = qRound(style.opacity * 100);
    const QSignalBlocker quiet(m_opacity);
    m_opacity->setValue(percent);
    m_opacityText->setText(tr("%1 %").arg(percent));
    const auto maps = m_session.maps();
    const bool isSigned = maps && scaleOf(*maps, style).isSigned();
    m_colours->setEnabled(!isSigned);
    m_colours->setWords({}, isSigned
                                ? tr("blue to red, about 0")
                                : QString::fromLatin1(style.colormap ? style.colormap->name : colormaps().front().name));
}

}  // namespace vitrine::ui
