#include "ui/misfit_sheet.h"

#include "ui/controls.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTreeWidget>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace vitrine::ui {
namespace {

constexpr Px misfitWidth = units(112);
constexpr size_t mostRows = 2000;  // a person reads the first few; copied are all

QString words(Misfit::Kind kind) {
    switch (kind) {
    case Misfit::Kind::Missing: return MisfitSheet::tr("missing");
    case Misfit::Kind::Unexpected: return MisfitSheet::tr("not expected");
    case Misfit::Kind::OtherShape: return MisfitSheet::tr("another shape");
    case Misfit::Kind::OtherDtype: return MisfitSheet::tr("another dtype");
    }
    return {};
}

QString shapeWords(const Shape& shape) { return QString::fromStdString(shapeText(shape)); }

QTreeWidget* makeTable(const std::vector<Misfit>& misfits, QWidget* parent) {
    auto* table = new QTreeWidget(parent);
    table->setAccessibleName(MisfitSheet::tr("Tensors that do not fit"));
    table->setHeaderLabels(
        {MisfitSheet::tr("tensor"), MisfitSheet::tr("what"), MisfitSheet::tr("should be"), MisfitSheet::tr("is")});
    table->setRootIsDecorated(false);
    table->setUniformRowHeights(true);
    table->setFrameShape(QFrame::NoFrame);
    table->setStyleSheet(QStringLiteral("QTreeView::item { padding-right: 16px; }"));
    table->setTextElideMode(Qt::ElideMiddle);
    table->setSelectionMode(QAbstractItemView::NoSelection);
    QList<QTreeWidgetItem*> rows;
    for (size_t i = 0; i < std::min(misfits.size(), mostRows); ++i) {
        const Misfit& misfit = misfits[i];
        const bool dtype = misfit.kind == Misfit::Kind::OtherDtype;
        auto* row = new QTreeWidgetItem({QString::fromStdString(misfit.name), words(misfit.kind),
                                         dtype ? QString() : shapeWords(misfit.expected),
                                         dtype ? QString::fromStdString(misfit.dtype) : shapeWords(misfit.found)});
        row->setToolTip(0, row->text(0));
        row->setSizeHint(0, {0, int(rowHeight)});
        rows << row;
    }
    table->addTopLevelItems(rows);
    table->header()->setStretchLastSection(false);
    table->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    return table;
}

}  // namespace

MisfitSheet::MisfitSheet(const QString& file, const DoesNotFit& unfit, const QString& stays, QWidget* window)
    : Sheet(window, {misfitWidth, 100 * unit}), m_table(makeTable(unfit.misfits(), this)) {
    setAccessibleName(tr("What does not fit"));
    auto* title = new Words(tr("What does not fit in %1").arg(file), Tone::Heading);
    title->setWordWrap(true);
    QStringList sentences;
    if (!stays.isEmpty())
        sentences << tr("%1 stays open.").arg(stays);
    if (!unfit.looksLike().empty())
        sentences << tr("This file is %1.").arg(QString::fromStdString(unfit.looksLike()));
    sentences << tr("To open as a plain ViT, the file would need each missing tensor and none that is not expected. "
                    "Names are the file's own.");
    auto* about = new Words(sentences.join(QLatin1Char(' ')), Tone::Quiet, TextSize::Small);
    about->setWordWrap(true);
    auto* copy = new QPushButton(tr("Copy the table"), this);
    connect(copy, &QPushButton::clicked, this, [all = misfitTable(unfit.misfits())] {
        QGuiApplication::clipboard()->setText(QString::fromStdString(all));
    });
    auto* top = new QHBoxLayout;
    top->addWidget(title, 1);
    top->addWidget(copy);
    top->addWidget(closeButton());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * unit, 2 * unit, 2 * unit, 2 * unit);
    layout->setSpacing(unit);
    layout->addLayout(top);
    layout->addWidget(about);
    layout->addWidget(m_table, 1);
    setFocusProxy(m_table);
}

int MisfitSheet::wantedHeight(int) const { return units(22) + rowHeight * (m_table->topLevelItemCount() + 2); }

}  // namespace vitrine::ui
