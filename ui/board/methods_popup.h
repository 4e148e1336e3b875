// MethodsPopup: which methods are on the board.
#pragma once

#include "ui/panels/popup.h"

#include <string>
#include <vector>

class QCheckBox;

namespace vitrine::ui {

class Session;

class MethodsPopup : public Popup {
    Q_OBJECT
public:
    explicit MethodsPopup(Session& session, QWidget* parent = nullptr);

    QCheckBox* box(const std::string& method) const;  ///< for tests

private:
    void choose(const std::string& method, bool on);

    Session& m_session;
    std::vector<std::pair<std::string, QCheckBox*>> m_boxes;
};

}  // namespace vitrine::ui
