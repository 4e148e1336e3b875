// The few controls of our own: a bar button, a row to pick, a segmented choice, a wrapping label. Flat and quiet.
#pragma once

#include "ui/theme.h"

#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QLabel>

class QButtonGroup;
class QPushButton;

namespace vitrine::ui {

/// "ViT-S/14  everyday · bundled ▾": strong words, quiet words, a chevron; opens something below it.
class BarButton : public QAbstractButton {
    Q_OBJECT
public:
    explicit BarButton(QWidget* parent = nullptr);
    void setWords(const QString& strong, const QString& quiet);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QString m_quiet;
};

/// A row of a list to pick from: a title, quiet words under or after it, words at the right; checked, or not to be had.
class PickRow : public QAbstractButton {
    Q_OBJECT
public:
    PickRow(const QString& title, const QString& detail, const QString& right = {}, QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_detail, m_right;
};

/// One of a few words, all visible.
class Segments : public QWidget {
    Q_OBJECT
public:
    explicit Segments(const QStringList& words, QWidget* parent = nullptr);
    void setCurrent(int index);
    int current() const { return m_current; }
    QSize sizeHint() const override;
    int leastWidth() const;  ///< the words are whole, and no more

Q_SIGNALS:
    void chosen(int index);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    int wordsWidth(int index) const;
    QRectF segment(int index) const;
    QStringList m_words;
    int m_current = 0;
};

enum class Tone { Text, Quiet, Heading };

/// A button that looks like a link: quiet words that do something.
QPushButton* linkButton(const QString& words, QWidget* parent);
QPushButton* linkButton(const QString& words, const QString& tip, QWidget* parent);

/// A label in one of the program's voices, repainted with the theme.
class Words : public QLabel {
    Q_OBJECT
public:
    explicit Words(const QString& text = {}, Tone tone = Tone::Text, TextSize size = TextSize::Normal,
                   QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void colour();
    Tone m_tone;
};

/// A 1 px line across.
class Rule : public QWidget {
    Q_OBJECT
public:
    explicit Rule(QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
};

/// A little triangle pointing down, the sign of something that opens.
void drawChevron(QPainter& painter, QPointF centre, const QColor& colour);

}  // namespace vitrine::ui
