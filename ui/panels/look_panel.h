// "Where it looked": the method, the query, how it is drawn.
#pragma once

#include <QtWidgets/QWidget>

class QSlider;
class QPushButton;

namespace vitrine::ui {

class BarButton;
class ChainRow;
class FoldButton;
class MethodChoice;
class QueryRow;
class Session;
class StyleControls;
class TargetRow;
class Words;

class LookPanel : public QWidget {
    Q_OBJECT
public:
    explicit LookPanel(Session& session, QWidget* parent = nullptr);

private:
    void layOut();
    void refresh();
    void chooseColours();

    Session& m_session;
    MethodChoice* m_method;
    Words* m_targetTitle;
    TargetRow* m_target;
    Words* m_queryTitle;
    Words* m_query;
    QPushButton* m_unpin;
    QueryRow* m_direction;
    Words* m_chainTitle;
    ChainRow* m_chain;
    Words* m_settingsTitle;
    QSlider* m_opacity;
    Words* m_opacityText;
    BarButton* m_colours;
    FoldButton* m_fold;
    StyleControls* m_drawn;
    Words* m_about;
    QPushButton* m_aboutLink;
};

}  // namespace vitrine::ui
