// "What is this": the selected node in words and numbers, and what it does on this picture.
#pragma once

#include <QtWidgets/QWidget>

class QGridLayout;

namespace vitrine {
struct ModuleNode;
}

namespace vitrine::ui {

class Session;
class ElidedLabel;
class Words;

class NodeCard : public QWidget {
    Q_OBJECT
public:
    explicit NodeCard(Session& session, QWidget* parent = nullptr);

protected:
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void refresh();
    void addRow(const QString& name, const QString& value, const QString& tip = {});
    void addNumbers(const ModuleNode& node);
    void addMeasures(const ModuleNode& node);

    Session& m_session;
    ElidedLabel* m_title;
    Words* m_paragraph;
    Words* m_formula;
    QGridLayout* m_numbers;
    int m_rows = 0;
    int m_alike = 1;  // blocks that a fold stands for
};

}  // namespace vitrine::ui
