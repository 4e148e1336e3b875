// PageBar: the line above the stage: which page is shown, and what that page can be asked.
#pragma once

#include <QtWidgets/QWidget>

class QMenu;

namespace vitrine::ui {

class BarButton;
class Segments;
class Session;

class PageBar : public QWidget {
    Q_OBJECT
public:
    explicit PageBar(Session& session, QWidget* parent = nullptr);

    // The parts, for tests.
    Segments* pages() const { return m_pages; }
    BarButton* query() const { return m_query; }
    BarButton* scale() const { return m_scale; }
    Segments* colours() const { return m_colours; }
    void fillQueryMenu(QMenu& menu);
    void fillScaleMenu(QMenu& menu);
    void place();  ///< also when the stage has moved in the window

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void refresh();

    Session& m_session;
    Segments* m_pages;
    BarButton* m_query;
    BarButton* m_scale;
    Segments* m_colours;
};

}  // namespace vitrine::ui
