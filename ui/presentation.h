// Presentation (F11): the picture and what explains it, large, for a room. Arrow keys for layers, B for a black screen,
// a ring around the mouse, Esc to leave.
#pragma once

#include <QtCore/QPointer>
#include <QtGui/QFont>
#include <QtWidgets/QWidget>

namespace vitrine::ui {

class ImageView;
class LayerRow;
class PictureControl;
class ScaleLine;
class Session;
struct Failure;
class TopClasses;

class Presentation : public QWidget {
    Q_OBJECT
public:
    /// Over all of `window`, and as large as it.
    Presentation(Session& session, QWidget* window);

    void setBlack(bool black);
    bool isBlack() const;
    void setRing(bool on);  ///< around the mouse
    ImageView* view() const { return m_view; }
    ScaleLine* scale() const { return m_scale; }
    TopClasses* classes() const { return m_classes; }
    LayerRow* layers() const { return m_layers; }

Q_SIGNALS:
    void left();
    void pictureStep(int by);
    void layerStep(int by);
    void headStep(int by);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;
    bool focusNextPrevChild(bool) override { return true; }  // what is below is not to be reached
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void follow();
    void place();
    void placeFor(int lines);  ///< of the caption
    Failure whyNot() const;    ///< nothing can be shown
    void updatePicture();
    void updateMaps();
    void updateQuery();

    Session& m_session;
    ImageView* m_view;
    PictureControl* m_control;
    TopClasses* m_classes;
    ScaleLine* m_scale;
    LayerRow* m_layers;
    QWidget* m_black;
    QWidget* m_ring;
    bool m_ringOn = true;
};

/// The type of a presentation: its sizes follow the screen, not the text size.
QFont presentationFont(int height, double factor = 1, bool strong = false);

}  // namespace vitrine::ui
