// QueryRow: which way the query looks, as two words to choose from.
#pragma once

#include <QtWidgets/QWidget>

namespace vitrine::ui {

class Segments;
class Session;

class QueryRow : public QWidget {
    Q_OBJECT
public:
    explicit QueryRow(Session& session, QWidget* parent = nullptr);

private:
    void refresh();

    Session& m_session;
    Segments* m_direction;
};

}  // namespace vitrine::ui
