// RankPanel: which heads matter for the target, each switched off one at a time; the most important first. A fold, because
// it takes many passes: nothing is computed until it is opened.
#pragma once

#include "core/change/rank_heads.h"
#include "ui/inquiry.h"
#include "ui/panels/fold_panel.h"

class QGridLayout;
class QPushButton;

namespace vitrine::ui {

class Segments;
class Session;
class StepLine;
class Words;

/// A bar from the middle: to the right what is lost, to the left what is gained.
class EffectBar : public QWidget {
    Q_OBJECT
public:
    explicit EffectBar(QWidget* parent = nullptr);
    void setShare(double share);  ///< -1 to 1, of the largest effect

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    double m_share = 0;
};

class RankPanel : public FoldPanel {
    Q_OBJECT
public:
    explicit RankPanel(Session& session, QWidget* parent = nullptr);
    const std::vector<HeadEffect>& effects() const;  ///< the most important first
    int rows() const { return int(m_rows.size()); }
    QPushButton* goButton(int row) const;
    QString valueText(int row) const;  ///< "0.52": lost; "−0.10": gained
    QString about() const;
    QPushButton* offButton(int row) const;

protected:
    void opened() override { ask(); }

private:
    struct Question {
        std::shared_ptr<const Capture> capture;
        Target target;
        Silence by = Silence::Zero;
        bool operator==(const Question&) const = default;
    };
    struct Row {
        QPushButton* go;
        EffectBar* bar;
        Words* value;
        QPushButton* off;
    };
    std::shared_ptr<const Result> base() const;
    void ask();
    void take();
    void showEffects();
    void addRow();
    void showOff();
    void go(int row);
    void showAbout();
    QString aboutWords() const;

    Session& m_session;
    Segments* m_by;
    Words* m_about;
    StepLine* m_step;
    QGridLayout* m_list;
    QPushButton* m_more;
    std::vector<Row> m_rows;
    size_t m_shown = 0;
    std::shared_ptr<const Result> m_base;    ///< whose heads are ranked
    std::shared_ptr<const Result> m_baseOf;  ///< the same with nothing changed
    std::optional<Question> m_asked;
    InquiryPool m_pool;
    Inquiry<Question, std::vector<HeadEffect>> m_inquiry;
};

}  // namespace vitrine::ui
