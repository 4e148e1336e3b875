#include "ui/panels/stage_message.h"

#include "core/image/decode.h"
#include "core/resources.h"
#include "core/weights/misfit.h"
#include "ui/controls.h"
#include "ui/core_words.h"
#include "ui/misfit_sheet.h"
#include "ui/panels/elided_label.h"
#include "ui/pixels.h"

#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QStyle>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace vitrine::ui {

namespace {

constexpr Px widest{480};
constexpr QSize sampleSize(100, 76);

/// "4 tensors are missing, 1 has another shape": the sheet names them.
QString countWords(const DoesNotFit& unfit) {
    const std::vector<Misfit>& misfits = unfit.misfits();
    const auto count = [&](Misfit::Kind kind) {
        return int(std::count_if(misfits.begin(), misfits.end(), [kind](const Misfit& m) { return m.kind == kind; }));
    };
    QStringList words;
    if (const int n = count(Misfit::Kind::Missing))
        words << StageMessage::tr("%n tensors are missing", nullptr, n);
    if (const int n = count(Misfit::Kind::Unexpected))
        words << StageMessage::tr("%n are not expected", nullptr, n);
    if (const int n = count(Misfit::Kind::OtherShape))
        words << StageMessage::tr("%n have another shape", nullptr, n);
    if (const int n = count(Misfit::Kind::OtherDtype))
        words << StageMessage::tr("%n are of a dtype that is not computed with", nullptr, n);
    const QString all = words.join(QStringLiteral(", "));
    if (!unfit.looksLike().empty())
        return StageMessage::tr("This file is %1. It does not fit a plain ViT: %2.")
            .arg(QString::fromStdString(unfit.looksLike()), all);
    return StageMessage::tr("This file looks like a Vision Transformer but does not fit one: %1.").arg(all);
}

QImage readSample(const QString& file) {
    try {
        return toQImage(decodeFile(file.toStdString()));
    } catch (const Error&) {
        return QImage();  // its name is still there to click, and the click tells what is wrong
    }
}

}  // namespace

// --- SampleButton ----------------------------------------------------------------------------------------------------

SampleButton::SampleButton(const QString& file, const QString& name, QThreadPool& pool, QWidget* parent)
    : QAbstractButton(parent), m_file(file), m_reading(pool) {
    setText(name);
    setAccessibleName(tr("Open %1").arg(name));
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
}

QSize SampleButton::sizeHint() const {
    return {sampleSize.width() + 4, sampleSize.height() + 10 + QFontMetrics(textFont(TextSize::Small)).height()};
}

void SampleButton::showEvent(QShowEvent* event) {
    QAbstractButton::showEvent(event);
    if (!m_image.isNull() || m_reading.busy())
        return;
    m_reading.start([file = m_file](const Progress&) { return readSample(file); },
                    [this](const Outcome<QImage>& outcome) {
                        if (outcome.ok())
                            m_image = *outcome.value;
                        update();
                    });
}

void SampleButton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double scale = painter.deviceTransform().m11();
    const QSize onDevice = (QSizeF(sampleSize) * scale).toSize();
    if (m_image.isNull())
        return paintName(painter);
    QImage image = m_image.scaled(onDevice, Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation);
    image = image.copy(QRect((image.width() - onDevice.width()) / 2, (image.height() - onDevice.height()) / 2,
                             onDevice.width(), onDevice.height()));
    const QRectF at(QPointF(2, 2), QSizeF(sampleSize));
    QBrush brush(image);
    brush.setTransform(QTransform::fromTranslate(at.x(), at.y()).scale(1 / scale, 1 / scale));
    painter.setPen(Qt::NoPen);
    painter.setBrush(brush);
    painter.drawRoundedRect(at, 4, 4);
    if (hasFocus() || underMouse()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(hasFocus() ? theme().accent : theme().quiet, hasFocus() ? 2 : 1));
        painter.drawRoundedRect(at.adjusted(-1, -1, 1, 1), 5, 5);
    }
    paintName(painter);
}

void SampleButton::paintName(QPainter& painter) {
    painter.setFont(textFont(TextSize::Small));
    painter.setPen(underMouse() ? theme().text : theme().quiet);
    painter.drawText(QRect(0, sampleSize.height() + 8, width(), painter.fontMetrics().height()), Qt::AlignCenter,
                     painter.fontMetrics().elidedText(text(), Qt::ElideMiddle, width()));
}

// --- StageMessage ----------------------------------------------------------------------------------------------------

StageMessage::StageMessage(QWidget* parent)
    : QWidget(parent),
      m_scroll(new QScrollArea(this)),
      m_column(new QWidget(m_scroll)),
      m_title(new ElidedLabel(textFont(TextSize::Large, true), false, Qt::AlignHCenter, m_column)),
      m_reason(new Words({}, Tone::Text, TextSize::Normal, m_column)),
      m_whatToDo(new Words({}, Tone::Quiet, TextSize::Normal, m_column)),
      m_again(new QPushButton(tr("Load it again"), m_column)),
      m_misfits(new QPushButton(tr("What does not fit…"), m_column)),
      m_openLine(makeOpenLine()),
      m_samples(makeSamples()) {
    for (Words* words : {m_reason, m_whatToDo}) {
        words->setWordWrap(true);
        words->setAlignment(Qt::AlignHCenter);
    }
    m_again->setProperty("accent", true);
    m_again->setCursor(Qt::PointingHandCursor);
    connect(m_again, &QPushButton::clicked, this, &StageMessage::againRequested);
    m_misfits->setCursor(Qt::PointingHandCursor);
    connect(m_misfits, &QPushButton::clicked, this, [this] {
        if (const auto unfit = m_failure.as<DoesNotFit>())
            (new MisfitSheet(m_failure.subject, *unfit, {}, window()))->open();
    });
    m_reason->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_reason->setCursor(Qt::IBeamCursor);
    auto* layout = new QVBoxLayout(m_column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(unit);
    layout->addWidget(m_title);
    layout->addWidget(m_reason);
    layout->addWidget(m_whatToDo);
    layout->addWidget(m_misfits, 0, Qt::AlignHCenter);
    layout->addWidget(m_again, 0, Qt::AlignHCenter);
    layout->addWidget(m_openLine, 0, Qt::AlignHCenter);
    layout->addWidget(m_samples, 0, Qt::AlignHCenter);
    auto* middle = new QWidget(m_scroll);
    auto* centred = new QVBoxLayout(middle);
    centred->setContentsMargins(0, 0, 0, 0);
    centred->addStretch(1);
    centred->addWidget(m_column, 0, Qt::AlignHCenter);
    centred->addStretch(1);
    m_scroll->setWidget(middle);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    for (QWidget* ground : {m_scroll->viewport(), middle})
        ground->setAutoFillBackground(false);  // the stage's own shows through
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_scroll);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored);  // it takes the picture's place, asks for none
}

QWidget* StageMessage::makeOpenLine() {
    auto* line = new QWidget(m_column);
    auto* layout = new QHBoxLayout(line);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    auto* open = linkButton(tr("open one"), line);
    connect(open, &QPushButton::clicked, this, &StageMessage::openDialogRequested);
    layout->addWidget(new Words(tr("or"), Tone::Quiet, TextSize::Normal, line));
    layout->addWidget(open);
    layout->addWidget(new Words(tr("with Ctrl+O, or try one of these:"), Tone::Quiet, TextSize::Normal, line));
    return line;
}

QWidget* StageMessage::makeSamples() {
    keepOneThread(m_pool);
    auto* row = new QWidget(m_column);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 2 * unit, 0, 0);
    layout->setSpacing(unit);
    for (const char* name : {"chelsea.png", "coffee.png", "astronaut.png"}) {
        QString file;
        try {
            file = QString::fromStdString(resource(std::string("samples/") + name).string());
        } catch (const Error&) {
            continue;  // no resources folder: the model's message says so
        }
        auto* button = new SampleButton(file, QString::fromLatin1(name), m_pool, row);
        connect(button, &SampleButton::clicked, this, [this, file] { Q_EMIT openRequested({file}); });
        layout->addWidget(button);
    }
    return row;
}

void StageMessage::showWelcome() {
    m_title->setText(tr("Drop a picture here"));
    m_reason->hide();
    m_whatToDo->hide();
    m_again->hide();
    m_misfits->hide();
    m_openLine->show();
    m_samples->show();
}

void StageMessage::showFailure(const Failure& failure, const QString& whatToDo) {
    m_failure = failure;
    const auto unfit = failure.as<DoesNotFit>();
    m_misfits->setVisible(unfit.has_value());
    m_title->setText(failure.subject);
    m_reason->setText(unfit ? countWords(*unfit) : reasonWords(failure.reason));
    for (QPushButton* button : {m_again, m_misfits}) {  // what helps is the one that stands out
        button->setProperty("accent", button == (unfit ? m_misfits : m_again));
        button->style()->unpolish(button);
        button->style()->polish(button);
    }
    m_whatToDo->setText(whatToDo);
    m_reason->show();
    m_whatToDo->show();
    m_again->hide();
    m_openLine->hide();
    m_samples->hide();
    fitWords();
}

void StageMessage::showModelError(const Failure& failure, const std::string& missing, const std::string& coming) {
    const bool isMissing = !missing.empty(), isComing = isMissing && missing == coming;
    Failure told = failure;
    if (isMissing)  // nothing is wrong
        told.reason = tr("These weights are not on this disk yet.");
    if (isComing)
        told.reason = tr("Its weights are being downloaded: it opens once they are there.");
    showFailure(told, tr("Choose another model at the top left, or drop a checkpoint here."));
    m_again->setText(isMissing ? tr("Download…") : tr("Load it again"));
    m_again->setVisible(!isComing);
}

// Words get the height they need at their width: Qt's layouts do not ask a nested widget for it by themselves.
void StageMessage::fitWords() {
    const int across = std::max(120, std::min(int(widest), width() - int(unit)));  // beside a scroll bar
    m_column->setFixedWidth(across);
    for (Words* words : {m_reason, m_whatToDo})
        words->setFixedHeight(std::max(0, words->heightForWidth(across)));
}

void StageMessage::resizeEvent(QResizeEvent*) { fitWords(); }

}  // namespace vitrine::ui
