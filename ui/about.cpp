#include "ui/about.h"

#include "core/image/decode.h"
#include "core/model/device.h"
#include "ui/controls.h"
#include "ui/tr.h"

#include <QtWidgets/QDialog>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QVBoxLayout>

#include <utility>

namespace vitrine::ui {
namespace {

using Rows = QList<std::pair<QString, QString>>;

void showTable(QWidget* parent, const QString& title, const QString& heading, const QString& words, const Rows& rows) {
    auto* dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    auto* layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(3 * unit, 3 * unit, 3 * unit, 2 * unit);
    layout->setSpacing(2 * unit);
    auto* name = new Words(heading, Tone::Text, TextSize::Large, dialog);
    name->setFont(textFont(TextSize::Large, true));
    layout->addWidget(name);
    auto* about = new Words(words, Tone::Quiet, TextSize::Normal, dialog);
    about->setWordWrap(true);
    about->setMinimumWidth(48 * unit);
    layout->addWidget(about);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(3 * unit);
    grid->setVerticalSpacing(unit);
    grid->setColumnStretch(1, 1);
    int line = 0;
    for (const auto& [left, right] : rows) {
        grid->addWidget(new Words(left, Tone::Quiet, TextSize::Normal, dialog), line, 0, Qt::AlignTop);
        auto* value = new Words(right, Tone::Text, TextSize::Normal, dialog);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        grid->addWidget(value, line++, 1);
    }
    layout->addLayout(grid);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::close);
    layout->addWidget(buttons);
    dialog->open();
}

}  // namespace

void showAbout(QWidget* parent) {
    const BuildInfo info = buildInfo();
    showTable(
        parent, tr("About Vitrine"), QStringLiteral("Vitrine ") + QString::fromStdString(info.vitrine),
        tr("A light table for Vision Transformers: what they predict, and where they looked. Apache-2.0; THIRD_PARTY.md lists what it stands on."),
        {{QStringLiteral("Qt"), QString::fromLatin1(qVersion())},
         {QStringLiteral("LibTorch"),
          QString::fromStdString(info.libtorch + " (" + info.libtorch_build + ", " + std::to_string(info.threads) +
                                 " threads, " + info.vector_width + ")")},
         {QStringLiteral("OpenCV"), QString::fromStdString(opencvVersion())}});
}

}  // namespace vitrine::ui
