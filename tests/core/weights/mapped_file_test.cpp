#include "core/weights/mapped_file.h"

#include "tests/support/weights.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <chrono>
#include <csetjmp>
#include <csignal>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace vitrine;

namespace {

sigjmp_buf before;
void jumpBack(int) { siglongjmp(before, 1); }

}  // namespace

class MappedFileTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::filesystem::path at(const char* name) const {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }
    /// Whatever is written from now on is later.
    const std::filesystem::file_time_type longAgo =
        std::filesystem::file_time_type::clock::now() - std::chrono::hours(1);
    std::filesystem::path old(const std::filesystem::path& file) const {
        std::filesystem::last_write_time(file, longAgo);
        return file;
    }
    static std::string why(const std::filesystem::path& file) {
        return test::whyNot([&] { MappedFile::open(file); });
    }

private Q_SLOTS:
    void initTestCase() { std::signal(SIGBUS, jumpBack); }  // before the first mapping

    void holdsTheBytes() {
        const auto file = test::writeFile(at("bytes"), "Vitrine");
        auto mapped = MappedFile::open(file);
        std::filesystem::remove(file);  // the mapping needs no name
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

    /// Without a crash, and in words afterwards.
    void aFileThatIsCut() {
        const size_t size = 5 * 4096 + 7;
        const auto file = old(test::writeFile(at("cut"), std::string(size, 'x')));
        const auto mapped = MappedFile::open(file);
        const void* last = &mapped->bytes().back();
        requireWholeFiles(std::array{last});
        std::filesystem::resize_file(file, 4096 + 3);
        QCOMPARE(int(mapped->bytes()[4096 + 2]), int('x'));
        QCOMPARE(int(mapped->bytes()[2 * 4096]), 0);  // of a page that is gone
        QCOMPARE(int(mapped->bytes().back()), 0);
        try {
            requireWholeFiles(std::array{last});
            QFAIL("no error");
        } catch (const Error& error) {
            QCOMPARE(error.subject(), file.string());
            QCOMPARE(error.reason(), std::string("was changed or cut while it was open; load it again"));
        }
        std::ofstream(file, std::ios::binary) << std::string(size, 'x');  // whole again: too late, zeros were read
        std::filesystem::last_write_time(file, longAgo);
        QVERIFY(!test::whyNot([&] { mapped->requireWhole(); }).empty());
        MappedFile::open(file)->requireWhole();  // loading it again helps
    }

    void aFileThatIsWrittenTo() {
        const auto file = old(test::writeFile(at("changed"), "Vitrine"));
        const auto other = MappedFile::open(old(test::writeFile(at("other"), "Other")));
        const auto mapped = MappedFile::open(file);
        const void *inIt = mapped->bytes().data(), *inOther = other->bytes().data(), *elsewhere = &file;
        test::writeFile(file, "vITRINE");
        QVERIFY(!test::whyNot([&] { mapped->requireWhole(); }).empty());
        QVERIFY(!test::whyNot([&] { requireWholeFiles(std::array{elsewhere, inIt}); }).empty());
        requireWholeFiles(std::array{inOther, elsewhere});  // theirs is as it was
    }

    void aFileThatIsReplaced() {
        const auto file = old(test::writeFile(at("replaced"), "Vitrine"));
        const auto mapped = MappedFile::open(file);
        std::filesystem::rename(test::writeFile(at("fresh"), "another"), file);
        mapped->requireWhole();
        QCOMPARE(char(mapped->bytes()[0]), 'V');
    }

    void forgetsAMappingThatIsGone() {
        const auto file = old(test::writeFile(at("gone"), "Vitrine"));
        auto mapped = MappedFile::open(file);
        const void* first = mapped->bytes().data();
        std::filesystem::resize_file(file, 1);
        QVERIFY(!test::whyNot([&] { requireWholeFiles(std::array{first}); }).empty());
        mapped.reset();
        requireWholeFiles(std::array{first});
    }

    /// They go to the handler that was there before ours.
    void leavesOtherFaultsAlone() {
        const auto file = test::writeFile(at("foreign"), std::string(size_t(2) * 4096, 'x'));
        const auto ours = MappedFile::open(file);
        const int fd = ::open(file.c_str(), O_RDONLY);
        void* foreign = ::mmap(nullptr, size_t(2) * 4096, PROT_READ, MAP_PRIVATE, fd, 0);
        ::close(fd);
        std::filesystem::resize_file(file, 1);
        if (sigsetjmp(before, 1) == 0) {
            static_cast<const volatile char*>(foreign)[4096];
            QFAIL("it read what is not there");
        }
        QCOMPARE(int(ours->bytes()[4096]), 0);  // ours goes on
        ::munmap(foreign, size_t(2) * 4096);
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
