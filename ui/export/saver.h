// Saver: what is shown, as files and on the clipboard. Drawn and written in a thread of its own.
#pragma once

#include "core/scene/scene.h"
#include "ui/export/board_sheet.h"
#include "ui/export/figure.h"
#include "ui/export/save_queue.h"

#include <QtCore/QObject>

#include <functional>

namespace vitrine::ui {

class MainWindow;
class Session;

enum class SaveKind {
    Picture,
    Figure,
    AllHeads,
    Numbers,
    Window,
    Python,
    Scene,
    Inside,
    InsideNumbers,
    Board,
    BoardNumbers,
    Matrix,
    MatrixNumbers
};

/// The page that shows it; none: every page.
std::optional<Page> pageOf(SaveKind kind);

/// One line of the save dialog.
struct SaveFormat {
    SaveKind kind;
    const char* extension;  ///< ".png"
    const char* words;      ///< to be translated: "Figure with colour bar and caption, SVG"
};

/// Computes the map where it is not there yet.
void completeMap(FigureContent& content, const Progress& progress);

class Saver : public QObject {
    Q_OBJECT
public:
    /// `window` is what SaveKind::Window shows, and whose child this and the dialogs are.
    Saver(Session& session, MainWindow& window);

    /// All there is; the first is the picture with the map.
    static const std::vector<SaveFormat>& formats();
    /// The format of that kind with the extension of `file`; where the kind has none, of another of its page, of
    /// every page, of the picture's; else the first of the kind (and the extension is to be added).
    static const SaveFormat& formatFor(SaveKind kind, const std::filesystem::path& file);

    /// Asks where to, with what was saved last, or `kind`, chosen. Remembers the folder.
    void ask();
    void ask(SaveKind kind);
    void save(const SaveFormat& format, const std::filesystem::path& file);

    void copyPicture();  ///< with the map, at its own resolution
    void copyFigure();
    void copyCommand();        ///< the line that makes this picture
    void copyWindowCommand();  ///< the line that draws this window
    void copyPython();

    SaveQueue& queue() { return m_queue; }

Q_SIGNALS:
    void saved(const QString& file, SaveKind kind);
    void failed(const Failure& why);
    void told(const QString& words);  ///< that it is done, in a line

private:
    bool ready(bool needsMap);
    FigureContent content() const;
    std::optional<BoardContent> board();  ///< none, and told why, before it is measured
    std::function<void(const Progress&)> boardWork(SaveKind kind,
                                                   const std::filesystem::path& file);  ///< empty: likewise
    void copyBoard();
    Scene scene() const;
    QString proposal(SaveKind kind) const;
    void chooseFile(const SaveFormat& first);
    void copyImage(std::function<QImage(const FigureContent&)> draw, const QString& words);  ///< words: "..., %1 × %2 px"
    using CommandOf = std::vector<std::string> (*)(const Scene&, const std::filesystem::path&);
    void copyLine(CommandOf command, const char* ending);
    void tell(const QString& title, const QString& text);

    Session& m_session;
    MainWindow& m_window;
    SaveQueue m_queue;
};

}  // namespace vitrine::ui
