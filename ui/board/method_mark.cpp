#include "ui/board/method_mark.h"

#include <QtGui/QPainter>

#include <array>

namespace vitrine::ui {
namespace {

constexpr double thick = 2;  // of a mark

struct MethodColour {
    const char* method;
    const char* dark;
    const char* light;
};

/// All as bright as text is on their ground, and apart from each other; the baselines are grey.
constexpr std::array<MethodColour, 12> colours{{{"chefer", "#f2b84b", "#9a6500"},
                                                {"attention", "#e8789b", "#bf3667"},
                                                {"rollout", "#7cd98a", "#1b7f37"},
                                                {"gradcam", "#6fb1fa", "#1766c2"},
                                                {"grad_rollout", "#b892f4", "#7a45c9"},
                                                {"attn_grad", "#f58a54", "#b9480f"},
                                                {"legrad", "#4fd0c8", "#0b7a75"},
                                                {"input_grad", "#d3dc5a", "#66700a"},
                                                {"ig", "#f26d6d", "#c5282f"},
                                                {"occlusion", "#cfa27a", "#855226"},
                                                {"random", "#8f99a3", "#6a737d"},
                                                {"centre", "#cbd2d9", "#3d444d"}}};

size_t placeOf(const std::string& method) {
    size_t place = 0;
    while (place < colours.size() && method != colours[place].method)
        ++place;
    return place;
}

}  // namespace

QColor methodColour(const std::string& method, bool dark) {
    const size_t place = placeOf(method);
    return place == colours.size() ? theme().accent : QLatin1String(dark ? colours[place].dark : colours[place].light);
}

QColor methodColour(const std::string& method) { return methodColour(method, theme().dark); }

// The first four and the baselines, which are on the board at first, have a line each.
QList<qreal> methodDashes(const std::string& method) {
    static const std::array<QList<qreal>, 6> lines{
        {{}, {5, 2}, {1.2, 1.4}, {5, 1.6, 1.2, 1.6}, {2.4, 1.8}, {5, 1.6, 1.2, 1.6, 1.2, 1.6}}};
    return lines[placeOf(method) % lines.size()];
}

void paintMark(QPainter& painter, QPointF left, const std::string& method, double width) {
    QPen pen(methodColour(method), thick, Qt::SolidLine, Qt::FlatCap);
    if (const QList<qreal> dashes = methodDashes(method); !dashes.isEmpty())
        pen.setDashPattern(dashes);
    painter.setPen(pen);
    painter.drawLine(left, left + QPointF(width, 0));
}

}  // namespace vitrine::ui
