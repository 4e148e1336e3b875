// ColourBar: which colour is which value, "0.000 [bar] 0.043".
#pragma once

#include "core/overlay/scale.h"
#include "ui/panels/value_text.h"

#include <QtWidgets/QWidget>

#include <optional>
#include <vector>

namespace vitrine::ui {

class ColourBar : public QWidget {
    Q_OBJECT
public:
    explicit ColourBar(QWidget* parent = nullptr);

    /// All of it as this style draws the large map of these; null: none.
    void setMaps(const MapSet* maps, const OverlayStyle& style);
    /// None: nothing is drawn, the place is kept.
    void setRange(std::optional<ValueRange> range);
    void setColormap(const Colormap* colormap);         ///< nullptr: inferno
    void setMark(std::optional<double> value);          ///< of what is under the mouse
    void setLevels(const std::vector<double>& levels);  ///< where lines of equal value are drawn
    void setShared(bool shared);                        ///< the range is that of all maps shown

    QString lowText() const;
    QString highText() const;
    QRect barRect() const;
    std::optional<double> mark() const { return m_mark; }
    /// Where a value lies along the bar; the nearest end outside the range.
    double placeOf(double value) const;

    /// Narrower, the bar between the numbers is shorter.
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void describe();

    std::optional<ValueRange> m_range;
    std::optional<double> m_mark;
    std::vector<double> m_levels;
    bool m_shared = false;
    const Colormap* m_colormap = nullptr;
};

}  // namespace vitrine::ui
