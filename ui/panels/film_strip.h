// The film strip: what was dropped, each with its top-1.
#pragma once

#include <QtWidgets/QListView>

class QStandardItemModel;

namespace vitrine::ui {

class Session;
struct FilmItem;

class FilmStrip : public QWidget {
    Q_OBJECT
public:
    explicit FilmStrip(Session& session, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void refresh();
    void refreshItem(int index);
    void removeCurrent();
    void showHint();

    Session& m_session;
    QStandardItemModel* m_items;
    QListView* m_list;
    QWidget* m_hint;
    bool m_following = false;
};

}  // namespace vitrine::ui
