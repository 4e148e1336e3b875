// FetchBar: a line of the window while weights are downloaded: what, how far, how fast, how long still, and Cancel; when
// it failed, why, and what to do.
#pragma once

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

class QGridLayout;
class QHBoxLayout;
class QPushButton;

namespace vitrine::ui {

class Downloads;
class ElidedLabel;
class Words;

class FetchBar : public QWidget {
    Q_OBJECT
public:
    FetchBar(Downloads& downloads, QWidget* parent);
    QString words() const;  ///< all that it says

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void follow();
    void fit();
    QPushButton* addButton(const QString& words, const QString& name);

    Downloads& m_downloads;
    QGridLayout* m_layout;
    QHBoxLayout* m_buttons;
    ElidedLabel* m_title;
    Words* m_words;
    QPushButton* m_again;
    QPushButton* m_cancel;
    QPushButton* m_close;
    QTimer m_second;      ///< while it counts down to the next try
    double m_share = -1;  ///< done, 0..1; below 0: not known
};

}  // namespace vitrine::ui
