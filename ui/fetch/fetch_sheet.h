// FetchSheet: what a download is, before it begins: size, accuracy, licence, place. A licence of its own is accepted here.
#pragma once

#include "ui/fetch/offer.h"
#include "ui/sheet.h"

class QScrollArea;

namespace vitrine::ui {

class FetchSheet : public Sheet {
    Q_OBJECT
public:
    FetchSheet(const FetchOffer& offer, QWidget& window);

Q_SIGNALS:
    void accepted(const FetchOffer& offer);

protected:
    int wantedHeight(int width) const override;

private:
    QScrollArea* makeFacts();
    QWidget* makeLicence(QPushButton* download);
    QLayout* makeButtons(QPushButton* download);
    FetchOffer m_offer;
    QScrollArea* m_facts = nullptr;  ///< scrolls where the text is large and the window small
};

}  // namespace vitrine::ui
