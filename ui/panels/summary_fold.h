// SummaryFold: a heading that opens what is under it, and says in a sentence what is there while it is folded.
#pragma once

#include "ui/theme.h"

#include <QtWidgets/QAbstractButton>

namespace vitrine::ui {

class SummaryFold : public QAbstractButton {
    Q_OBJECT
public:
    explicit SummaryFold(const QString& title, QWidget* parent = nullptr);
    void setSummary(const QString& words);
    QString summary() const { return m_summary; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QString m_summary;
};

}  // namespace vitrine::ui
