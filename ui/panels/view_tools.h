// ViewTools: a few words in the corner of the picture while the mouse is over it: what else can be done with it.
#pragma once

#include "core/model/intervention.h"

#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QWidget>

#include <array>

class QBoxLayout;

namespace vitrine::ui {

/// A word on the dark tag; strong while it is on.
class ToolWord : public QAbstractButton {
    Q_OBJECT
public:
    explicit ToolWord(const QString& text, const QString& toolTip, QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

class ViewTools : public QWidget {
    Q_OBJECT
public:
    explicit ViewTools(QWidget* parent = nullptr);

    void setPercent(int percent);
    void setCropping(bool on, bool possible);
    void setReading(bool on);
    void setInput(bool on);
    /// On: the other words make room for the brush's own, its size and what stands in the place of a patch.
    void setBrushing(bool on, int size, Fill fill);
    /// Leaves words out that keys and menus know too, until it is no wider; the brush's own stand in two lines then.
    void fitInto(int width);
    void setOverPicture(bool over);  ///< dark in both themes; else in the theme's colours
    bool isOverPicture() const { return m_overPicture; }

    ToolWord* crop() const { return m_crop; }
    ToolWord* brush() const { return m_brush; }
    ToolWord* sizeWord(bool large) const { return m_sizes[large ? 1 : 0]; }
    ToolWord* fillWord(Fill fill) const { return m_fills[size_t(fill)]; }
    ToolWord* reads() const { return m_reads; }
    ToolWord* input() const { return m_input; }
    ToolWord* plain() const { return m_plain; }
    ToolWord* zoom() const { return m_zoom; }

Q_SIGNALS:
    void entered();  ///< the mouse left the picture for a word

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;

private:
    void shrink();

    QBoxLayout* m_lines;  ///< the words as they are pressed, then what a patch becomes, then what is only shown
    bool m_overPicture = true;
    ToolWord* m_crop;
    ToolWord* m_brush;
    std::array<ToolWord*, 2> m_sizes{};
    std::array<ToolWord*, 4> m_fills{};
    ToolWord* m_reads;
    ToolWord* m_input;
    ToolWord* m_plain;  ///< while it is pressed
    bool m_croppable = false;
    bool m_brushing = false;
    ToolWord* m_zoom;  ///< "167 %"; fits, or where it does already, one pixel a pixel
};

}  // namespace vitrine::ui
