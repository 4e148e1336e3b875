// The film strip: what was dropped, each with its top-1. Sorted, removed, copied, dragged elsewhere.
#pragma once

#include <QtWidgets/QListView>

#include <vector>

class QMenu;

namespace vitrine::ui {

class BarButton;
class FilmModel;
class Session;

class FilmStrip : public QWidget {
    Q_OBJECT
public:
    explicit FilmStrip(Session& session, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildList();
    void follow();
    void showWords();
    std::vector<int> selected() const;
    void removeSelected();
    void copySelected();
    void addOrders(QMenu& menu);
    void openMenu(const QPoint& at);

    Session& m_session;
    FilmModel* m_items;
    QListView* m_list;
    BarButton* m_order;
    QWidget* m_hint;
    bool m_following = false;
};

}  // namespace vitrine::ui
