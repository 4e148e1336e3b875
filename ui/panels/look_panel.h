// "Where it looked": the method, the query, how it is drawn.
#pragma once

#include <QtWidgets/QWidget>

class QSlider;
class QPushButton;

namespace vitrine::ui {

class BarButton;
class FoldButton;
class Segments;
class Session;
class StyleControls;
class Words;

class LookPanel : public QWidget {
    Q_OBJECT
public:
    explicit LookPanel(Session& session, QWidget* parent = nullptr);

private:
    void refresh();
    void chooseColours();

    Session& m_session;
    Segments* m_method;
    Words* m_query;
    QPushButton* m_unpin;
    QSlider* m_opacity;
    Words* m_opacityText;
    BarButton* m_colours;
    FoldButton* m_fold;
    StyleControls* m_drawn;
    Words* m_about;
};

}  // namespace vitrine::ui
