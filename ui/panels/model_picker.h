// Pick a model: the variants at the left, the weights of the one pointed out at the right.
#pragma once

#include "core/explore.h"
#include "ui/panels/popup.h"

class QStackedWidget;
class QVBoxLayout;

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
    void openRepositoryRequested();
    void compareRequested();

private:
    QWidget* bundledPage();
    QWidget* variantPage(const Variant& variant);
    QWidget* checkpointPage();
    void addRandom(QVBoxLayout& rows, const ModelRequest& request, const QString& words, QWidget* page);
    void open(ModelRequest request);

    Session& m_session;
    QStackedWidget* m_pages;
};

}  // namespace vitrine::ui
