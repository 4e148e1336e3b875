// Words in and beside a menu: headings over groups of its entries, and what an entry is, while it is looked at.
#pragma once

#include <QtCore/QString>

class QAction;
class QMenu;

namespace vitrine::ui {

/// A line that is no entry: it is the heading of what follows.
void addHeading(QMenu& menu, const QString& words);

/// An entry with these words as they are: an & is no sign for a key.
QString entryText(QString words);

/// Of entries of which one is the present one.
void tick(QAction* action, bool now);

/// The tooltip of the entry under the mouse or the arrows, beside the menu: it covers none of the others.
void tellBeside(QMenu& menu);

}  // namespace vitrine::ui
