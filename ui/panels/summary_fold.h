// SummaryFold: a fold drawn as a heading, with the sentence under it at all times.
#pragma once

#include "ui/panels/fold_button.h"

namespace vitrine::ui {

class SummaryFold : public FoldButton {
    Q_OBJECT
public:
    using FoldButton::FoldButton;
    void setSummary(const QString& words);  ///< all of it in the tooltip
    void setWrapping();  ///< the sentence is written out; else it is one line, cut where there is no room
    QSize sizeHint() const override;
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QRect sentenceRect(int width) const;
    bool m_wrapping = false;
};

}  // namespace vitrine::ui
