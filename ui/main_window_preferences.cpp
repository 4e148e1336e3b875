// What a person set once, or a scene brings with it: shown, kept, and the window made anew for it.
#include "ui/actions.h"
#include "ui/handover.h"
#include "ui/language.h"
#include "ui/main_window.h"
#include "ui/panels/fold_panel.h"
#include "ui/panels/stage.h"
#include "ui/session.h"
#include "ui/settings_sheet.h"
#include "ui/sheet.h"

#include <QtCore/QTimer>
#include <QtWidgets/QApplication>
#include <QtWidgets/QMenu>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QSplitter>

#include <algorithm>
#include <utility>

namespace vitrine::ui {

void MainWindow::setPreferences(const Preferences& preferences) {
    const Preferences kept = std::exchange(m_kept, preferences);
    if (preferences.theme == m_preferences.theme)  // not the person's doing but a scene's, perhaps
        m_kept.theme = kept.theme;
    if (preferences.textPercent == m_preferences.textPercent)
        m_kept.textPercent = kept.textPercent;
    if (m_keepsSettings)
        m_kept.save();
    showLook(preferences);
}

void MainWindow::resetPreferences() {
    m_kept = {};
    setPreferences({});
}

void MainWindow::showLook(const Preferences& preferences) {
    const Preferences before = std::exchange(m_preferences, preferences);
    if (themeChoice() != preferences.theme)
        applyTheme(*qApp, preferences.theme);
    if (before.colormap != preferences.colormap)
        m_session.setColormap(preferences.colormap);
    if (before.device != preferences.device || before.threads != preferences.threads) {
        ModelRequest request = m_session.request();
        request.placement.device = preferences.device.toStdString();
        request.placement.threads = preferences.threads;
        m_session.openModel(request);
    }
    if (before.textPercent != preferences.textPercent || before.language != preferences.language)
        QTimer::singleShot(0, this, &MainWindow::rebuild);  // whoever asked for it is a part of what goes
}

void MainWindow::rebuild() {
    const bool settings = findChild<SettingsSheet*>() != nullptr;
    const QList<int> panels = columns();
    const int before = qRound(100 * textScale());
    if (!isPresenting())
        m_columnsAt[before] = {width(), panels};
    const double scale = m_preferences.textPercent / 100.0;
    present(false);
    remake(scale);
    fitPanels();
    const auto [wide, widths] = m_columnsAt.value(m_preferences.textPercent);
    if (wide == width())
        setColumns(widths);
    else
        spreadPanels();
    m_stage->setFocus();
    if (settings)
        (new SettingsSheet(*this))->open();
}

// Panels can be made anew at any time: what the session does not know they hand over.
void MainWindow::remake(double scale) {
    Handover handover(m_session);  // of() finds it
    QSet<QByteArray> open;
    for (const FoldPanel* panel : m_side->findChildren<FoldPanel*>())
        if (panel->isOpen())
            open << panel->metaObject()->className();
    for (Sheet* sheet : findChildren<Sheet*>(QString(), Qt::FindDirectChildrenOnly))
        delete sheet;
    delete m_actions;
    delete m_menu;
    delete takeCentralWidget();
    useLanguage(m_preferences.language);
    setTextScale(scale);
    applyTheme(*qApp, m_preferences.theme);
    build();
    for (FoldPanel* panel : m_side->findChildren<FoldPanel*>())
        if (open.contains(panel->metaObject()->className()))
            panel->setOpen(true);
}

void MainWindow::toggleTheme() {
    Preferences changed = m_preferences;
    changed.theme = theme().dark ? ThemeChoice::Light : ThemeChoice::Dark;
    if (changed.theme == m_preferences.theme)
        applyTheme(*qApp, changed.theme);
    setPreferences(changed);
}

void MainWindow::stepText(int by) {
    const QList<int>& all = textPercents();
    Preferences changed = m_preferences;
    const auto at = std::lower_bound(all.begin(), all.end(), changed.textPercent) - all.begin();
    const int between = at < all.size() && all[at] > changed.textPercent && by > 0 ? 1 : 0;  // as a scene may be
    changed.textPercent = by == 0 ? 100 : all[std::clamp(at + by - between, qsizetype(0), all.size() - 1)];
    setPreferences(changed);
}

}  // namespace vitrine::ui
