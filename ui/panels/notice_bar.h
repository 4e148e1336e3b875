// Something to tell, in place and not in the way: a line at the foot of the stage that stays until it is clicked away.
#pragma once

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
};

}  // namespace vitrine::ui
