// The film strip: what was dropped, each with its top-1. Sorted, removed, copied, dragged elsewhere.
#pragma once

#include <QtWidgets/QListView>

#include <vector>

class QMenu;

namespace vitrine::ui {

class BarButton;
class FilmDelegate;
class FilmModel;
class Session;

class FilmStrip : public QWidget {
    Q_OBJECT
public:
    explicit FilmStrip(Session& session, QWidget* parent = nullptr);

    /// One line a picture: where the window is low, the picture in it has the room.
    void setThin(bool thin);
    bool isThin() const { return m_thin; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildList();
    void fitHeight();
    void follow();
    void showWords();
    std::vector<int> selected() const;
    void removeSelected();
    void copySelected();
    void copy(const std::vector<int>& rows);
    void addOrders(QMenu& menu);
    void openMenu(const QPoint& at);

    Session& m_session;
    FilmModel* m_items;
    FilmDelegate* m_delegate;
    QListView* m_list;
    BarButton* m_order;
    QWidget* m_hint;
    bool m_thin = false;
    bool m_following = false;
};

}  // namespace vitrine::ui
