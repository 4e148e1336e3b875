// ColourBar: which colour is which value, "0.000 [bar] 0.043".
#pragma once

#include "core/overlay/colormap.h"
#include "ui/panels/value_text.h"

#include <QtWidgets/QWidget>

#include <optional>

namespace vitrine::ui {

class ColourBar : public QWidget {
    Q_OBJECT
public:
    explicit ColourBar(QWidget* parent = nullptr);

    /// None: nothing is drawn, the place is kept.
    void setRange(std::optional<ValueRange> range);
    void setColormap(const Colormap* colormap);  ///< nullptr: inferno

    QString lowText() const;
    QString highText() const;
    QRect barRect() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    std::optional<ValueRange> m_range;
    const Colormap* m_colormap = nullptr;
};

}  // namespace vitrine::ui
