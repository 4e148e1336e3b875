// FetchSheet: what a download is, before it begins: size, accuracy, licence, place. A licence of its own is accepted here.
#pragma once

#include "ui/fetch/offer.h"
#include "ui/sheet.h"

class QGridLayout;

namespace vitrine::ui {

class FetchSheet : public Sheet {
    Q_OBJECT
public:
    FetchSheet(const FetchOffer& offer, QWidget& window);

Q_SIGNALS:
    void accepted(const FetchOffer& offer);

private:
    QLayout* makeFacts();
    QWidget* makeLicence(QPushButton* download);
    FetchOffer m_offer;
};

}  // namespace vitrine::ui
