// How the map is drawn: smooth or flat, how it meets the picture, what of it is kept, lines, whose scale.
#pragma once

#include <QtWidgets/QWidget>

class QGridLayout;
class QSlider;

namespace vitrine::ui {

class BarButton;
class Segments;
class Session;
class Words;

class StyleControls : public QWidget {
    Q_OBJECT
public:
    explicit StyleControls(Session& session, QWidget* parent = nullptr);

    /// What differs from the usual, in a few words.
    QString summary() const;

private:
    void addRow(const QString& title, QWidget* control, const QString& toolTip, QWidget* right = nullptr);
    void chooseBlend();
    void refresh();

    Session& m_session;
    QGridLayout* m_grid;
    Segments* m_smooth;
    BarButton* m_blend;
    QSlider* m_keep;
    Words* m_keepText;
    Segments* m_contour;
    Segments* m_shared;
};

}  // namespace vitrine::ui
