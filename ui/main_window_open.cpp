// What comes into the window: files, folders, checkpoints, addresses, drops, and the question that some ask.
#include "core/image/folder.h"
#include "ui/actions.h"
#include "ui/address.h"
#include "ui/download.h"
#include "ui/drops.h"
#include "ui/main_window.h"
#include "ui/misfit_sheet.h"
#include "ui/panels/notice_bar.h"
#include "ui/panels/stage.h"
#include "ui/pixels.h"
#include "ui/recent.h"
#include "ui/session.h"

#include <QtCore/QMimeData>
#include <QtCore/QSettings>
#include <QtGui/QClipboard>
#include <QtGui/QDragEnterEvent>
#include <QtWidgets/QApplication>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QInputDialog>
#include <QtWidgets/QLineEdit>

namespace vitrine::ui {
namespace {

std::vector<std::filesystem::path> toPaths(const QStringList& files) {
    std::vector<std::filesystem::path> paths;
    for (const QString& file : files)
        paths.emplace_back(file.toStdString());
    return paths;
}

}  // namespace

void MainWindow::openFiles(const QStringList& given) {
    QStringList files;
    QList<QUrl> urls;
    QStringList all;
    for (const QString& word : given) {
        const QString name = withoutFileScheme(word);
        all << name;
        if (isWebAddress(name))
            urls << QUrl(name);
        else
            files << name;
    }
    if (!urls.isEmpty())
        m_session.openUrls(urls);
    if (m_keepsSettings)
        for (const QString& name : all) {
            if (const RecentKind kind = kindOfFile(name);
                kind == RecentKind::Pictures || kind == RecentKind::Checkpoints)
                m_toNote << name;  // once it has been seen, or works
            else
                noteRecent(name);
        }
    m_session.openFiles(toPaths(files));
}

void MainWindow::openPictures() {
    QStringList patterns{QStringLiteral("*.safetensors")};
    for (const std::string& ending : imageEndings())
        patterns << QLatin1Char('*') + QString::fromStdString(ending);
    const QStringList files =
        QFileDialog::getOpenFileNames(this, tr("Open pictures"), QSettings().value(QStringLiteral("folder")).toString(),
                                      tr("Pictures (%1);;All files (*)").arg(patterns.join(QLatin1Char(' '))), nullptr,
                                      QFileDialog::HideNameFilterDetails);  // there are dozens of endings
    if (files.isEmpty())
        return;
    QSettings().setValue(QStringLiteral("folder"), QFileInfo(files.first()).absolutePath());
    openFiles(files);
}

void MainWindow::openFolder() {
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Open a folder of pictures"),
                                                             QSettings().value(QStringLiteral("folder")).toString());
    if (folder.isEmpty())
        return;
    QSettings().setValue(QStringLiteral("folder"), folder);
    openFiles({folder});
}

void MainWindow::openCheckpoint() {
    const QString file = QFileDialog::getOpenFileName(
        this, tr("Open a checkpoint"), QSettings().value(QStringLiteral("checkpoints")).toString(),
        tr("Checkpoints (*.safetensors *.pth *.pt *.bin *.ckpt *.index.json);;All files (*)"));
    if (file.isEmpty())
        return;
    QSettings().setValue(QStringLiteral("checkpoints"), QFileInfo(file).absolutePath());
    openFiles({file});
}

/// The same model again, with other names: it says at once where they do not fit.
void MainWindow::openLabels() {
    const QString file = QFileDialog::getOpenFileName(
        this, tr("Class names: a text file with one name a line, in the order of the classes"),
        QSettings().value(QStringLiteral("checkpoints")).toString(), tr("Text files (*.txt);;All files (*)"));
    if (file.isEmpty() || !m_session.plan())
        return;
    ModelRequest request = m_session.request();
    request.labels = file.toStdString();
    m_session.openModel(request);
}

void MainWindow::openAddress() {
    bool ok = false;
    const QString clip = QApplication::clipboard()->text().trimmed();
    const QString typed =
        QInputDialog::getText(this, tr("Open an address"), tr("Where the picture is:"), QLineEdit::Normal,
                              isWebAddress(clip) ? clip : QStringLiteral("https://"), &ok)
            .trimmed();
    if (!ok)
        return;
    const QString scheme = schemeOf(typed);
    if (isWebAddress(typed) || withoutFileScheme(typed) != typed)
        openFiles({typed});
    else if (!scheme.isEmpty())
        m_notice->tell(
            tr("%1:// is not read").arg(scheme),
            tr("Vitrine reads files, and addresses that begin with https:// or http://. Fetch it with another program, then open the file."));
    else
        m_notice->tell(tr("This is no address"), tr("it begins with https:// or http://: https://example.org/cat.jpg"));
}

void MainWindow::paste() {
    const QMimeData* mime = QApplication::clipboard()->mimeData();
    if (mime && openDropped(*mime, tr("pasted picture")))
        return;
    m_notice->tell(tr("Nothing to paste"),
                   tr("the clipboard holds no picture, no file and no address. Copy a picture first."));
}

bool MainWindow::openDropped(const QMimeData& mime, const QString& imageName) {
    const Dropped dropped = readDrop(mime);
    if (!dropped.files.isEmpty())
        openFiles(dropped.files);
    if (!dropped.urls.isEmpty())
        m_session.openUrls(dropped.urls);
    if (!dropped.image.isNull())
        m_session.addImage(fromQImage(dropped.image), dropped.name.isEmpty() ? imageName : dropped.name);
    return dropped.any();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (!event->source() && canDrop(*event->mimeData())) {  // not what is dragged out of the film strip
        event->acceptProposedAction();
        m_stage->setDropHighlight(true);
    }
}

void MainWindow::dragLeaveEvent(QDragLeaveEvent*) { m_stage->setDropHighlight(false); }

void MainWindow::dropEvent(QDropEvent* event) {
    m_stage->setDropHighlight(false);
    if (openDropped(*event->mimeData(), tr("dropped picture")))
        event->acceptProposedAction();
}

void MainWindow::showMisfits(const Failure& why) {
    if (const auto unfit = why.as<DoesNotFit>())
        (new MisfitSheet(why.subject, *unfit, QString::fromStdString(m_session.plan()->config.name), this))->open();
}

void MainWindow::askHeads(const QString& file, int width, int guess) {
    bool ok = false;
    const QString known =
        guess > 0 ? tr("%1 would make 64 numbers a head.").arg(guess) : tr("It must divide %1.").arg(width);
    const int heads = QInputDialog::getInt(
        this, tr("How many heads?"),
        tr("%1 does not say how many attention heads it has,\nand its width of %2 is not a well-known one.\n"
           "Its author or its config file tells: with another number all it says is wrong. %3")
            .arg(file)
            .arg(width)
            .arg(known),
        std::max(1, guess), 1, width, 1, &ok);
    if (ok && heads != guess)
        m_session.answerHeads(heads);
}

}  // namespace vitrine::ui
