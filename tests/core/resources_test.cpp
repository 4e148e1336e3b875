#include "core/resources.h"

#include "core/error.h"
#include "tests/support/paths.h"

#include <QtTest>

using namespace vitrine;

class ResourcesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { qunsetenv("VITRINE_RESOURCES"); }

    void findsTheSourceTree() {
        QVERIFY(std::filesystem::equivalent(resource("imagenet_classes.txt"), test::shipped("imagenet_classes.txt")));
    }

    void theEnvironmentComesFirst() {
        const QTemporaryDir folder;
        qputenv("VITRINE_RESOURCES", folder.path().toUtf8());
        QCOMPARE(resource("samples/cat.png").string(), folder.filePath("samples/cat.png").toStdString());
    }

    void aWrongFolderIsNamed() {
        qputenv("VITRINE_RESOURCES", "/no/such/folder");
        QVERIFY_EXCEPTION_THROWN(resource("imagenet_classes.txt"), Error);
    }
};

QTEST_GUILESS_MAIN(ResourcesTest)
#include "resources_test.moc"
