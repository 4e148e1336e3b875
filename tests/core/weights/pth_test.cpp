#include "core/weights/pth.h"

#include "tests/support/paths.h"
#include "tests/support/weights.h"

#include <ATen/ATen.h>
#include <QTemporaryDir>
#include <QTest>

#include <bit>

using namespace vitrine;
using namespace vitrine::test;

class PthTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::filesystem::path hostile() const {
        return std::filesystem::path(m_folder.path().toStdString()) / "hostile.pth";
    }
    std::string why(const std::string& bytes) const {
        return whyNot([&] { Checkpoint::open(writeFile(hostile(), bytes)); });
    }

private Q_SLOTS:
    void readsWhatTorchSaves_data() {
        QTest::addColumn<int>("others");  // tensors that are no floats, and so not in the .safetensors
        QTest::newRow("strided") << 0;
        QTest::newRow("dtypes") << 2;
        QTest::newRow("parameters") << 1;
        QTest::newRow("protocol4") << 1;
    }
    void readsWhatTorchSaves() {
        QFETCH(int, others);
        const auto name = std::string("weights/") + QTest::currentDataTag();
        const auto pth = Checkpoint::open(data(name + ".pth"));
        const auto expected = Checkpoint::open(data(name + ".safetensors"));
        QCOMPARE(pth->tensors().size(), expected->tensors().size() + size_t(others));
        for (const TensorInfo& tensor : expected->tensors()) {
            QVERIFY2(pth->find(tensor.name), tensor.name.c_str());
            QCOMPARE(pth->find(tensor.name)->shape, tensor.shape);
            QVERIFY2(at::equal(pth->tensor(tensor.name).to(at::kFloat), expected->tensor(tensor.name)),
                     tensor.name.c_str());
        }
    }

    void keepsDtypesAndStrides() {
        const auto dtypes = Checkpoint::open(data("weights/dtypes.pth"));
        QCOMPARE(dtypes->tensor("half").scalar_type(), at::kHalf);
        QCOMPARE(dtypes->tensor("bfloat").scalar_type(), at::kBFloat16);
        QCOMPARE(dtypes->tensor("double").scalar_type(), at::kDouble);
        QCOMPARE(dtypes->find("num_batches_tracked")->dtype, std::string("int64"));
        QCOMPARE(dtypes->find("mask")->dtype, std::string("bool"));
        QVERIFY(whyNot([&] {
                    dtypes->tensor("num_batches_tracked");
                }).starts_with("num_batches_tracked is int64; Vitrine computes with"));
        const auto strided = Checkpoint::open(data("weights/strided.pth"));
        QCOMPARE(strided->tensor("transposed").stride(0), int64_t(1));
        QCOMPARE(strided->tensor("shared_row").data_ptr<float>(),
                 strided->tensor("shared_whole").data_ptr<float>() + 24);
    }

    void readsAnArchiveMadeByHand() {
        const auto checkpoint = Checkpoint::open(writeFile(hostile(), pth(pickledDict(PickleTensor().bytes()))));
        QCOMPARE(checkpoint->tensor("weight").numel(), int64_t(6));
        // This writer aligns nothing: the data are copied to where floats may lie.
        QCOMPARE(reinterpret_cast<uintptr_t>(checkpoint->tensor("weight").data_ptr()) % 4, uintptr_t(0));
    }

    /// Offsets count from where the view begins.
    void readsThroughAViewOfAStorage() {
        std::string floats;
        for (const float value : {0.0F, 1.0F, 2.0F, 3.0F, 4.0F, 5.0F})
            floats += little(std::bit_cast<uint32_t>(value), 4);
        const PickleTensor tensor{.shape = {2},
                                  .strides = {1},
                                  .offset = 1,
                                  .view = op::tuple({op::text("view"), op::integer(2), op::integer(3)})};
        const ZipFile file{.records = {{"m/data.pkl", pickledDict(tensor.bytes())}, {"m/data/0", floats}}};
        const auto checkpoint = Checkpoint::open(writeFile(hostile(), file.bytes()));
        QVERIFY(at::equal(checkpoint->tensor("weight"), at::tensor({3.0F, 4.0F})));
    }

    void refusesArchivesThatLie_data() {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const std::string& bytes, const char* says) {
            QTest::newRow(name) << QByteArray(bytes.data(), qsizetype(bytes.size())) << QString(says);
        };
        const std::string good = pickledDict(PickleTensor().bytes());
        row("storage too short", pth(good, 23), "the data of weight are shorter");
        row("storage missing", pth(pickledDict(PickleTensor{.key = "7"}.bytes())), "record data/7 is missing");
        row("storage outside", pth(pickledDict(PickleTensor{.key = "../../etc/passwd"}.bytes())),
            "record data/../../etc/passwd is missing");
        row("storage of 2^61 floats", pth(pickledDict(PickleTensor{.storageNumel = 1LL << 61}.bytes())), "shorter");
        row("weight twice",
            pth("\x80\x02}" + op::text("w") + PickleTensor().bytes() + "s" + op::text("w") + PickleTensor().bytes() +
                "s."),
            "two tensors named w");
        row("os.system", pth("\x80\x02" + op::global("os", "system") + op::tuple({op::text("id")}) + "R."),
            "asks to run os.system");
        row("no data.pkl", ZipFile{.records = {{"word/document.xml", "<xml>"}}}.bytes(), "no PyTorch checkpoint");
        row("NumPy", ZipFile{.records = {{"array.npy", "x"}}}.bytes(), "NumPy archive");
        row("compressed",
            ZipFile{.method = 8, .records = {{"m/data.pkl", good}, {"m/data/0", std::string(24, 'x')}}}.bytes(),
            "packed again by a zip program");
        row("encrypted", ZipFile{.flags = 1, .records = {{"m/data.pkl", good}}}.bytes(),
            "packed again by a zip program");
        row("big-endian", ZipFile{.records = {{"m/data.pkl", good}, {"m/byteorder", "big"}}}.bytes(), "big-endian");
        row("record twice", ZipFile{.records = {{"m/data.pkl", good}, {"m/data.pkl", good}}}.bytes(),
            "two records are named m/data.pkl");
        std::string lie = pth(good);
        lie.replace(lie.find("PK\x01\x02") + 42, 4, little(5, 4));
        row("local header elsewhere", lie, "is not where the table of contents says");
        lie.replace(lie.find("PK\x01\x02") + 42, 4, little(0xFFFFFFF0, 4));
        row("local header outside", lie, "points beyond its end");
        lie = pth(good);
        lie.replace(lie.rfind("PK\x01\x02") + 42, 4, little(0, 4));
        row("records that overlap", lie, "overlap");
        lie = pth(good);
        lie.replace(lie.rfind("PK\x01\x02") + 20, 8, little(0x7FFFFFFF, 4) + little(0x7FFFFFFF, 4));
        row("record of 2 GB", lie, "reaches beyond the file");
        lie = pth(good);
        lie.replace(lie.rfind("PK\x01\x02") + 24, 4, little(0xFFFFFFF0, 4));
        row("zip bomb", lie, "packed again by a zip program");
        lie = pth(good);
        lie.replace(lie.rfind("PK\x05\x06") + 10, 2, little(60000, 2));
        row("60000 records", lie, "another size than it says");
        row("junk after", pth(good) + "junk", "is cut off");
        row("beginning alone", "PK\x03\x04", "is cut off");
    }
    void refusesArchivesThatLie() {
        QFETCH(QByteArray, file);
        QFETCH(QString, says);
        const auto reason = QString::fromStdString(why(file.toStdString()));
        QVERIFY2(reason.contains(says), qPrintable(reason));
    }
};

QTEST_GUILESS_MAIN(PthTest)
#include "pth_test.moc"
