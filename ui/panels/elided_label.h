// ElidedLabel: one line of text, or two where it may break between its parts (" · "). Where there is no room the last
// parts are left out, then the rest is shortened: in the middle, or at the end. The tooltip then has all of it. A warning
// has lines of its own.
#pragma once

#include "ui/theme.h"

#include <QtWidgets/QWidget>

namespace vitrine::ui {

/// The text with as many of its parts as fit into `width`; one alone is elided.
QString elidedParts(const QString& text, const QFontMetrics& metrics, int width, Qt::TextElideMode mode);

/// In one line, or broken between its parts into `most`; never within one. What then does not fit is left out.
QStringList brokenParts(const QString& text, const QFontMetrics& metrics, int width, Qt::TextElideMode mode,
                        int most = 2);

class ElidedLabel : public QWidget {
    Q_OBJECT
public:
    ElidedLabel(const QFont& font, bool quiet, Qt::Alignment alignment, QWidget* parent = nullptr);
    void setText(const QString& text);
    void setElideMode(Qt::TextElideMode mode) { m_mode = mode; }
    /// Two lines where it takes them. The height that it has once needed at a width stays, so that other words move nothing.
    void setBreaking();
    /// On lines of its own below, in the warning colour; empty: none.
    void setWarning(const QString& warning);
    void setLeastLines(int lines);  ///< its height is at least that of so many
    QString text() const { return m_text; }
    QString shownText() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }
    bool hasHeightForWidth() const override { return m_breaking; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QStringList lines(int width) const;
    QStringList warningLines(int width) const;
    QStringList fitted(const QString& text, int width) const;
    void describe();

    QFont m_font;
    bool m_quiet;
    Qt::Alignment m_alignment;
    QString m_text;
    Qt::TextElideMode m_mode = Qt::ElideMiddle;
    bool m_breaking = false;
    QString m_warning;
    qsizetype m_least = 1, m_most = 1;  ///< lines; the most at this width
};

}  // namespace vitrine::ui
