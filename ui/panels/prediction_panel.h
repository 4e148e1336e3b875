// "What it sees": the most probable classes with index, logit and probability, or in words why there is no answer. One
// of them, or any other, can be made the target: the class that is explained.
#pragma once

#include <QtWidgets/QWidget>

#include <vector>

class QBoxLayout;
class QPushButton;

namespace vitrine::ui {

class ClassPicker;
class Session;
class PredictionRows;
struct PredictionRow;
class Words;

class PredictionPanel : public QWidget {
    Q_OBJECT
public:
    explicit PredictionPanel(Session& session, QWidget* parent = nullptr);
    int rows() const;                ///< classes shown
    QString rowText(int row) const;  ///< "cat 16 +5.81 80.0 %", as drawn
    PredictionRows* list() const { return m_rows; }
    QPushButton* findButton() const { return m_find; }
    QPushButton* backButton() const { return m_back; }

    QSize minimumSizeHint() const override;
    ClassPicker* findClass();  ///< opens the search among all classes

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void refresh();
    void showColumns();
    void toggle(int index);
    void compare(std::vector<PredictionRow>& rows) const;  ///< with what it was before something was changed

    Session& m_session;
    Words* m_title;
    Words* m_shape;
    PredictionRows* m_rows;
    Words* m_message;
    QPushButton* m_find;
    QPushButton* m_back;
    QBoxLayout* m_links;
    std::vector<Words*> m_columns;  // heads of the list's columns
};

}  // namespace vitrine::ui
