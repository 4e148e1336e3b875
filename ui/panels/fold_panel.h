// FoldPanel: a heading with one sentence under it; what it has to say beside that stands below, when it is opened.
#pragma once

#include <QtWidgets/QWidget>

class QVBoxLayout;

namespace vitrine::ui {

class Session;
class SummaryFold;

class FoldPanel : public QWidget {
    Q_OBJECT
public:
    FoldPanel(const QString& title, QWidget* parent);
    void setOpen(bool open);
    void toggle() { setOpen(!m_open); }
    bool isOpen() const { return m_open; }
    SummaryFold* fold() const { return m_fold; }
    QString summary() const;

protected:
    /// The model or the picture that is shown could not be had: there is no run to ask.
    static bool nothingToAsk(const Session& session);
    QWidget* body() const { return m_body; }
    QVBoxLayout* column() const { return m_column; }  ///< of the body
    virtual void opened() = 0;                        ///< or closed
    void resizeEvent(QResizeEvent* event) override;

private:
    SummaryFold* m_fold;
    QWidget* m_body;
    QVBoxLayout* m_column;
    bool m_open = false;
    int m_tallest = 0;       ///< since it was opened
    bool m_reveals = false;  ///< just opened: what comes is scrolled into view
};

}  // namespace vitrine::ui
