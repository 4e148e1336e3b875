// FoldButton: a quiet line that shows and hides what follows it, ▸ folded, ▾ open; closed, it says in a few words what is
// inside.
#pragma once

#include <QtWidgets/QAbstractButton>

namespace vitrine::ui {

class FoldButton : public QAbstractButton {
    Q_OBJECT
public:
    explicit FoldButton(const QString& title, QWidget* parent = nullptr);
    void setSummary(const QString& words);
    QString summary() const { return m_summary; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    int paintTitle(QPainter& painter, const QRect& line, const QFont& font);  ///< and the sign after it; where that ends
    void paintFocus(QPainter& painter);

private:
    QString m_summary;
};

}  // namespace vitrine::ui
