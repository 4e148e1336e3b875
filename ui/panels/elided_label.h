// ElidedLabel: one line of text. Where there is no room its last parts (between " · ") are left out, then the rest is
// shortened: in the middle, or at the end. The tooltip then has all of it.
#pragma once

#include "ui/theme.h"

#include <QtWidgets/QWidget>

namespace vitrine::ui {

/// The text with as many of its parts as fit into `width`; one alone is elided.
QString elidedParts(const QString& text, const QFontMetrics& metrics, int width, Qt::TextElideMode mode);

class ElidedLabel : public QWidget {
    Q_OBJECT
public:
    ElidedLabel(const QFont& font, bool quiet, Qt::Alignment alignment, QWidget* parent = nullptr);
    void setText(const QString& text);
    void setElideMode(Qt::TextElideMode mode) { m_mode = mode; }
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
    Qt::TextElideMode m_mode = Qt::ElideMiddle;
};

}  // namespace vitrine::ui
