// Palette: everything by name. Commands, pictures, modules, layers, methods and models, found by a few letters.
#pragma once

#include "ui/sheet.h"

#include <functional>
#include <vector>

class QLineEdit;
class QListView;

namespace vitrine::ui {

class Actions;
class Session;

/// Something the palette can do.
struct PaletteEntry {
    QString kind;   ///< "Picture", "Module"; none of a command
    QString title;  ///< what is searched, with the detail
    QString detail;
    QString keys;
    int weight = 0;  ///< added to how well it is found
    std::function<void()> run;
    QString words{};  ///< other names for it, not shown
};

/// Of a window's commands and all that its session has.
std::vector<PaletteEntry> paletteEntries(const Actions& actions, Session& session);

class PaletteModel;
class Words;

class Palette : public Sheet {
    Q_OBJECT
public:
    Palette(std::vector<PaletteEntry> entries, QWidget* window);
    void search(const QString& typed);
    int found() const;
    QString titleOf(int row) const;

protected:
    bool eventFilter(QObject* object, QEvent* event) override;
    int wantedHeight(int width) const override;

private:
    void step(int by);
    void run(const QModelIndex& index);

    PaletteModel* m_model;
    QLineEdit* m_edit;
    QListView* m_list;
    Words* m_nothing = nullptr;  ///< in the list's place
};

}  // namespace vitrine::ui
