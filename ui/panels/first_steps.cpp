#include "ui/panels/first_steps.h"

#include "core/resources.h"
#include "ui/controls.h"
#include "ui/session.h"

#include <QtCore/QSettings>
#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QPushButton>

namespace vitrine::ui {
namespace {

QString settingsKey() { return QStringLiteral("firstSteps"); }

bool isSample(const std::filesystem::path& file) {
    try {
        return !file.empty() && file.parent_path() == resource("samples/chelsea.png").parent_path();
    } catch (const Error&) {  // no resources: then there are no samples either
        return false;
    }
}

}  // namespace

FirstSteps::FirstSteps(Session& session, bool remembers, QWidget* parent)
    : QWidget(parent), m_session(session), m_remembers(remembers) {
    setFixedHeight(rowHeight + unit);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    setAccessibleName(tr("First steps"));
    if (remembers)
        m_done = QSettings().value(settingsKey()).toStringList();
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(2 * unit, 0, 2 * unit, 0);
    layout->setSpacing(3 * unit);
    addStep(QStringLiteral("hover"), tr("Mouse"), looksWords());
    addStep(QStringLiteral("layers"), QStringLiteral("← →"), tr("through the layers: how the look builds up"));
    addStep(QStringLiteral("own"), tr("Drop"), tr("a picture of your own: what does the model see?"));
    layout->addStretch(1);
    auto* close = linkButton(tr("Got it"), this);
    close->setAccessibleDescription(tr("Hides the first steps for good"));
    layout->addWidget(close);
    m_close = close;
    connect(close, &QPushButton::clicked, this, &FirstSteps::giveUp);
    connect(&session, &Session::viewChanged, this, [this] {
        if (m_session.hover())
            done(QStringLiteral("hover"));
        if (!m_session.maps())
            return;
        const int layer = m_session.view().map.layer;
        if (m_firstLayer >= 0 && layer != m_firstLayer)
            done(QStringLiteral("layers"));
        m_firstLayer = layer;
    });
    connect(&session, &Session::mapsChanged, this, [this] {
        if (m_firstLayer < 0 && m_session.maps())
            m_firstLayer = m_session.view().map.layer;
    });
    connect(&session, &Session::currentChanged, this, [this] {
        const int at = m_session.currentIndex();
        if (at >= 0 && !isSample(m_session.film()[size_t(at)].source.file))
            done(QStringLiteral("own"));
        leavePlace();  // another picture: what is done needs no room any more
    });
    if (session.maps())
        m_firstLayer = session.view().map.layer;
    showOrHide();
}

void FirstSteps::addStep(const QString& id, const QString& keys, const QString& words) {
    auto* line = new QWidget(this);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(unit);
    row->addWidget(new Words(keys, Tone::Text, TextSize::Small, line));
    auto* says = new Words(words, Tone::Quiet, TextSize::Small, line);
    row->addWidget(says);
    layout()->addWidget(line);
    m_steps.push_back({id, line, says, keys});
}

QString FirstSteps::looksWords() { return tr("over the picture: where does that patch look?"); }

void FirstSteps::setBrushing(bool on) {
    m_steps.front().says->setText(
        on ? tr("over the picture: paint patches out, and see what becomes of the answer (K: no brush)") : looksWords());
    showOrHide();
}

void FirstSteps::done(const QString& id) {
    if (m_done.contains(id))
        return;
    m_done << id;
    if (m_remembers)
        QSettings().setValue(settingsKey(), m_done);
    showOrHide();
}

void FirstSteps::giveUp() {
    for (const Step& step : m_steps)
        done(step.id);
    leavePlace();
}

QStringList FirstSteps::open() const {
    QStringList lines;
    for (const Step& step : m_steps)
        if (!m_done.contains(step.id))
            lines << step.keys + QLatin1Char(' ') + step.says->text();
    return lines;
}

// As many lines as there is room for.
void FirstSteps::showOrHide() {
    int room = width() - 12 * unit;
    for (const Step& step : m_steps) {
        const bool open = !m_done.contains(step.id);
        room -= open ? step.line->sizeHint().width() + 3 * unit : 0;
        step.line->setVisible(open && (room >= 0 || !isVisible()));
    }
    const bool any = !open().isEmpty() && m_room && !m_session.hidesTimes();  // not in a picture of the window
    m_close->setVisible(any);
    m_holdsPlace = m_holdsPlace || any;
    setVisible(m_holdsPlace && m_room);
}

void FirstSteps::setRoom(bool room) {
    m_room = room;
    showOrHide();
}

void FirstSteps::leavePlace() {
    m_holdsPlace = false;
    showOrHide();
}

void FirstSteps::resizeEvent(QResizeEvent* event) {
    showOrHide();
    QWidget::resizeEvent(event);
}

void FirstSteps::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), theme().ground);
}

}  // namespace vitrine::ui
