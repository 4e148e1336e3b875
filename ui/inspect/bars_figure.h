// BarsFigure: named numbers as bars from a common middle, up in one colour, down in another; FactRows: names and values.
#pragma once

#include <QtWidgets/QWidget>

#include <vector>

namespace vitrine::ui {

class BarsFigure : public QWidget {
    Q_OBJECT
public:
    struct Bar {
        QString name;
        double value = 0;
        QString tip;
    };
    explicit BarsFigure(QWidget* parent = nullptr);
    void setBars(std::vector<Bar> bars);
    const std::vector<Bar>& bars() const { return m_bars; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    std::vector<Bar> m_bars;
};

class FactRows : public QWidget {
    Q_OBJECT
public:
    struct Fact {
        QString name, value, tip;
    };
    explicit FactRows(QWidget* parent = nullptr);
    void setFacts(std::vector<Fact> facts);
    const std::vector<Fact>& facts() const { return m_facts; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    std::vector<Fact> m_facts;
};

}  // namespace vitrine::ui
