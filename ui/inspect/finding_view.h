// FindingView: one finding of core/inspect as widgets, kept and filled again while the query moves.
#pragma once

#include "core/inspect/inspection.h"

#include <QtWidgets/QVBoxLayout>
#include <QtWidgets/QWidget>

namespace vitrine::ui {

class Session;

class FindingView : public QWidget {
    Q_OBJECT
public:
    explicit FindingView(QWidget* parent);
    virtual void show(const Finding& finding, const InspectRequest& request) = 0;

    /// The view for this kind of finding, still empty.
    static FindingView* make(const Finding& finding, Session& session, QWidget* parent);

protected:
    QVBoxLayout* column() { return m_column; }

private:
    QVBoxLayout* m_column;
};

}  // namespace vitrine::ui
