// The look in one place: colours, type, spacing. Dark and light, both designed.
#pragma once

#include <QtGui/QColor>
#include <QtGui/QFont>

class QApplication;
class QString;

namespace vitrine::ui {

/// Everything is placed on multiples of this, in device-independent pixels.
inline constexpr int unit = 8;
inline constexpr int rowHeight = 28;

struct Theme {
    bool dark = true;
    QColor ground, panel, raised, line, text, quiet, accent, stage, warning;
};

enum class ThemeChoice { Dark, Light, System };

/// The theme in force. Widgets that paint themselves ask it in paintEvent and repaint on QEvent::PaletteChange.
const Theme& theme();

/// Fonts, palette and style sheet for the whole application; also called to switch while the window is open.
void applyTheme(QApplication& app, ThemeChoice choice);
ThemeChoice themeChoice();

/// The program's own typeface (Roboto: its figures all have one width): 12, 13 (the default) or 16 px.
enum class TextSize { Small = 12, Normal = 13, Large = 16 };
QFont textFont(TextSize size = TextSize::Normal, bool strong = false);
/// DejaVu Sans Mono 12 px, for formulas.
QFont fixedFont();

/// "21,660,009": thousands separators, the same in every language.
QString grouped(qint64 number);
/// "21.66 M", "0.59 M", "768": three or four significant digits, for narrow places.
QString compact(qint64 number);

}  // namespace vitrine::ui
