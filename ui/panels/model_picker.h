// Pick a model: the variants at the left, the weights of the one pointed out at the right.
#pragma once

#include "core/explore.h"
#include "ui/panels/popup.h"

class QStackedWidget;
class QSpinBox;

namespace vitrine {
struct Variant;
}

namespace vitrine::ui {

class Session;

class ModelPicker : public Popup {
    Q_OBJECT
public:
    ModelPicker(Session& session, QWidget* parent);

Q_SIGNALS:
    void openCheckpointRequested();

private:
    QWidget* bundledPage();
    QWidget* variantPage(const Variant& variant);
    void open(const std::string& model, const std::string& weights, uint64_t seed = 0);

    Session& m_session;
    QStackedWidget* m_pages;
};

}  // namespace vitrine::ui
