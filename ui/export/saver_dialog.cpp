// The save dialog: which formats there are, and where a file goes.
#include "core/read_file.h"
#include "ui/export/saver.h"
#include "ui/main_window.h"
#include "ui/session.h"

#include <QtCore/QSettings>
#include <QtCore/QStandardPaths>
#include <QtWidgets/QFileDialog>

#include <algorithm>

namespace vitrine::ui {
namespace {

const QString folderKey = QStringLiteral("saveFolder");
const QString formatKey = QStringLiteral("saveFormat");

/// For the settings: "figure.svg".
QString nameOf(const SaveFormat& format) {
    const char* const kinds[] = {"picture",       "figure", "heads",         "numbers",        "window",
                                 "python",        "scene",  "inside",        "inside-numbers", "board",
                                 "board-numbers", "matrix", "matrix-numbers"};  // as SaveKind
    return QLatin1String(kinds[size_t(format.kind)]) + QLatin1String(format.extension);
}

/// Whether it is of a page that has its own first format.
bool isOfItsPage(SaveKind kind) {
    const auto page = pageOf(kind);
    return page && *page != Page::Picture;
}

/// The first where it is none, none any more, or one of another page.
const SaveFormat& formatNamed(const QString& name) {
    const auto& all = Saver::formats();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const SaveFormat& f) { return nameOf(f) == name && !isOfItsPage(f.kind); });
    return found == all.end() ? all.front() : *found;
}

QString filterOf(const SaveFormat& format) {
    return QStringLiteral("%1 (*%2)").arg(Saver::tr(format.words), QLatin1String(format.extension));
}

/// What that page shows comes first, then what every page has, then what the others show.
std::vector<const SaveFormat*> offeredOn(Page page) {
    std::vector<const SaveFormat*> offered;
    for (const SaveFormat& format : Saver::formats())
        offered.push_back(&format);
    const auto place = [page](const SaveFormat* format) {
        const auto own = pageOf(format->kind);
        return own == page ? 0 : own ? 2 : 1;
    };
    std::stable_sort(offered.begin(), offered.end(),
                     [&](const SaveFormat* a, const SaveFormat* b) { return place(a) < place(b); });
    return offered;
}

QString startFolder() {
    const QString before = QSettings().value(folderKey).toString();
    if (!before.isEmpty() && QFileInfo(before).isDir())
        return before;
    return QStandardPaths::writableLocation(QStandardPaths::PicturesLocation);
}

}  // namespace

std::optional<Page> pageOf(SaveKind kind) {
    switch (kind) {
    case SaveKind::Picture:
    case SaveKind::Figure:
    case SaveKind::Numbers: return Page::Picture;
    case SaveKind::AllHeads: return Page::Grid;
    case SaveKind::Inside:
    case SaveKind::InsideNumbers: return Page::Inside;
    case SaveKind::Matrix:
    case SaveKind::MatrixNumbers: return Page::Matrix;
    case SaveKind::Board:
    case SaveKind::BoardNumbers: return Page::Board;
    case SaveKind::Window:
    case SaveKind::Python:
    case SaveKind::Scene: break;
    }
    return {};
}

const std::vector<SaveFormat>& Saver::formats() {
    static const std::vector<SaveFormat> all{
        {SaveKind::Picture, ".png", QT_TR_NOOP("The picture with the map, PNG")},
        {SaveKind::Figure, ".png", QT_TR_NOOP("Figure with colour bar and caption, PNG")},
        {SaveKind::Figure, ".svg", QT_TR_NOOP("Figure with colour bar and caption, SVG")},
        {SaveKind::Figure, ".pdf", QT_TR_NOOP("Figure with colour bar and caption, PDF")},
        {SaveKind::AllHeads, ".png", QT_TR_NOOP("All layers and heads on one sheet, PNG")},
        {SaveKind::AllHeads, ".svg", QT_TR_NOOP("All layers and heads on one sheet, SVG")},
        {SaveKind::AllHeads, ".pdf", QT_TR_NOOP("All layers and heads on one sheet, PDF")},
        {SaveKind::Matrix, ".png", QT_TR_NOOP("The matrix of all tokens, PNG")},
        {SaveKind::Matrix, ".svg", QT_TR_NOOP("The matrix of all tokens, SVG")},
        {SaveKind::Matrix, ".pdf", QT_TR_NOOP("The matrix of all tokens, PDF")},
        {SaveKind::MatrixNumbers, ".npz", QT_TR_NOOP("The matrix's numbers for NumPy, NPZ")},
        {SaveKind::Inside, ".png", QT_TR_NOOP("What is inside, as its page shows it, PNG")},
        {SaveKind::Inside, ".svg", QT_TR_NOOP("What is inside, as its page shows it, SVG")},
        {SaveKind::Inside, ".pdf", QT_TR_NOOP("What is inside, as its page shows it, PDF")},
        {SaveKind::Numbers, ".npz", QT_TR_NOOP("The map's numbers for NumPy, NPZ")},
        {SaveKind::Numbers, ".csv", QT_TR_NOOP("The map's numbers for a spreadsheet, CSV")},
        {SaveKind::Numbers, ".safetensors", QT_TR_NOOP("The map's numbers, safetensors")},
        {SaveKind::InsideNumbers, ".csv", QT_TR_NOOP("The numbers of the page Inside for a spreadsheet, CSV")},
        {SaveKind::Board, ".png", QT_TR_NOOP("The board of methods, PNG")},
        {SaveKind::Board, ".svg", QT_TR_NOOP("The board of methods, SVG")},
        {SaveKind::Board, ".pdf", QT_TR_NOOP("The board of methods, PDF")},
        {SaveKind::BoardNumbers, ".csv", QT_TR_NOOP("The board's numbers for a spreadsheet, CSV")},
        {SaveKind::BoardNumbers, ".json", QT_TR_NOOP("The board's numbers for programs, JSON")},
        {SaveKind::Window, ".png", QT_TR_NOOP("The window as it is, PNG")},
        {SaveKind::Python, ".py", QT_TR_NOOP("Python script that computes the same with torchvision")},
        {SaveKind::Scene, ".json", QT_TR_NOOP("Scene: opens again just like this")},
    };
    return all;
}

const SaveFormat& Saver::formatFor(SaveKind kind, const std::filesystem::path& file) {
    const std::string extension = extensionOf(file);
    const auto& all = formats();
    const auto find = [&](auto&& fits) { return std::find_if(all.begin(), all.end(), fits); };
    auto found = find([&](const SaveFormat& f) { return f.kind == kind && f.extension == extension; });
    for (const auto& page : {pageOf(kind), std::optional<Page>(), std::optional(Page::Picture)})
        if (found == all.end())
            found = find([&](const SaveFormat& f) { return f.extension == extension && pageOf(f.kind) == page; });
    if (found == all.end())
        found = find([&](const SaveFormat& f) { return f.extension == extension; });
    if (found == all.end())
        found = find([&](const SaveFormat& f) { return f.kind == kind; });
    return *found;
}

void Saver::ask() {
    if (m_session.view().page == Page::Grid)
        ask(SaveKind::AllHeads);
    else if (m_session.view().page == Page::Matrix)
        ask(SaveKind::Matrix);
    else if (m_session.view().page == Page::Inside)
        ask(SaveKind::Inside);
    else if (m_session.view().page == Page::Board)
        ask(SaveKind::Board);
    else if (ready(true))
        chooseFile(formatNamed(QSettings().value(formatKey).toString()));
}

void Saver::ask(SaveKind kind) {
    if ((kind == SaveKind::Board || kind == SaveKind::BoardNumbers) && m_session.result() && !board())
        return;  // and told why, before a name is asked for
    if (ready(kind != SaveKind::Scene && kind != SaveKind::Window))
        chooseFile(formatFor(kind, {}));
}

void Saver::chooseFile(const SaveFormat& first) {
    auto* dialog = new QFileDialog(&m_window, tr("Save"), startFolder());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    const std::vector<const SaveFormat*> offered = offeredOn(m_session.view().page);
    QStringList filters;
    for (const SaveFormat* format : offered)
        filters << filterOf(*format);
    dialog->setNameFilters(filters);
    dialog->selectNameFilter(filterOf(first));
    dialog->setDefaultSuffix(QString::fromLatin1(first.extension + 1));
    dialog->selectFile(proposal(first.kind) + QLatin1String(first.extension));
    const auto chosen = [dialog, filters, offered]() -> const SaveFormat& {
        return *offered[size_t(std::max<qsizetype>(0, filters.indexOf(dialog->selectedNameFilter())))];
    };
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog, chosen] {  // the name's ending goes along
        const SaveFormat& format = chosen();
        dialog->setDefaultSuffix(QString::fromLatin1(format.extension + 1));
        const QFileInfo name(dialog->selectedFiles().value(0));
        dialog->selectFile(name.completeBaseName() + QLatin1String(format.extension));
    });
    connect(dialog, &QFileDialog::fileSelected, this, [this, chosen](const QString& name) {
        const std::filesystem::path file = name.toStdString();
        const SaveFormat& format = formatFor(chosen().kind, file);
        QSettings().setValue(folderKey, QFileInfo(name).absolutePath());
        if (!isOfItsPage(chosen().kind))
            QSettings().setValue(formatKey, nameOf(chosen()));
        if (extensionOf(file) == format.extension)
            return save(format, file);
        const std::filesystem::path whole = file.string() + format.extension;
        std::error_code ignored;
        if (std::filesystem::exists(whole, ignored))  // the dialog has asked about another name
            return tell(tr("%1 is there already").arg(QString::fromStdString(whole.filename().string())),
                        tr("It was not saved. Save again, and choose that file or another name."));
        save(format, whole);
    });
    dialog->open();
}

}  // namespace vitrine::ui
