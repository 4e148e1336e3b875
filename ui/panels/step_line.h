// StepLine: how far a panel's own long work is, and a way to stop it. Not there while nothing is under way.
#pragma once

#include <QtWidgets/QWidget>

namespace vitrine::ui {

class Words;

class StepLine : public QWidget {
    Q_OBJECT
public:
    explicit StepLine(QWidget* parent = nullptr);
    void tell(const QString& words);  ///< empty: it is over

Q_SIGNALS:
    void stopped();

private:
    Words* m_words;
};

}  // namespace vitrine::ui
