// Settings (Ctrl+,): looks, language, where models run. Every choice takes effect at once.
#pragma once

#include "ui/preferences.h"
#include "ui/sheet.h"

#include <functional>

class QGridLayout;
class QSpinBox;

namespace vitrine::ui {

class MainWindow;

class SettingsSheet : public Sheet {
    Q_OBJECT
public:
    explicit SettingsSheet(MainWindow& window);

private:
    void addRow(const QString& words, QWidget* control, const QString& about = {});
    QWidget* themes();
    QWidget* textSizes();
    QWidget* languageChoice();
    QWidget* colours();
    QWidget* devices();
    QWidget* threads();
    QWidget* pictures();
    QWidget* resets();
    void change(const std::function<void(Preferences&)>& how);

    MainWindow& m_window;
    QGridLayout* m_grid;
};

/// 80, 90, 100, 125, 150, 175, 200.
const QList<int>& textPercents();

}  // namespace vitrine::ui
