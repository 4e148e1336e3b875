// SeenView: a small picture of the part that the model sees; the mouse over it asks, a click pins.
#pragma once

#include "ui/inquiry.h"
#include "ui/panels/image_view.h"

#include <initializer_list>

namespace vitrine::ui {

/// The part of a picture that the model sees, at most `side` pixels large, as a picture of its own. Black where the
/// model's part reaches outside.
Picture seenPart(const Picture& picture, int side);

class SeenView;
class Words;

/// The left side of a page: what the small picture is, the picture, its colours where it has any, and what there is to say,
/// each line wrapped.
QWidget* seenColumn(QWidget* title, SeenView* picture, QWidget* colours, std::initializer_list<Words*> about);

class SeenView : public ImageView {
    Q_OBJECT
public:
    explicit SeenView(Session& session, QWidget* parent = nullptr);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return width; }

private:
    using Source = std::shared_ptr<const Picture>;

    Session& m_session;
    std::optional<Cell> m_pinnedBefore;  // the last click
    InquiryPool m_pool;
    Inquiry<Source, Picture> m_part;
};

}  // namespace vitrine::ui
