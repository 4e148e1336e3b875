// ChangedPanel: what is changed in the run, each with a way to take it back. Not there while nothing is.
#pragma once

#include <QtWidgets/QWidget>

#include <functional>
#include <vector>

class QPushButton;
class QVBoxLayout;

namespace vitrine::ui {

class Session;
class Words;

class ChangedPanel : public QWidget {
    Q_OBJECT
public:
    explicit ChangedPanel(Session& session, QWidget* parent = nullptr);
    QStringList rows() const;  ///< "5 patches black", as drawn
    QPushButton* removeButton(int row) const;
    QPushButton* resetButton() const { return m_reset; }

private:
    void refresh();
    void addMask(QVBoxLayout& list);
    void addOff(QVBoxLayout& list, size_t index);
    /// A line: words, what else can be chosen of it (null: nothing), and a cross.
    void addRow(QVBoxLayout& list, const QString& words, QPushButton* choice, std::function<void()> remove);

    Session& m_session;
    QWidget* m_list = nullptr;
    QVBoxLayout* m_layout;
    QPushButton* m_reset;
    std::vector<Words*> m_rows;
    std::vector<QPushButton*> m_crosses;
};

}  // namespace vitrine::ui
