// BusyPill: what is under way, how far it is, and a way to stop it.
#pragma once

#include <QtWidgets/QWidget>

class QPushButton;

namespace vitrine::ui {

class ElidedLabel;
class Words;
struct Activity;

class BusyPill : public QWidget {
    Q_OBJECT
public:
    explicit BusyPill(QWidget* parent = nullptr);
    /// `layers`: of the model, 0 where there is none yet.
    void setActivity(const Activity& activity, int layers);

    /// "layer 5 of 12": the one being worked on; "40 %" where the steps are not the layers; empty where nothing can be
    /// counted.
    static QString progressText(const Activity& activity, int layers);

Q_SIGNALS:
    void cancelled();

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    ElidedLabel* m_what;
    Words* m_progress;
    QPushButton* m_cancel;
    double m_share = 0;  ///< done, 0..1
    bool m_counts = false;
};

}  // namespace vitrine::ui
