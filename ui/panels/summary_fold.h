// SummaryFold: a fold drawn as a heading, with the sentence under it at all times.
#pragma once

#include "ui/panels/fold_button.h"

namespace vitrine::ui {

class SummaryFold : public FoldButton {
    Q_OBJECT
public:
    using FoldButton::FoldButton;
    void setSummary(const QString& words);  ///< all of it in the tooltip
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

}  // namespace vitrine::ui
