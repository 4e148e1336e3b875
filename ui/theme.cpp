#include "ui/theme.h"

#include "core/resources.h"

#include <QtCore/QRegularExpression>
#include <QtGui/QFontDatabase>
#include <QtGui/QPalette>
#include <QtWidgets/QApplication>
#include <QtWidgets/QStyleFactory>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace vitrine::ui {
namespace {

const Theme darkTheme{true,
                      QColor(0x14, 0x16, 0x19),
                      QColor(0x1a, 0x1d, 0x21),
                      QColor(0x22, 0x26, 0x2b),
                      QColor(0x2b, 0x30, 0x36),
                      QColor(0xe8, 0xea, 0xed),
                      QColor(0x98, 0xa1, 0xab),
                      QColor(0x6c, 0xb2, 0xff),
                      QColor(0x0d, 0x0e, 0x10),
                      QColor(0xff, 0xb4, 0x6b)};
const Theme lightTheme{false,
                       QColor(0xf4, 0xf5, 0xf6),
                       QColor(0xff, 0xff, 0xff),
                       QColor(0xee, 0xf0, 0xf2),
                       QColor(0xdd, 0xe1, 0xe5),
                       QColor(0x1b, 0x1f, 0x24),
                       QColor(0x5a, 0x64, 0x6f),
                       QColor(0x0b, 0x62, 0xc4),
                       QColor(0xe6, 0xe8, 0xea),
                       QColor(0x9a, 0x4b, 0x00)};

ThemeChoice s_choice = ThemeChoice::Dark;
const Theme* s_theme = &darkTheme;
double s_scale = 1;

QString family(const char* file, const char* otherwise) {
    try {
        const int id =
            QFontDatabase::addApplicationFont(QString::fromStdString(resource(std::string("fonts/") + file).string()));
        const QStringList families = QFontDatabase::applicationFontFamilies(id);
        if (!families.isEmpty())
            return families.first();
    } catch (const std::exception&) {
        // no resources folder: the window says so when it opens the model; the system's font will do until then
    }
    return QString::fromLatin1(otherwise);
}

const QString& textFamily() {
    static const QString name = [] {
        family("Roboto-Medium.ttf", "Roboto");
        return family("Roboto-Regular.ttf", "Roboto");
    }();
    return name;
}

/// Dark or light as the desktop's own palette is (Qt 6.4 has no QStyleHints::colorScheme). Read before ours replaces it.
bool systemIsDark() {
    static const bool dark = QApplication::style()->standardPalette().color(QPalette::Window).lightness() < 128 ||
                             QPalette().color(QPalette::Window).lightness() < 128;
    return dark;
}

QPalette paletteOf(const Theme& t) {
    QPalette p;
    p.setColor(QPalette::Window, t.panel);
    p.setColor(QPalette::Base, t.panel);
    p.setColor(QPalette::AlternateBase, t.raised);
    p.setColor(QPalette::Button, t.raised);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText})
        p.setColor(role, t.text);
    p.setColor(QPalette::PlaceholderText, t.quiet);
    p.setColor(QPalette::ToolTipBase, t.raised);
    p.setColor(QPalette::Highlight, t.accent);
    p.setColor(QPalette::HighlightedText, t.dark ? t.stage : QColor(Qt::white));
    p.setColor(QPalette::Link, t.accent);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, t.quiet);
    p.setColor(QPalette::Light, t.raised);
    p.setColor(QPalette::Midlight, t.raised);
    p.setColor(QPalette::Mid, t.line);
    p.setColor(QPalette::Dark, t.line);
    p.setColor(QPalette::Shadow, t.line);
    return p;
}

/// Every length but hairlines, at the text size in force.
QString scaled(QString css) {
    static const QRegularExpression length(QStringLiteral("(\\d+)px"));
    qsizetype from = 0;
    for (QRegularExpressionMatch m = length.match(css, from); m.hasMatch(); m = length.match(css, from)) {
        const int px = m.captured(1).toInt();
        const QString now = QString::number(px == 1 ? 1 : int(Px{px}));
        css.replace(m.capturedStart(1), m.capturedLength(1), now);
        from = m.capturedStart(1) + now.size();
    }
    return css;
}

/// For the stock controls; what paints itself asks theme().
QString styleSheetOf(const Theme& t) {
    QString css = QStringLiteral(R"(
QToolTip { background: @raised; color: @text; border: 1px solid @line; padding: 4px 8px; }
QLineEdit, QSpinBox { background: @raised; border: 1px solid transparent; border-radius: 4px; padding: 0 8px; min-height: 30px; selection-background-color: @accent; }
QLineEdit:focus, QSpinBox:focus { border-color: @accent; }
QSpinBox::up-button, QSpinBox::down-button { width: 0; }
QMenu { background: @panel; color: @text; border: 1px solid @line; padding: 8px 0; }
QMenu::item { padding: 6px 24px 6px 16px; }
QMenu::item:selected { background: @raised; }
QMenu::item:disabled { color: @quiet; }
QMenu::separator { height: 1px; background: @line; margin: 8px 0; }
QScrollBar:vertical { background: transparent; width: 8px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 8px; margin: 0; }
QScrollBar::handle { background: @line; border-radius: 4px; min-height: 32px; min-width: 32px; }
QScrollBar::handle:hover { background: @quiet; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: @line; }
QSlider { min-height: 20px; }
QSlider::groove:horizontal { background: @line; height: 3px; border-radius: 1px; }
QSlider::sub-page:horizontal { background: @accent; height: 3px; border-radius: 1px; }
QSlider::handle:horizontal { background: @text; width: 12px; height: 12px; margin: -5px 0; border-radius: 6px; }
QSlider::handle:horizontal:focus { background: @accent; }
QPushButton { background: @raised; color: @text; border: 1px solid transparent; border-radius: 4px; padding: 0 16px; min-height: 30px; }
QPushButton:hover { border-color: @line; }
QPushButton:focus { border-color: @accent; }
QPushButton:disabled { color: @quiet; }
QPushButton[link="true"] { background: transparent; color: @accent; padding: 0; min-height: 20px; border: none; text-align: left; }
QPushButton[plain="true"] { color: @text; }
QPushButton[link="true"]:hover, QPushButton[link="true"]:focus { text-decoration: underline; }
QPushButton[accent="true"] { background: @accent; color: @stage; }
QPushButton[accent="true"]:disabled { background: @raised; color: @quiet; }
QPushButton[accent="true"]:hover, QPushButton[accent="true"]:focus { border-color: @text; }
QCheckBox { spacing: 8px; }
QCheckBox::indicator { width: 16px; height: 16px; }
QHeaderView::section { background: @panel; color: @quiet; border: none; padding: 0 8px 0 0; font-size: 12px; }
QTreeView { background: @panel; border: none; outline: none; }
vitrine--ui--TreeView { selection-background-color: transparent; show-decoration-selected: 0; }
vitrine--ui--TreeView::item:selected, vitrine--ui--TreeView::branch { background: transparent; }
QDialog, QMessageBox { background: @panel; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
)");
    const std::array<std::pair<const char*, QColor>, 7> names{{{"@raised", t.raised},
                                                               {"@panel", t.panel},
                                                               {"@line", t.line},
                                                               {"@text", t.text},
                                                               {"@quiet", t.quiet},
                                                               {"@accent", t.accent},
                                                               {"@stage", t.stage}}};
    for (const auto& [name, colour] : names)
        css.replace(QLatin1String(name), colour.name());
    return scaled(css);
}

}  // namespace

Px::operator int() const { return qRound(at100 * s_scale); }
double textScale() { return s_scale; }
void setTextScale(double scale) { s_scale = std::clamp(scale, 0.8, 2.0); }

QColor withAlpha(QColor colour, float alpha) {
    colour.setAlphaF(alpha);
    return colour;
}

const Theme& theme() { return *s_theme; }
ThemeChoice themeChoice() { return s_choice; }

void applyTheme(QApplication& app, ThemeChoice choice) {
    const bool dark = choice == ThemeChoice::Dark || (choice == ThemeChoice::System && systemIsDark());
    s_choice = choice;
    s_theme = dark ? &darkTheme : &lightTheme;
    static const bool styled =
        (systemIsDark(), QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion"))), true);
    Q_UNUSED(styled)
    QApplication::setFont(textFont());
    QApplication::setPalette(paletteOf(*s_theme));
    app.setStyleSheet(styleSheetOf(*s_theme));
}

QFont textFont(TextSize size, bool strong) {
    QFont font(textFamily());
    font.setPixelSize(Px{int(size)});
    font.setWeight(strong ? QFont::Medium : QFont::Normal);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

QFont fixedFont() {
    static const QString name = family("DejaVuSansMono.ttf", "monospace");
    QFont font(name);
    font.setPixelSize(Px{int(TextSize::Small)});
    font.setStyleHint(QFont::Monospace);
    return font;
}

}  // namespace vitrine::ui
