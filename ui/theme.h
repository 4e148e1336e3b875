// The look in one place: colours, type, spacing. Dark and light, both designed.
#pragma once

#include <QtGui/QColor>
#include <QtGui/QFont>

class QApplication;

namespace vitrine::ui {

/// A length in device-independent pixels at 100 % text: an int of the text size in force wherever it is used. What is
/// known before the program runs stays a Px: `constexpr Px columnWidth = units(27);`.
struct Px {
    int at100;
    operator int() const;  // not constexpr: the text size is the person's
};
constexpr Px units(int n) { return {8 * n}; }

/// Everything is placed on multiples of this.
inline constexpr Px unit = units(1);
inline constexpr Px rowHeight{28};

/// 0.8 to 2: how large text is, and the rows and distances that go with it. Widgets are made anew after a change.
double textScale();
void setTextScale(double scale);

struct Theme {
    bool dark = true;
    QColor ground, panel, raised, line, text, quiet, accent, stage, warning;
};

enum class ThemeChoice { Dark, Light, System };

/// The theme in force. Widgets that paint themselves ask it in paintEvent and repaint on QEvent::PaletteChange.
const Theme& theme();

/// The same colour, so much of it there: 0 to 1.
QColor withAlpha(QColor colour, float alpha);

/// Fonts, palette and style sheet for the whole application; also called to switch while the window is open.
void applyTheme(QApplication& app, ThemeChoice choice);
ThemeChoice themeChoice();

/// The program's own typeface (Roboto: its figures all have one width): 12, 13 (the default) or 16 px at 100 %.
enum class TextSize { Small = 12, Normal = 13, Large = 16 };
QFont textFont(TextSize size = TextSize::Normal, bool strong = false);
/// DejaVu Sans Mono 12 px at 100 %, for formulas.
QFont fixedFont();

}  // namespace vitrine::ui
