// What keeps a checkpoint from opening, tensor by tensor: a table over the window.
#pragma once

#include "core/weights/misfit.h"
#include "ui/sheet.h"

#include <vector>

class QTreeWidget;

namespace vitrine::ui {

class MisfitSheet : public Sheet {
    Q_OBJECT
public:
    /// `stays`: the model that goes on working; empty for none.
    MisfitSheet(const QString& file, const DoesNotFit& unfit, const QString& stays, QWidget* window);
    const QTreeWidget* table() const { return m_table; }

protected:
    int wantedHeight(int width) const override;

private:
    QTreeWidget* m_table;
};

}  // namespace vitrine::ui
