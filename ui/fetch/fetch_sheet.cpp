#include "ui/fetch/fetch_sheet.h"

#include "ui/check_box.h"
#include "ui/controls.h"

#include <QtCore/QUrl>
#include <QtGui/QDesktopServices>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace vitrine::ui {
namespace {

constexpr Px fetchWidth = units(72);
constexpr Px leastFacts = units(12);

}  // namespace

FetchSheet::FetchSheet(const FetchOffer& offer, QWidget& window)
    : Sheet(&window, {fetchWidth, 80 * unit}), m_offer(offer) {
    setAccessibleName(tr("Download %1").arg(offer.title));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(3 * unit, 2 * unit, 3 * unit, 3 * unit);
    layout->setSpacing(2 * unit);
    auto* top = new QHBoxLayout;
    auto* heading = new Words(offer.title, Tone::Text, TextSize::Large, this);
    heading->setFont(textFont(TextSize::Large, true));
    heading->setWordWrap(true);
    top->addWidget(heading, 1);
    layout->addLayout(top);
    layout->addWidget(new Words(tr("These weights are not on this disk yet."), Tone::Text, TextSize::Normal, this));
    m_facts = makeFacts();
    layout->addWidget(m_facts, 1);
    auto* download = new QPushButton(offer.size.isEmpty() ? tr("Download") : tr("Download %1").arg(offer.size), this);
    download->setObjectName(QStringLiteral("fetch.download"));
    download->setProperty("accent", true);
    download->setCursor(Qt::PointingHandCursor);
    if (!offer.licence.isEmpty())
        layout->addWidget(makeLicence(download));
    else
        setFocusProxy(download);
    layout->addLayout(makeButtons(download));
    top->addWidget(closeButton(), 0, Qt::AlignTop);
    connect(download, &QPushButton::clicked, this, [this] {
        if (!m_offer.licence.isEmpty())
            acceptLicence(m_offer.licenceUrl);
        Q_EMIT accepted(m_offer);
        dismiss();
    });
}

QLayout* FetchSheet::makeButtons(QPushButton* download) {
    auto* later = new QPushButton(tr("Not now"), this);
    later->setCursor(Qt::PointingHandCursor);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(unit);
    buttons->addStretch(1);
    buttons->addWidget(later);
    buttons->addWidget(download);
    setTabOrder(later, download);
    for (QPushButton* button : {later, download})
        button->setAutoDefault(true);  // Return presses the one that has the focus
    connect(later, &QPushButton::clicked, this, &Sheet::dismiss);
    return buttons;
}

int FetchSheet::wantedHeight(int width) const {
    const QMargins around = layout()->contentsMargins();
    const int facts = m_facts->widget()->heightForWidth(width - around.left() - around.right());
    return Sheet::wantedHeight(width) + std::max(facts, m_facts->minimumHeight());  // an area that scrolls counts as 0
}

QScrollArea* FetchSheet::makeFacts() {
    auto* inside = new QWidget;
    auto* grid = new QGridLayout(inside);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(2 * unit);
    grid->setVerticalSpacing(unit);
    grid->setColumnStretch(1, 1);
    int row = 0;
    for (const auto& [name, words] : m_offer.facts) {
        grid->addWidget(new Words(name, Tone::Quiet, TextSize::Normal, inside), row, 0, Qt::AlignTop);
        auto* value = new Words(words, Tone::Text, TextSize::Normal, inside);
        value->setWordWrap(true);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        grid->addWidget(value, row++, 1);
    }
    grid->setRowStretch(row, 1);
    auto* scroll = new QScrollArea(this);
    scroll->setWidget(inside);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Ignored);
    scroll->setMinimumHeight(leastFacts);
    return scroll;
}

// Read and accepted once; until then there is no download.
QWidget* FetchSheet::makeLicence(QPushButton* download) {
    auto* box = new QWidget(this);
    auto* line = new QHBoxLayout(box);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(2 * unit);
    auto* accept = new CheckBox(tr("I have read the licence, %1, and accept it").arg(m_offer.licence), box);
    accept->setObjectName(QStringLiteral("fetch.accept"));
    auto* read = linkButton(tr("Read it"), box);
    read->setToolTip(m_offer.licenceUrl);
    line->addWidget(accept);
    line->addWidget(read);
    line->addStretch(1);
    download->setEnabled(false);
    setFocusProxy(accept);
    connect(accept, &QCheckBox::toggled, download, &QWidget::setEnabled);
    connect(read, &QPushButton::clicked, this, [this] { QDesktopServices::openUrl(QUrl(m_offer.licenceUrl)); });
    return box;
}

}  // namespace vitrine::ui
