// MatrixPage: the whole matrix of a head, and beside it what one row or column of it means on the picture.
#pragma once

#include "core/overlay/style.h"
#include "ui/inquiry.h"
#include "ui/panels/matrix_view.h"

class QBoxLayout;

namespace vitrine::ui {

class ChangesLine;
class ElidedLabel;
class SeenView;
class ValueBar;
class Words;

/// A matrix and its picture.
struct MatrixPicture {
    std::shared_ptr<const TokenMatrix> matrix;
    MatrixScale scale;
    QImage image;
};

class MatrixPage : public QWidget {
    Q_OBJECT
public:
    explicit MatrixPage(Session& session, QWidget* parent = nullptr);
    void setActive(bool active);

    // The parts, for tests.
    MatrixView* matrix() const { return m_matrix; }
    SeenView* picture() const { return m_picture; }
    ChangesLine* changes() const { return m_changes; }
    ValueBar* bar() const { return m_bar; }
    QWidget* readout() const;
    QString valueWords() const;
    QString mapWords() const;
    std::shared_ptr<const TokenMatrix> values() const;
    std::shared_ptr<const MapSet> shownMap() const { return m_map; }

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void updateAbout();
    void fitColumn();  ///< what stands beside the matrix
    struct Question {
        std::shared_ptr<const Capture> capture;
        MapRequest request;
        bool log = true;
        const Colormap* colormap = nullptr;
        bool operator==(const Question&) const = default;
    };
    static MatrixPicture draw(const Question& question, const Progress& progress);
    void ask();
    void take();
    void updateMarked();
    void updateMap(int token);
    void updateWords();

    Session& m_session;
    bool m_active = false;
    Entry m_hovered;  // in the matrix
    std::shared_ptr<const MapSet> m_map;
    QWidget* m_left;
    Words* m_title;
    SeenView* m_picture;
    Words* m_about;
    ChangesLine* m_changes;
    MatrixView* m_matrix;
    ValueBar* m_bar;
    ElidedLabel* m_value;
    QBoxLayout* m_room;   ///< the matrix, and below or beside it
    QBoxLayout* m_under;  ///< bar and value
    Words* m_state;
    InquiryPool m_pool;
    Inquiry<Question, MatrixPicture> m_inquiry;
};

}  // namespace vitrine::ui
