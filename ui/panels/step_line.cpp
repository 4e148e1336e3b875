#include "ui/panels/step_line.h"

#include "ui/controls.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QPushButton>

namespace vitrine::ui {

StepLine::StepLine(QWidget* parent) : QWidget(parent), m_words(new Words({}, Tone::Quiet, TextSize::Small, this)) {
    auto* stop = linkButton(tr("stop"), this);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_words, 1);
    layout->addWidget(stop);
    connect(stop, &QPushButton::clicked, this, &StepLine::stopped);
    hide();
}

void StepLine::tell(const QString& words) {
    m_words->setText(words);
    setVisible(!words.isEmpty());
}

}  // namespace vitrine::ui
