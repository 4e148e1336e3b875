#include "core/weights/safetensors.h"

#include "tests/support/weights.h"

#include <ATen/ATen.h>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace vitrine;

class SafetensorsTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::filesystem::path at(const char* name) const {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }
    std::string why(const std::string& bytes) const {
        return test::whyNot([&] { Checkpoint::open(test::writeFile(at("hostile.safetensors"), bytes)); });
    }

private Q_SLOTS:
    void writesWhatItReads() {
        const auto file = at("written.safetensors");
        writeSafetensors(
            file,
            {{"a", {2, 3}, {1, 2, 3, 4, 5, 6}}, {"scalar", {}, {7}}, {"empty", {0, 4}, {}}, {"ä \"quoted\"", {1}, {8}}},
            {{"key", "value"}});
        const auto checkpoint = Checkpoint::open(file);
        QCOMPARE(checkpoint->metadata().at("key"), std::string("value"));
        QCOMPARE(checkpoint->tensors().size(), size_t(4));
        QCOMPARE(checkpoint->tensors()[0].name, std::string("a"));
        QCOMPARE(checkpoint->tensors()[0].dtype, std::string("float32"));
        QCOMPARE(checkpoint->tensors()[0].shape, (Shape{2, 3}));
        QVERIFY(at::equal(checkpoint->tensor("a"), at::arange(1, 7, at::kFloat).reshape({2, 3})));
        QCOMPARE(checkpoint->tensor("scalar").item<float>(), 7.0F);
        QCOMPARE(checkpoint->tensor("empty").numel(), int64_t(0));
        QCOMPARE(checkpoint->tensor("ä \"quoted\"").item<float>(), 8.0F);
        QVERIFY(!std::filesystem::exists(file.string() + ".part" + std::to_string(::getpid())));
        QCOMPARE(uint8_t(test::readFile(file)[0]) % 8, 0);  // the header's length: the data are aligned
    }

    void writingFailsInWords() {
        const std::vector<NamedArray> one{{"a", {1}, {1}}};
        QCOMPARE(test::whyNot([&] { writeSafetensors(at("no/folder"), one); }),
                 "there is no folder " + at("no").string() + " to write it into");
        QCOMPARE(test::whyNot([&] { writeSafetensors("/proc/dump.safetensors", one); }),
                 std::string("no file can be made in /proc; choose another folder"));
        QCOMPARE(test::whyNot([&] { writeSafetensors("/dev/null", one); }),
                 std::string("this is not a file but a pipe or a device; name a file"));
        std::filesystem::create_directory(at("taken"));
        QCOMPARE(test::whyNot([&] { writeSafetensors(at("taken"), one); }),
                 std::string("there is a folder of this name"));
        QVERIFY(std::filesystem::is_character_file("/dev/null"));
        QVERIFY(!test::whyNot([&] { writeSafetensors(at("x"), {{"a", {2}, {1}}}); }).empty());
        QVERIFY(!test::whyNot([&] { writeSafetensors(at("x"), {{"a", {1}, {1}}, {"a", {1}, {1}}}); }).empty());
        QVERIFY(!std::filesystem::exists(at("x")));
    }

    void writingFollowsALink() {
        test::writeFile(at("target"), "old");
        std::filesystem::create_symlink("target", at("link"));
        writeSafetensors(at("link"), {{"a", {1}, {5}}});
        QVERIFY(std::filesystem::is_symlink(at("link")));
        QCOMPARE(Checkpoint::open(at("target"))->tensor("a").item<float>(), 5.0F);
    }

    void viewsKeepTheFileAlive() {
        writeSafetensors(at("alive"), {{"a", {4}, {1, 2, 3, 4}}});
        auto checkpoint = Checkpoint::open(at("alive"));
        const at::Tensor view = checkpoint->tensor("a");
        QCOMPARE(view.data_ptr(), checkpoint->tensor("a").data_ptr());  // no copies
        checkpoint.reset();
        QCOMPARE(view.sum().item<float>(), 10.0F);
    }

    void readsDataThatIsNotAligned() {
        // One int8, then two floats that begin at an odd address.
        const std::string header =
            R"({"b":{"dtype":"I8","shape":[1],"data_offsets":[0,1]},"f":{"dtype":"F32","shape":[2],"data_offsets":[1,9]}})";
        std::string bytes = test::safetensors(header + std::string((8 - header.size() % 8) % 8, ' '), 1);
        bytes += std::string("\0\0\x80\x3f\0\0\0\x40", 8);
        const auto checkpoint = Checkpoint::open(test::writeFile(at("odd"), bytes));
        QVERIFY(at::equal(checkpoint->tensor("f"), at::tensor({1.0F, 2.0F})));
        QVERIFY(test::whyNot([&] { checkpoint->tensor("b"); }).find("b is int8") == 0);
        QCOMPARE(test::whyNot([&] { checkpoint->tensor("c"); }), std::string("has no tensor c"));
    }

    void refusesHeadersThatLie_data() {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<int>("dataSize");
        QTest::addColumn<QString>("says");
        const auto one = [](const char* dtype, const char* shape, const char* offsets) {
            return QByteArray("{\"t\":{\"dtype\":\"") + dtype + "\",\"shape\":" + shape +
                   ",\"data_offsets\":" + offsets + "}}";
        };
        QTest::newRow("good") << one("F32", "[2]", "[0,8]") << 8 << "";
        QTest::newRow("spaces after") << one("F32", "[2]", "[0,8]") + "    " << 8 << "";
        QTest::newRow("cut off") << one("F32", "[2]", "[0,8]") << 7
                                 << "is cut off: 1 bytes are missing; get the file again";
        QTest::newRow("bytes left over") << one("F32", "[2]", "[0,8]") << 9
                                         << "is broken: it has 1 bytes that belong to no tensor";
        QTest::newRow("hole before") << one("F32", "[1]", "[4,8]") << 8 << "is broken: t leaves a gap before it";
        QTest::newRow("shape and size") << one("F32", "[3]", "[0,8]") << 8 << "disagree";
        QTest::newRow("end before begin") << one("F32", "[0]", "[8,0]") << 8 << "disagree";
        QTest::newRow("beyond the file") << one("F32", "[1000000000]", "[0,4000000000]") << 8 << "is cut off";
        QTest::newRow("huge shape") << one("F32", "[4294967296,4294967296]", "[0,0]") << 0 << "impossible shape";
        QTest::newRow("huge shape with a zero")
            << one("F32", "[0,4294967296,4294967296]", "[0,0]") << 0 << "impossible shape";
        QTest::newRow("shape that overflows in bytes")
            << one("F64", "[2305843009213693952]", "[0,0]") << 0 << "impossible shape";
        QTest::newRow("shape over int64") << one("F32", "[18446744073709551615]", "[0,8]") << 8 << "where none may be";
        QTest::newRow("negative shape") << one("F32", "[-1]", "[0,8]") << 8 << "negative number -1 in t";
        QTest::newRow("negative offset") << one("F32", "[2]", "[-8,0]") << 8 << "negative number";
        QTest::newRow("offset over uint64") << one("F32", "[2]", "[0,99999999999999999999]") << 8 << "too large";
        QTest::newRow("fraction") << one("F32", "[2.5]", "[0,8]") << 8 << "no whole one";
        QTest::newRow("three offsets") << one("F32", "[2]", "[0,8,8]") << 8 << "where none may be";
        QTest::newRow("one offset") << one("F32", "[2]", "[0]") << 8 << "data_offsets";
        QTest::newRow("too many dimensions")
            << one("F32", "[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,2]", "[0,8]") << 8 << "where none may be";
        QTest::newRow("unknown dtype") << one("F31", "[2]", "[0,8]") << 8 << "unknown dtype F31 in t";
        QTest::newRow("dtype that draws") << one("\\u001b[31m", "[2]", "[0,8]") << 8 << "unknown dtype ?[31m in t";
        QTest::newRow("no dtype") << QByteArray(R"({"t":{"shape":[2],"data_offsets":[0,8]}})") << 8
                                  << "does not say dtype";
        QTest::newRow("shape is text") << one("F32", "\"2\"", "[0,8]") << 8 << "a string where none may be";
        QTest::newRow("null") << QByteArray(R"({"t":null})") << 0 << "null where none may be";
        QTest::newRow("unknown field") << QByteArray(R"({"t":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"x":"y"}})")
                                       << 8 << "a string where none may be";
        QTest::newRow("field twice") << QByteArray(
                                            R"({"t":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}})")
                                     << 8 << "says dtype twice in t";
        QTest::newRow("tensor twice")
            << QByteArray(
                   R"({"t":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"t":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}})")
            << 2 << "two tensors named t";
        QTest::newRow("overlap")
            << QByteArray(
                   R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[2,6]}})")
            << 6 << "is broken: b overlaps the tensor before it";
        QTest::newRow("same place")
            << QByteArray(
                   R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}})")
            << 4 << "overlaps";
        QTest::newRow("metadata twice") << QByteArray(R"({"__metadata__":{},"__metadata__":{}})") << 0
                                        << "__metadata__ twice";
        QTest::newRow("metadata key twice")
            << QByteArray(R"({"__metadata__":{"a":"1","a":"2"}})") << 0 << "metadata a twice";
        QTest::newRow("metadata is no text") << QByteArray(R"({"__metadata__":{"a":1}})") << 0 << "number 1";
        QTest::newRow("metadata nested") << QByteArray(R"({"__metadata__":{"a":{}}})") << 0
                                         << "an object where none may be";
        QTest::newRow("no JSON") << QByteArray("{\"t\":") << 0 << "no JSON";
        QTest::newRow("two objects") << QByteArray("{}{}") << 0 << "no JSON";
        QTest::newRow("bad UTF-8") << QByteArray("{\"\xff\":{}}") << 0 << "no JSON";
        QTest::newRow("deep lists") << QByteArray("{\"t\":") + QByteArray(2'000'000, '[') << 0
                                    << "a list where none may be";
        QByteArray deep;
        for (int i = 0; i < 200'000; ++i)
            deep += "{\"a\":";
        QTest::newRow("deep objects") << deep << 0 << "an object where none may be";
        QTest::newRow("deep in metadata")
            << QByteArray("{\"__metadata__\":{\"labels\":\"") + QByteArray(1'000'000, '[') + "\"}}" << 0 << "";
    }
    void refusesHeadersThatLie() {
        QFETCH(QByteArray, header);
        QFETCH(int, dataSize);
        QFETCH(QString, says);
        const auto reason = QString::fromStdString(why(test::safetensors(header.toStdString(), size_t(dataSize))));
        QVERIFY2(says.isEmpty() ? reason.isEmpty() : reason.contains(says), qPrintable(reason));
    }

    void refusesAHeaderLengthThatLies() {
        QVERIFY(why(test::little(100'000'001, 8) + "{}").find("claims 100000001 bytes") != std::string::npos);
        QVERIFY(why(test::little(3, 8) + "{}").find("cut off within its header") != std::string::npos);
        QVERIFY(why(test::little(UINT64_MAX, 8) + "{}").find("no checkpoint") != std::string::npos);
        QVERIFY(why(test::little(2, 4)).find("no checkpoint") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(SafetensorsTest)
#include "safetensors_test.moc"
