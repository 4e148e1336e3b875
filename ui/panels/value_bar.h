// ValueBar: which colour is which value, with its ends and round numbers under it, on a linear or a logarithmic scale.
#pragma once

#include "core/overlay/colormap.h"
#include "ui/panels/matrix_image.h"

#include <QtWidgets/QWidget>

#include <utility>
#include <vector>

namespace vitrine::ui {

/// Round values of a scale and their places in 0..1: powers of ten on a logarithmic one, even steps on a linear one.
std::vector<std::pair<double, QString>> scaleTicks(const MatrixScale& scale);
/// Both ends: "≤ 0.00042" (everything below has that colour too) and "0.056".
std::pair<QString, QString> scaleEnds(const MatrixScale& scale);

class ValueBar : public QWidget {
    Q_OBJECT
public:
    explicit ValueBar(QWidget* parent = nullptr);
    void setScale(const MatrixScale& scale, const Colormap* colormap);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {120, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void paintNumbers(QPainter& painter, const QRectF& bar) const;

    MatrixScale m_scale;
    const Colormap* m_colormap = nullptr;
};

}  // namespace vitrine::ui
