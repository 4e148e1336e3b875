// InsidePage: what the tokens of a run are made of, layer by layer, and how its heads look: one of five views.
#pragma once

#include "ui/inquiry.h"
#include "ui/inside.h"
#include "ui/joint_pictures.h"

#include <QtWidgets/QWidget>

class QStackedWidget;

namespace vitrine::ui {

class ElidedLabel;
class InsideHeads;
class InsideMaps;
class Segments;

class InsidePage : public QWidget {
    Q_OBJECT
public:
    explicit InsidePage(Session& session, QWidget* parent = nullptr);
    ~InsidePage() override;
    void setActive(bool active);

    /// Of the view that is chosen; null: none yet.
    std::shared_ptr<const InsideAnswer> answer() const;

    /// Where it is of several pictures, which nobody else has; else null.
    std::shared_ptr<const InsideAnswer> joint() const;

    // The parts, for tests.
    Segments* views() const { return m_views; }
    ElidedLabel* changes() const { return m_changes; }
    Segments* together() const { return m_together; }
    InsideMaps* maps() const { return m_maps; }
    InsideHeads* heads() const { return m_heads; }

private:
    struct Question {
        std::shared_ptr<const Capture> capture;
        InsideRequest request;
        std::optional<JointPictures> joint;  ///< Pca: of these pictures
        std::shared_ptr<JointCache> cache;
        bool operator==(const Question& other) const {
            return capture == other.capture && request == other.request && joint == other.joint;
        }
    };
    static InsideAnswer find(const Question& question, const Progress& progress);
    std::optional<Question> question() const;
    QString whyNot() const;  ///< nothing can be shown; empty where it can
    InsideNames names() const;
    void ask();
    void take();
    void tellProgress(int done, int total);
    void stop();
    void updateControls();

    Session& m_session;
    bool m_active = false;
    std::optional<Question> m_stopped;  ///< not to be asked again by itself
    std::shared_ptr<JointCache> m_cache;
    Segments* m_views;
    Segments* m_together;
    ElidedLabel* m_changes;  ///< what is changed in the run
    QStackedWidget* m_pages;
    InsideMaps* m_maps;
    InsideHeads* m_heads;
    InquiryPool m_pool;
    Inquiry<Question, InsideAnswer> m_inquiry;
};

}  // namespace vitrine::ui
