// Sheet: a quiet panel over the window: the palette, the keys, the settings. One at a time; Esc, a click beside it or
// work elsewhere closes it, and the focus goes back to where it was.
#pragma once

#include <QtCore/QPointer>
#include <QtWidgets/QFrame>

class QPushButton;

namespace vitrine::ui {

class Sheet : public QFrame {
    Q_OBJECT
public:
    /// `width` and `height` at most, in pixels of the text size in force.
    Sheet(QWidget* window, QSize atMost);
    ~Sheet() override;
    void open();
    void dismiss();

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;
    /// How tall it wants to be within `atMost`; sizeHint's by default.
    virtual int wantedHeight(int width) const;
    void place();
    QPushButton* closeButton();                   ///< a new one, for the sheet's own layout
    bool focusNextPrevChild(bool next) override;  ///< Tab goes around inside

private:
    QSize m_atMost;
    QPointer<QWidget> m_focusBefore;
    QPointer<QWidget> m_scrim;  ///< what is behind, dimmed
};

}  // namespace vitrine::ui
