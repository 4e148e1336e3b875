// What every token takes from every other, as a figure and as numbers.
#include "core/explain/request.h"
#include "core/export/npz.h"
#include "core/read_file.h"
#include "ui/core_words.h"
#include "ui/export/figure_layout.h"
#include "ui/panels/matrix_image.h"
#include "ui/panels/value_bar.h"
#include "ui/prefix_words.h"

#include <algorithm>

namespace vitrine::ui {
namespace {

using namespace figures;

constexpr double largestMatrix = 720, axis = 28;
constexpr QSizeF matrixBar{160, 8};

}  // namespace

Drawing matrixSheetOf(const FigureContent& content, const Progress& progress) {
    const Capture& capture = *content.result->capture;
    const MapRequest request = matrixRequest(content.view.map);
    const TokenMatrix matrix = explainMatrix(capture, request, progress);
    const MatrixScale scale = matrixScale(matrix, content.view.matrix_log);
    Layout layout(widthOfAll);
    const QString title = sentence(methodTitle(*findMethod(request.method)) + QStringLiteral(" · ") +
                                   placeWords(request, capture.heads()));
    double y = layout.paragraph(margin, title, strongFont(), ink) + 2;
    y = layout.paragraph(y, facts(content), smallFont(), ink);
    y = layout.paragraph(
        y,
        tr("A row is a token that asks, a column one that is looked at: %1.").arg(tokenOrderWords(content.plan->config)),
        smallFont(), quietInk);
    const double side = std::min(largestMatrix, widthOfAll - 2 * margin - axis);
    const QRectF at(margin + axis, y + gap, side, side);
    layout.add(PictureShape{at, matrixImage(matrix, scale, content.view.style.colormap), false});
    layout.add(FrameShape{at, hairline, 0.5});
    for (const int token : {0, matrix.tokens - 1}) {
        const double middle = (token + 0.5) * side / matrix.tokens;
        const double down = std::clamp(at.top() + middle + 4, at.top() + 10, at.bottom());
        layout.text({at.left() - 4, down}, QString::number(token), smallFont(), quietInk, Qt::AlignRight);
    }
    const auto [low, high] = scaleEnds(scale);
    layout.colours({at.left(), at.bottom() + step + 13}, matrixBar, low,
                   high + QLatin1Char(' ') + (scale.log ? tr("(logarithmic)") : tr("(linear)")),
                   content.view.style.colormap ? *content.view.style.colormap : colormaps().front());
    return layout.finish(at.bottom() + step + lineOfText + margin, title);
}

void writeMatrix(const FigureContent& content, const std::filesystem::path& file, const Progress& progress) {
    const Capture& capture = *content.result->capture;
    const MapRequest request = matrixRequest(content.view.map);
    const TokenMatrix matrix = explainMatrix(capture, request, progress);
    const std::string about = captionOf(content, request) + ": [from, to]";
    const auto bytes =
        npzBytes({{"matrix", {matrix.tokens, matrix.tokens}, matrix.values, {}}, {"caption", {}, {}, about}});
    writeFile(file, {bytes.data(), bytes.size()});
}

}  // namespace vitrine::ui
