// The board as a figure and as numbers.
#include "core/export/evaluation_file.h"
#include "core/scene/intervention_words.h"
#include "core/scene/words.h"
#include "ui/board/board_page.h"
#include "ui/export/board_sheet.h"
#include "ui/export/saver.h"
#include "ui/main_window.h"
#include "ui/session.h"
#include "ui/target.h"

namespace vitrine::ui {

std::optional<BoardContent> Saver::board() {
    const auto* page = m_window.findChild<BoardPage*>();
    if (!page || !page->run().whole() || page->run().question()->result != m_session.result()) {
        Q_EMIT told(tr("The board is not measured yet. Save it again when all its curves are there."));
        return std::nullopt;
    }
    BoardContent out{content(), page->run().entries(), {}};
    if (const int of = page->run().measuredClass(); of >= 0)
        out.label = labelOf(m_session, of);
    return out;
}

std::function<void(const Progress&)> Saver::boardWork(SaveKind kind, const std::filesystem::path& file) {
    const auto content = board();
    if (!content)
        return {};
    if (kind == SaveKind::Board)
        return [content = *content, file](const Progress&) { writeDrawing(boardSheetOf(content), file, figureScale); };
    const Evaluation evaluation = m_window.findChild<BoardPage*>()->run().evaluation();
    const auto& against = content->figure.view.map.target.against;
    EvaluationNames names;
    names.picture = content->figure.pictureName.toStdString();
    names.model = content->figure.modelName.toStdString();
    names.label = content->label.toStdString();
    names.against = against ? content->figure.plan->label(*against) : "";
    names.change = interventionText(content->figure.view.intervention);
    names.fill = wordOf(boardFillWords, content->figure.view.board.fill);
    return [evaluation, names, file](const Progress&) { writeEvaluation(evaluation, names, file); };
}

void Saver::copyBoard() {
    if (const auto content = board())
        copyImage([content = *content](const FigureContent&) { return toImage(boardSheetOf(content), figureScale); },
                  tr("Copied: the figure, %1 × %2 px"));
}

}  // namespace vitrine::ui
