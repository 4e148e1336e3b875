#include "ui/fetch/fetch_sheet.h"

#include "ui/controls.h"

#include <QtCore/QUrl>
#include <QtGui/QDesktopServices>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace vitrine::ui {
namespace {

constexpr Px sheetWidth = units(72);
constexpr Px factsWidth = units(54);

}  // namespace

FetchSheet::FetchSheet(const FetchOffer& offer, QWidget& window)
    : Sheet(&window, {sheetWidth, 80 * unit}), m_offer(offer) {
    setAccessibleName(tr("Download %1").arg(offer.title));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(3 * unit, 2 * unit, 3 * unit, 3 * unit);
    layout->setSpacing(2 * unit);
    auto* top = new QHBoxLayout;
    auto* heading = new Words(offer.title, Tone::Text, TextSize::Large, this);
    heading->setFont(textFont(TextSize::Large, true));
    top->addWidget(heading, 1);
    top->addWidget(closeButton());
    layout->addLayout(top);
    layout->addWidget(new Words(tr("These weights are not on this disk yet."), Tone::Text, TextSize::Normal, this));
    layout->addLayout(makeFacts());
    auto* download = new QPushButton(offer.size.isEmpty() ? tr("Download") : tr("Download %1").arg(offer.size), this);
    download->setObjectName(QStringLiteral("fetch.download"));
    download->setProperty("accent", true);
    download->setCursor(Qt::PointingHandCursor);
    if (!offer.licence.isEmpty())
        layout->addWidget(makeLicence(download));
    auto* later = new QPushButton(tr("Not now"), this);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(unit);
    buttons->addStretch(1);
    buttons->addWidget(later);
    buttons->addWidget(download);
    layout->addLayout(buttons);
    connect(later, &QPushButton::clicked, this, &Sheet::dismiss);
    connect(download, &QPushButton::clicked, this, [this] {
        if (!m_offer.licence.isEmpty())
            acceptLicence(m_offer.licenceUrl);
        Q_EMIT accepted(m_offer);
        dismiss();
    });
}

QLayout* FetchSheet::makeFacts() {
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(2 * unit);
    grid->setVerticalSpacing(unit);
    grid->setColumnStretch(1, 1);
    int row = 0;
    for (const auto& [name, words] : m_offer.facts) {
        grid->addWidget(new Words(name, Tone::Quiet, TextSize::Normal, this), row, 0, Qt::AlignTop);
        auto* value = new Words(words, Tone::Text, TextSize::Normal, this);
        value->setWordWrap(true);
        value->setMinimumHeight(value->heightForWidth(factsWidth));
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        grid->addWidget(value, row++, 1);
    }
    return grid;
}

// Read and accepted once; until then there is no download.
QWidget* FetchSheet::makeLicence(QPushButton* download) {
    auto* box = new QWidget(this);
    auto* line = new QHBoxLayout(box);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(2 * unit);
    auto* accept = new QCheckBox(tr("I have read the licence, %1, and accept it").arg(m_offer.licence), box);
    accept->setObjectName(QStringLiteral("fetch.accept"));
    auto* read = new QPushButton(tr("Read it"), box);
    read->setProperty("link", true);
    read->setCursor(Qt::PointingHandCursor);
    read->setToolTip(m_offer.licenceUrl);
    line->addWidget(accept);
    line->addWidget(read);
    line->addStretch(1);
    download->setEnabled(false);
    connect(accept, &QCheckBox::toggled, download, &QWidget::setEnabled);
    connect(read, &QPushButton::clicked, this, [this] { QDesktopServices::openUrl(QUrl(m_offer.licenceUrl)); });
    return box;
}

}  // namespace vitrine::ui
