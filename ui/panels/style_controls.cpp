#include "ui/panels/style_controls.h"

#include "ui/controls.h"
#include "ui/panels/calm_slider.h"
#include "ui/session.h"

#include <QtWidgets/QGridLayout>
#include <QtWidgets/QMenu>

#include <array>

namespace vitrine::ui {

namespace {

constexpr int leastKept = 5;  // per cent

struct BlendWords {
    Blend blend;
    QString name;
    QString about;
};

std::array<BlendWords, 4> blends() {
    return {
        {{Blend::Over, StyleControls::tr("over"), StyleControls::tr("colours cover the picture")},
         {Blend::Multiply, StyleControls::tr("multiply"), StyleControls::tr("dark where it did not look, tinted")},
         {Blend::Screen, StyleControls::tr("screen"), StyleControls::tr("colours as light on the picture")},
         {Blend::Light, StyleControls::tr("light"), StyleControls::tr("no colour: the picture lit where it looked")}}};
}

BlendWords wordsOf(Blend blend) {
    for (const BlendWords& words : blends())
        if (words.blend == blend)
            return words;
    return blends().front();
}

}  // namespace

StyleControls::StyleControls(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_grid(new QGridLayout(this)),
      m_smooth(new Segments({tr("Smooth"), tr("Patches")}, this)),
      m_blend(new BarButton(this)),
      m_keep(new CalmSlider(this)),
      m_keepText(new Words({}, Tone::Text, TextSize::Normal, this)),
      m_contour(new Segments({tr("Off"), tr("On")}, this)),
      m_shared(new Segments({tr("This map"), tr("All")}, this)) {
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(unit);
    m_grid->setVerticalSpacing(unit / 2);
    m_grid->setColumnMinimumWidth(0, 10 * unit);
    m_grid->setColumnStretch(1, 1);
    m_keep->setRange(leastKept, 100);
    m_keep->setAccessibleName(tr("Share of the map that is kept"));
    m_keepText->setFixedWidth(Px{48});
    m_keepText->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    addRow(tr("Drawn"), m_smooth, tr("Interpolated between the patches' middles, or each patch as it is"));
    addRow(tr("Blend"), m_blend, tr("How the colours meet the picture"));
    addRow(tr("Keep top"), m_keep, tr("Only the highest patches, as many as hold this share of the map's sum"),
           m_keepText);
    addRow(tr("Contours"), m_contour,
           tr("Lines of equal value: of what is kept, or at a quarter, a half, three quarters"));
    addRow(tr("Scale"), m_shared,
           tr("Each map by its own range, or all layers and heads by one: a colour is then the "
              "same value everywhere"));
    const auto change = [this](auto&& set) {
        return [this, set](int value) {
            OverlayStyle style = m_session.style();
            set(style, value);
            m_session.setStyle(style);
        };
    };
    connect(m_smooth, &Segments::chosen, this, change([](OverlayStyle& s, int i) { s.smooth = i == 0; }));
    connect(m_keep, &QSlider::valueChanged, this, change([](OverlayStyle& s, int v) { s.keep = v / 100.0; }));
    connect(m_contour, &Segments::chosen, this, change([](OverlayStyle& s, int i) { s.contour = i == 1; }));
    connect(m_shared, &Segments::chosen, this, change([](OverlayStyle& s, int i) { s.shared = i == 1; }));
    connect(m_blend, &QAbstractButton::clicked, this, &StyleControls::chooseBlend);
    connect(&session, &Session::styleChanged, this, &StyleControls::refresh);
    refresh();
}

void StyleControls::addRow(const QString& title, QWidget* control, const QString& toolTip, QWidget* right) {
    const int row = m_grid->rowCount();
    auto* label = new Words(title, Tone::Quiet, TextSize::Normal, this);
    for (QWidget* part : {static_cast<QWidget*>(label), control})
        part->setToolTip(toolTip);
    m_grid->setRowMinimumHeight(row, rowHeight);
    m_grid->addWidget(label, row, 0);
    if (qobject_cast<BarButton*>(control))
        m_grid->addWidget(control, row, 1, 1, 2, Qt::AlignLeft);
    else
        m_grid->addWidget(control, row, 1, 1, right ? 1 : 2);
    if (right)
        m_grid->addWidget(right, row, 2);
}

void StyleControls::chooseBlend() {
    QMenu menu(this);
    const Blend now = m_session.style().blend;
    for (const BlendWords& words : blends()) {
        QAction* action = menu.addAction(tr("%1: %2").arg(words.name, words.about), this, [this, blend = words.blend] {
            OverlayStyle style = m_session.style();
            style.blend = blend;
            m_session.setStyle(style);
        });
        action->setCheckable(true);
        action->setChecked(words.blend == now);
    }
    menu.exec(m_blend->mapToGlobal(QPoint(0, m_blend->height() + 4)));
}

QString StyleControls::summary() const {
    const OverlayStyle& style = m_session.style();
    QStringList words;
    if (!style.smooth)
        words << tr("patches");
    if (style.blend != Blend::Over)
        words << wordsOf(style.blend).name;
    if (style.keep < 1)
        words << tr("top %1 %").arg(qRound(style.keep * 100));
    if (style.contour)
        words << tr("contours");
    if (style.shared)
        words << tr("one scale");
    return words.join(QStringLiteral(" · "));
}

void StyleControls::refresh() {
    const OverlayStyle& style = m_session.style();
    m_smooth->setCurrent(style.smooth ? 0 : 1);
    m_blend->setWords({}, wordsOf(style.blend).name);
    m_contour->setCurrent(style.contour ? 1 : 0);
    m_shared->setCurrent(style.shared ? 1 : 0);
    const QSignalBlocker quiet(m_keep);
    m_keep->setValue(qRound(style.keep * 100));
    m_keepText->setText(style.keep < 1 ? tr("%1 %").arg(qRound(style.keep * 100)) : tr("all"));
}

}  // namespace vitrine::ui
