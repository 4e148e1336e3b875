// InsideMaps: the picture as the model sees it, beside it one number (or colour) a patch, and all layers as small maps.
#pragma once

#include "ui/inside.h"
#include "ui/session.h"

#include <QtWidgets/QWidget>

#include <memory>

namespace vitrine::ui {

class MapFigure;
class MapStrip;
class SeenView;
class TilesFigure;
class Words;

class InsideMaps : public QWidget {
    Q_OBJECT
public:
    explicit InsideMaps(Session& session, QWidget* parent = nullptr);

    /// Null: nothing is known; `why` is said in its place.
    void show(std::shared_ptr<const InsideAnswer> answer, const InsideNames& names, const QString& why);

    // The parts, for tests.
    SeenView* picture() const { return m_picture; }
    MapFigure* map() const { return m_map; }
    MapStrip* strip() const { return m_strip; }
    TilesFigure* tiles() const { return m_tiles; }
    QString title() const;
    QString value() const;
    QString about() const;
    QString legend() const;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void updateAll();
    void updateMap(int after);
    void updateClasses(int after);
    void updateTiles(int after);
    void updateStrip();
    void updateMarks();
    int wordsHeight(int across) const;
    void layWords(QRect in);
    void fit();
    void point(std::optional<Cell> cell, bool reads);  ///< `reads`: its value is told, and it does not ask

    Session& m_session;
    std::shared_ptr<const InsideAnswer> m_answer;
    InsideNames m_names;
    std::optional<Cell> m_read;  ///< Similarity: under the mouse in the map, whose value is told while the query stays
    Words* m_title;
    SeenView* m_picture;
    MapFigure* m_map;
    Words* m_value;
    Words* m_legend;  ///< Lens: which colour is which class
    Words* m_about;
    Words* m_tilesLabel;
    TilesFigure* m_tiles;  ///< Pca of several pictures
    MapStrip* m_strip;
};

}  // namespace vitrine::ui
