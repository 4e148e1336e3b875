// PictureControl: what the picture shows of the session, and what the mouse on it asks for: who looks, which patches are
// compared, which values are read, what the model is given to see.
#pragma once

#include "core/explore.h"
#include "core/overlay/scale.h"

#include <QtCore/QObject>
#include <QtCore/QString>

#include <memory>
#include <optional>
#include <vector>

namespace vitrine::ui {

class BrushControl;
class ColourBar;
class ImageView;
class Session;

class PictureControl : public QObject {
    Q_OBJECT
public:
    /// `colours` may be null: then scale() is shown elsewhere.
    PictureControl(Session& session, ImageView& view, ColourBar* colours, QObject* parent);

    void updatePicture();
    void updateMaps();
    void updateView();  ///< the patches that ask

    /// What the colours span; none without a map, or where each pin has a colour of its own.
    std::optional<ColourScale> scale() const;
    /// What the colours are, in words; empty without a map.
    QString caption() const;
    /// What is changed in the run, "with layer 3, head 1 off"; empty where nothing is.
    QString changes() const;

    /// The pins' maps where they are shown together: (layers or heads, pins); else none.
    std::vector<std::vector<Map>> togetherByLayer() const { return together(&MapSet::byLayer); }
    std::vector<std::vector<Map>> togetherByHead() const { return together(&MapSet::byHead); }

    /// Takes back one thing: a pull, the chosen crop, the query, the pins. False: there was nothing.
    bool escape();
    bool canEscape() const;

    // Commands, also by key.
    void togglePin();  ///< of the patch under the mouse, or the query
    void toggleReading();
    void toggleInput();
    void toggleCropping();
    BrushControl& brush() const { return *m_brush; }
    bool isReading() const { return m_reading; }

private:
    void connectView();
    void connectTools();
    void setCell(std::optional<Cell> cell);
    void click(std::optional<Cell> cell);
    void togglePinAt(Cell cell);
    void updatePins();
    void updateColours();
    void updateTools();
    bool showsTogether() const;
    std::vector<std::vector<Map>> together(std::vector<Map> MapSet::*which) const;
    QString styleWords() const;
    QString signWords(const MapRequest& request, const Map& map) const;  ///< what the colours of a signed map say
    QString flatWords(const MapRequest& request) const;                  ///< why there is nothing to tell apart
    QString valueAt(const Map& map, Cell cell) const;
    std::shared_ptr<const Picture> inputPicture();

    Session& m_session;
    ImageView& m_view;
    ColourBar* m_colours;
    BrushControl* m_brush;
    std::optional<Cell> m_cell;         // under the mouse
    std::optional<Cell> m_askedBefore;  // the last click
    bool m_reading = false;
    std::shared_ptr<const Picture> m_input;  // of which picture it was made
    std::shared_ptr<const Picture> m_inputOf;
};

}  // namespace vitrine::ui
