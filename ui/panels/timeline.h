// Timeline: layers and heads as small maps under the picture. Played, it goes from layer to layer.
#pragma once

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

namespace vitrine::ui {

class MapStrip;
class PlayButton;
class Session;

class Timeline : public QWidget {
    Q_OBJECT
public:
    explicit Timeline(Session& session, QWidget* parent = nullptr);

    /// Thumbnails as large as a stage of that size has room for; fixes the height, which is the same for every method
    /// where there is room.
    void fit(QSize stage, bool beside = false);
    void setStale(bool stale);

    /// From the layer shown to the last one, or from the first where it is the last; then it stops.
    void setPlaying(bool playing);
    bool isPlaying() const { return m_clock.isActive(); }
    void togglePlaying() { setPlaying(!isPlaying()); }
    int interval() const { return m_clock.interval(); }  ///< ms from layer to layer

    MapStrip* layers() const { return m_layers; }
    MapStrip* heads() const { return m_heads; }
    PlayButton* button() const { return m_play; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void updateStrips();
    void updateMaps();
    void updateView();
    bool ofOneLayer() const;
    void updateOff();
    void openMenu(bool heads, int index, QPoint where);
    void step();
    void placeButton();

    Session& m_session;
    MapStrip* m_layers;
    MapStrip* m_heads;
    PlayButton* m_play;
    QTimer m_clock;
};

}  // namespace vitrine::ui
