// Something to tell, in place and not in the way: over the page's bottom edge. What is harmless goes by itself, what
// went wrong stays until it is clicked away or Esc is pressed.
#pragma once

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

namespace vitrine::ui {

class NoticeBar : public QWidget {
    Q_OBJECT
public:
    /// Over the bottom edge of `page`, which lies somewhere in `over`, and over the strips of small maps in it.
    NoticeBar(QWidget* over, QWidget* page);
    void tell(const QString& title, const QString& text);  ///< until it is clicked away
    void tellBriefly(const QString& text);                 ///< one line, for some seconds

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void place();
    bool isBrief() const { return m_title.isEmpty(); }
    QWidget* m_page;
    QTimer m_timeOut;
    QString m_title, m_text;
};

}  // namespace vitrine::ui
