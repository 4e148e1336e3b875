#include "core/error.h"
#include "core/image/folder.h"

#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <fstream>

using namespace vitrine;

class FolderTest : public QObject {
    Q_OBJECT

    static void touch(const std::filesystem::path& file) { std::ofstream(file) << "x"; }

private Q_SLOTS:
    void naturalOrder_data() {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        const std::pair<const char*, const char*> pairs[] = {{"img2.png", "img10.png"},
                                                             {"a", "b"},
                                                             {"a", "ab"},
                                                             {"A2", "a10"},
                                                             {"b1", "C1"},
                                                             {"", "a"},
                                                             {"1", "a"},
                                                             {"x9y2", "x9y10"},
                                                             {"img02", "img3"},
                                                             {"img02", "img2"},
                                                             {"9", "18446744073709551617"}};
        for (const auto& [before, after] : pairs)
            QTest::addRow("%s < %s", before, after) << QByteArray(before) << QByteArray(after);
    }
    void naturalOrder() {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QVERIFY(naturalLess(before.toStdString(), after.toStdString()));
        QVERIFY(!naturalLess(after.toStdString(), before.toStdString()));
        QVERIFY(!naturalLess(before.toStdString(), before.toStdString()));
    }

    void imagesAloneInOrder() {
        QTemporaryDir folder;
        const std::filesystem::path path = folder.path().toStdString();
        for (const char* name : {"p10.png", "p2.JPG", "p1.tiff", "notes.txt", "._p3.png", "model.safetensors", "p4"})
            touch(path / name);
        std::filesystem::create_directory(path / "folder.png");
        std::filesystem::create_symlink(path / "nowhere", path / "dangling.png");
        const std::vector<std::filesystem::path> expected{path / "p1.tiff", path / "p2.JPG", path / "p10.png"};
        QVERIFY(imagesIn(path) == expected);
    }

    void emptyAndMissingFoldersAreErrors() {
        QTemporaryDir folder;
        QVERIFY_EXCEPTION_THROWN(imagesIn(folder.path().toStdString()), Error);
        QVERIFY_EXCEPTION_THROWN(imagesIn(folder.path().toStdString() + "/none"), Error);
    }
};

QTEST_GUILESS_MAIN(FolderTest)
#include "folder_test.moc"
