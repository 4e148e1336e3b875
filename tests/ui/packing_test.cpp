// The window packs the weights when there is time: after the first picture, never before one.
#include "core/model/vit.h"
#include "core/resources.h"
#include "tests/support/paths.h"
#include "tests/support/session_fixture.h"
#include "ui/session.h"

#include <QtTest/QTest>

using namespace vitrine;
using namespace vitrine::ui;
using namespace vitrine::test;

class PackingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void afterThePicture() {
        Session session;
        session.openModel(goldenRequest());
        session.addPicture(fileSource(data("golden/plain/photo.png")), QStringLiteral("photo.png"));
        std::optional<bool> packedAtFirst;
        connect(&session, &Session::resultChanged, this, [&] {
            if (session.result() && !packedAtFirst)
                packedAtFirst = session.model()->vit->isPacked();
        });
        QVERIFY(settle(session));
        QCOMPARE(packedAtFirst, std::optional(false));
        QVERIFY(session.model()->vit->isPacked());
        QVERIFY(session.activity().what.isEmpty());
    }

    void isToldAndStopped() {
        Session session;
        QStringList told;
        bool stopped = false;
        connect(&session, &Session::activityChanged, this, [&] {
            told << session.activity().what;
            if (!stopped && told.last().startsWith(QStringLiteral("Arranging"))) {
                stopped = true;
                session.cancel();
            }
        });
        session.openModel({});  // the bundled one: twelve blocks
        QVERIFY(settle(session));
        QVERIFY(stopped);
        QVERIFY(!session.model()->vit->isPacked());
        session.addPicture(fileSource(resource("samples/coffee.png")), QStringLiteral("coffee.png"));
        QVERIFY(settle(session));
        QVERIFY(session.result());
        QVERIFY(!session.model()->vit->isPacked());  // who stopped it does not want it
    }

    void notWhereItNeverPays() {
        Session session;
        session.setPacks(false);
        session.openModel(goldenRequest());
        session.addPicture(fileSource(data("golden/plain/photo.png")), QStringLiteral("photo.png"));
        QVERIFY(settle(session));
        QVERIFY(!session.model()->vit->isPacked());
    }
};

QTEST_MAIN(PackingTest)
#include "packing_test.moc"
