// "What it sees": the most probable classes with index, logit and probability, or in words why there is no answer.
#pragma once

#include <QtWidgets/QWidget>

#include <vector>

namespace vitrine::ui {

class Session;
class PredictionRows;
class Words;

class PredictionPanel : public QWidget {
    Q_OBJECT
public:
    explicit PredictionPanel(Session& session, QWidget* parent = nullptr);
    int rows() const;                ///< classes shown
    QString rowText(int row) const;  ///< "cat 16 +5.81 80.0 %", as drawn

private:
    void refresh();

    Session& m_session;
    Words* m_shape;
    PredictionRows* m_rows;
    Words* m_message;
    std::vector<Words*> m_columns;  // heads of the list's columns
};

}  // namespace vitrine::ui
