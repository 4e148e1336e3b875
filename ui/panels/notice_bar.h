// Something to tell, in place and not in the way: a line at the foot of the stage that goes by itself.
#pragma once

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

namespace vitrine::ui {

class NoticeBar : public QWidget {
    Q_OBJECT
public:
    explicit NoticeBar(QWidget* over);
    void tell(const QString& title, const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void place();
    QString m_title, m_text;
    QTimer m_timer;
};

}  // namespace vitrine::ui
