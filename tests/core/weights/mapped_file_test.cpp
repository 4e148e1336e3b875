#include "core/weights/mapped_file.h"

#include "tests/support/weights.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace vitrine;

class MappedFileTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::filesystem::path at(const char* name) const {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }
    static std::string why(const std::filesystem::path& file) {
        return test::whyNot([&] { MappedFile::open(file); });
    }

private Q_SLOTS:
    void holdsTheBytes() {
        const auto file = test::writeFile(at("bytes"), "Vitrine");
        auto mapped = MappedFile::open(file);
        std::filesystem::remove(file);  // the mapping needs no name and no descriptor
        QCOMPARE(std::string(mapped->bytes().begin(), mapped->bytes().end()), std::string("Vitrine"));
    }

    void refusesInPlainWords() {
        QCOMPARE(why(at("nothing")), std::string("there is no such file"));
        QCOMPARE(why(m_folder.path().toStdString()), std::string("is a folder, not a file"));
        QCOMPARE(why(test::writeFile(at("empty"), "")), std::string("is empty (0 bytes)"));
        QCOMPARE(why("/dev/null"), std::string("is not a regular file"));
        QCOMPARE(why(at("empty") / "child"), std::string("there is no such file: part of its path is not a folder"));
        std::filesystem::create_symlink("loop", at("loop"));
        QCOMPARE(why(at("loop")), std::string("is a link that leads back to itself"));
        QCOMPARE(why(at(std::string(300, 'x').c_str())), std::string("has a name that is too long for this system"));
    }

    void doesNotWaitForAFifo() {
        QCOMPARE(::mkfifo(at("fifo").c_str(), 0600), 0);
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(why(at("fifo")), std::string("is not a regular file"));
        QVERIFY(timer.elapsed() < 1000);
    }

    void saysThatPermissionLacks() {
        if (::geteuid() == 0)
            QSKIP("root may read everything");
        const auto file = test::writeFile(at("secret"), "x");
        std::filesystem::permissions(file, std::filesystem::perms::none);
        QCOMPARE(why(file), std::string("may not be read: you lack the permission"));
    }
};

QTEST_GUILESS_MAIN(MappedFileTest)
#include "mapped_file_test.moc"
