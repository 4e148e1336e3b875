#include "ui/panels/changes_line.h"

#include "ui/change_words.h"
#include "ui/session.h"

namespace vitrine::ui {

ChangesLine::ChangesLine(Session& session, QWidget* parent)
    : ElidedLabel(textFont(TextSize::Small), true, Qt::AlignLeft, parent), m_session(session) {
    connect(&session, &Session::interventionChanged, this, &ChangesLine::follow);
    follow();
}

void ChangesLine::follow() {
    setWarning(withChangeWords(m_session.intervention()));
    setVisible(m_session.intervention().any());
}

}  // namespace vitrine::ui
