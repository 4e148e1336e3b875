// ChainRow: of a method that goes through several layers which ones, and why tools that compute rollout differ.
#pragma once

#include <QtWidgets/QWidget>

class QMenu;

namespace vitrine::ui {

class BarButton;
class Session;

class ChainRow : public QWidget {
    Q_OBJECT
public:
    explicit ChainRow(Session& session, QWidget* parent = nullptr);

    // The parts, for tests.
    BarButton* layers() const { return m_layers; }
    BarButton* settings() const { return m_settings; }
    void fillLayers(QMenu& menu);
    void fillSettings(QMenu& menu);
    QString about() const;  ///< of the settings, one sentence; empty where they are nobody's

private:
    void refresh();
    void setFirst(int layer);
    void setDiscard(double share);

    Session& m_session;
    BarButton* m_layers;
    BarButton* m_settings;
};

}  // namespace vitrine::ui
