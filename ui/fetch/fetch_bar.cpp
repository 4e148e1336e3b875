#include "ui/fetch/fetch_bar.h"

#include "ui/controls.h"
#include "ui/fetch/downloads.h"
#include "ui/panels/elided_label.h"

#include <QtCore/QEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QPushButton>

#include <algorithm>

namespace vitrine::ui {

FetchBar::FetchBar(Downloads& downloads, QWidget* parent)
    : QWidget(parent),
      m_downloads(downloads),
      m_layout(new QGridLayout(this)),
      m_buttons(new QHBoxLayout),
      m_title(new ElidedLabel(textFont(TextSize::Small, true), false, Qt::AlignLeft, this)),
      m_words(new Words({}, Tone::Quiet, TextSize::Small, this)) {
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_layout->setContentsMargins(2 * unit, 0, 2 * unit, 0);
    m_layout->setHorizontalSpacing(2 * unit);
    m_layout->setVerticalSpacing(0);
    m_layout->setColumnStretch(1, 1);
    m_title->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_words->setWordWrap(true);
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_layout->addWidget(m_title, 0, 0);
    m_layout->addWidget(m_words, 0, 1);
    m_layout->addLayout(m_buttons, 0, 2);
    m_buttons->setSpacing(2 * unit);
    m_again = addButton(tr("Try again"), QStringLiteral("fetch.again"));
    m_cancel = addButton(tr("Cancel"), QStringLiteral("fetch.cancel"));
    m_close = addButton(tr("Close"), QStringLiteral("fetch.close"));
    m_cancel->setToolTip(tr("Stops it. What has come is kept: the next time goes on from there."));
    connect(m_again, &QPushButton::clicked, &downloads, &Downloads::tryAgain);
    connect(m_cancel, &QPushButton::clicked, &downloads, &Downloads::cancel);
    connect(m_close, &QPushButton::clicked, &downloads, &Downloads::dismiss);
    connect(&downloads, &Downloads::changed, this, &FetchBar::follow);
    m_second.setSingleShot(true);
    connect(&m_second, &QTimer::timeout, this, &FetchBar::follow);
    follow();
}

QPushButton* FetchBar::addButton(const QString& words, const QString& name) {
    auto* button = linkButton(words, this);
    button->setObjectName(name);
    button->setFont(textFont(TextSize::Small));
    m_buttons->addWidget(button);
    return button;
}

QString FetchBar::words() const { return m_title->text() + QStringLiteral(": ") + m_words->text(); }

void FetchBar::follow() {
    const bool runs = m_downloads.isRunning(), failed = m_downloads.error().any();
    setVisible(runs || failed);
    if (!runs && !failed)
        return;
    m_again->setVisible(failed);
    m_close->setVisible(failed);
    m_cancel->setVisible(runs);
    const FetchProgress progress = m_downloads.progress();
    if (runs && progress.phase == FetchProgress::Retrying)
        m_second.start(std::chrono::seconds(1));
    m_share = runs && progress.total > 0 ? std::clamp(double(progress.done) / double(progress.total), 0.0, 1.0) : -1;
    QString words = failed ? m_downloads.error().reason : progressWords(progress);
    if (m_downloads.waiting() > 0)
        words += QStringLiteral(" · ") + tr("%n more after it", nullptr, m_downloads.waiting());
    m_title->setText((failed ? tr("%1 was not downloaded") : tr("Downloading %1")).arg(m_downloads.title()));
    m_words->setText(words);
    setAccessibleName(this->words());
    fit();
    update();
}

// As high as its words, which have a line of their own where one beside the title is too short for them.
void FetchBar::fit() {
    const int buttons = m_cancel->isVisibleTo(this)
                            ? m_cancel->sizeHint().width()
                            : m_again->sizeHint().width() + m_close->sizeHint().width() + 2 * unit;
    const int inside = width() - 4 * unit, title = m_title->sizeHint().width();
    const int beside = inside - title - buttons - 4 * unit;
    const int twoLines = 2 * m_words->fontMetrics().lineSpacing();
    const bool below = beside < units(20) || m_words->heightForWidth(beside) > twoLines;
    m_title->setFixedWidth(std::max(0, below ? std::min(title, inside - buttons - 2 * unit) : title));
    m_layout->removeWidget(m_words);
    m_layout->addWidget(m_words, below ? 1 : 0, below ? 0 : 1, 1, below ? 3 : 1);
    const int words = std::max(0, m_words->heightForWidth(below ? inside : beside));
    setFixedHeight((below ? int(rowHeight) + words : std::max(int(rowHeight), words)) + unit);
}

void FetchBar::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        fit();
}

void FetchBar::paintEvent(QPaintEvent*) {
    const Theme& t = theme();
    QPainter painter(this);
    painter.fillRect(rect(), t.panel);
    painter.fillRect(QRect(0, 0, width(), 1), t.line);
    if (m_share >= 0)
        painter.fillRect(QRectF(0, 0, width() * m_share, 2), t.accent);
    if (m_downloads.error().any())
        painter.fillRect(QRect(0, 0, 3, height()), t.warning);
}

void FetchBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        update();
    QWidget::changeEvent(event);
}

}  // namespace vitrine::ui
