// BoardNotes: what has to be known before maps are compared: that the run is changed, and what one scale for all of them
// is worth. No higher than it has something to say.
#pragma once

#include "ui/board/board_run.h"
#include "ui/board/colour_line.h"

#include <QtWidgets/QWidget>

namespace vitrine::ui {

class BoardNotes : public QWidget {
    Q_OBJECT
public:
    explicit BoardNotes(Session& session, QWidget* parent = nullptr);

    void setEntries(const std::vector<BoardEntry>& entries);
    int heightFor(int width) const;  ///< 0: nothing to say

    // For tests.
    const QString& change() const { return m_change; }  ///< "with layer 11, attention off"; empty: nothing is changed
    const QString& scale() const { return m_words; }    ///< empty: each map has its own

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QRect changeRect(int width) const;
    QRect scaleRect(int width) const;  ///< of its words, right of the colours

    Session& m_session;
    QString m_change, m_words;
    std::optional<ColourLine> m_line;
};

}  // namespace vitrine::ui
