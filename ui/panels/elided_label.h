// ElidedLabel: one line of text, shortened in the middle where there is no room; the tooltip then has all of it.
#pragma once

#include "ui/theme.h"

#include <QtWidgets/QWidget>

namespace vitrine::ui {

class ElidedLabel : public QWidget {
    Q_OBJECT
public:
    ElidedLabel(const QFont& font, bool quiet, Qt::Alignment alignment, QWidget* parent = nullptr);
    void setText(const QString& text);
    QString text() const { return m_text; }
    QString shownText() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QFont m_font;
    bool m_quiet;
    Qt::Alignment m_alignment;
    QString m_text;
};

}  // namespace vitrine::ui
