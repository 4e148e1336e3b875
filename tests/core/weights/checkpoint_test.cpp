#include "core/weights/checkpoint.h"

#include "tests/support/paths.h"
#include "tests/support/weights.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <QTemporaryDir>
#include <QTest>

#include <random>
#include <set>
#include <sys/mman.h>
#include <unistd.h>

using namespace vitrine;
using namespace vitrine::test;

/// A file that touches no disk: thousands of them are opened here.
class MemoryFile {
public:
    explicit MemoryFile(const std::string& bytes) : m_fd(::memfd_create("checkpoint", MFD_CLOEXEC)) {
        for (size_t done = 0; done < bytes.size();)
            done += size_t(std::max<ssize_t>(::write(m_fd, bytes.data() + done, bytes.size() - done), 0));
    }
    ~MemoryFile() { ::close(m_fd); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    std::filesystem::path path() const { return "/proc/self/fd/" + std::to_string(m_fd); }

private:
    int m_fd;
};

class CheckpointTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::filesystem::path at(const char* name) const {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }

    /// Opens these bytes and touches every float tensor: true when all is well, false for an Error. Anything else fails.
    static bool opens(const std::string& bytes) {
        const MemoryFile file(bytes);
        try {
            const auto checkpoint = Checkpoint::open(file.path());
            for (const TensorInfo& tensor : checkpoint->tensors())
                if (tensor.dtype.find("float") != std::string::npos && !tensor.dtype.starts_with("float8"))
                    checkpoint->tensor(tensor.name).sum();
            return true;
        } catch (const Error& error) {
            if (error.reason().empty() || error.subject().empty())
                qFatal("an Error without words");
            return false;
        }
    }

    static void formats() {
        QTest::addColumn<QString>("file");
        for (const char* file :
             {"golden/plain/model.safetensors", "golden/plain/model.pth", "formats/torchvision-old-names/model.pth",
              "formats/torchvision-legacy-pickle/model.pth", "weights/everything_legacy.pth", "weights/everything.pth",
              "weights/dino.pth", "weights/sparse.pth", "weights/strided.pth", "weights/parameters.pth",
              "weights/protocol4.pth", "weights/training.pth", "weights/dtypes.safetensors"})
            QTest::newRow(file) << file;
    }

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }

    void bothFormatsHoldTheSame_data() {
        QTest::addColumn<QString>("folder");
        QTest::newRow("plain") << "golden/plain";
        QTest::newRow("deep") << "golden/deep";
    }
    void bothFormatsHoldTheSame() {
        QFETCH(QString, folder);
        const auto pth = Checkpoint::open(data(folder.toStdString() + "/model.pth"));
        const auto safetensors = Checkpoint::open(data(folder.toStdString() + "/model.safetensors"));
        QVERIFY(pth->tensors().size() > 40);
        QCOMPARE(pth->tensors().size(), safetensors->tensors().size());
        for (const TensorInfo& tensor : pth->tensors()) {
            QVERIFY2(safetensors->find(tensor.name), tensor.name.c_str());
            QCOMPARE(safetensors->find(tensor.name)->shape, tensor.shape);
            QCOMPARE(safetensors->find(tensor.name)->dtype, std::string("float32"));
            QVERIFY2(at::equal(pth->tensor(tensor.name), safetensors->tensor(tensor.name)), tensor.name.c_str());
        }
        QCOMPARE(pth->tensors().front().name, std::string("class_token"));  // the dictionary's order
    }

    void readsTheBundledModel() {
        const auto bundled = Checkpoint::open(shipped("bundled/everyday.safetensors"));
        QCOMPARE(bundled->tensors().size(), size_t(152));
        QCOMPARE(bundled->metadata().at("num_heads"), std::string("6"));
        QCOMPARE(bundled->tensor("conv_proj.weight").scalar_type(), at::kHalf);
        QVERIFY(bundled->tensor("conv_proj.weight").to(at::kFloat).abs().max().item<float>() < 10);
    }

    void saysWhatElseAFileIs_data() {
        QTest::addColumn<QByteArray>("start");
        QTest::addColumn<QString>("says");
        QTest::newRow("HDF5") << QByteArray("\x89HDF\r\n\x1a\n") << "is an HDF5 file";
        QTest::newRow("ONNX") << QByteArray("\x08\x07\x12\x07pytorch\x1a\x05"
                                            "1.13.")
                              << "is an ONNX model";
        QTest::newRow("GGUF") << QByteArray("GGUF\3\0\0\0", 8) << "is a GGUF file";
        QTest::newRow("NumPy") << QByteArray("\x93NUMPY\1\0", 8) << "is a NumPy array";
        QTest::newRow("web page") << QByteArray("\n<!DOCTYPE html><html>404</html>")
                                  << "is a web page: the download failed";
        QTest::newRow("XML") << QByteArray("<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>")
                             << "is a web page";
        QTest::newRow("LFS pointer") << QByteArray("version https://git-lfs.github.com/spec/v1\noid sha256:0\n")
                                     << "git lfs pull";
        QTest::newRow("JSON") << QByteArray("{\"model_type\": \"vit\"}") << "is a JSON text";
        QTest::newRow("text") << QByteArray("Not found\n") << "is a text";
        QTest::newRow("JPEG") << QByteArray("\xff\xd8\xff\xe0") << "is a picture (JPEG)";
        QTest::newRow("PNG") << QByteArray("\x89PNG\r\n\x1a\n") << "is a picture (PNG)";
        QTest::newRow("BMP") << QByteArray("BM\x36\0\0\0\0\0", 8) << "is a picture (BMP)";
        QTest::newRow("WebP") << QByteArray("RIFF\x24\1\0\0WEBPVP8 ", 16) << "is a picture (WebP)";
        QTest::newRow("gzip") << QByteArray("\x1f\x8b\x08\0", 4) << "unpack it first";
        QTest::newRow("tar") << QByteArray("weights.pth") + QByteArray(246, '\0') + "ustar"
                             << "is a tar archive";
        QTest::newRow("bare pickle") << QByteArray("\x80\x04\x95") << "is a bare Python pickle";
        QTest::newRow("cut safetensors") << QByteArray("\x80\x02\0\0\0\0\0\0", 8) << "no checkpoint that Vitrine knows";
        QTest::newRow("empty zip") << QByteArray("PK\x05\x06") + QByteArray(18, '\0') << "is an empty zip";
        QTest::newRow("zeros") << QByteArray(4096, '\0') << "nothing but zeros";
        QTest::newRow("one byte") << QByteArray("\xfe") << "no checkpoint that Vitrine knows";
    }
    void saysWhatElseAFileIs() {
        QFETCH(QByteArray, start);
        QFETCH(QString, says);
        const auto file = writeFile(at("foreign.pth"), start.toStdString());
        const auto reason = QString::fromStdString(whyNot([&] { Checkpoint::open(file); }));
        QVERIFY2(reason.contains(says), qPrintable(reason));
    }

    /// A download that stopped anywhere. The last bytes of both formats are needed, so none of these may open.
    void survivesTruncation_data() { formats(); }
    void survivesTruncation() {
        QFETCH(QString, file);
        const std::string whole = readFile(data(file.toStdString()));
        std::set<size_t> lengths;
        for (size_t length = 1; length < whole.size(); length += 1024)
            lengths.insert(length);
        for (size_t length = 1; length < std::min<size_t>(whole.size(), 700); ++length) {
            lengths.insert(length);
            lengths.insert(whole.size() - length);
        }
        for (const size_t length : lengths)
            QVERIFY2(!opens(whole.substr(0, length)), qPrintable(QString::number(length)));
    }

    /// Fixed pseudo-random damage where the headers are: every file opens or is refused with words.
    void survivesMutations_data() { formats(); }
    void survivesMutations() {
        QFETCH(QString, file);
        const std::string whole = readFile(data(file.toStdString()));
        std::mt19937 random(4);
        const auto below = [&random](size_t bound) { return size_t(random()) % bound; };
        const bool zip = whole.starts_with("PK");
        const size_t front = std::min<size_t>(whole.size(), 6000), back = zip ? std::min<size_t>(whole.size(), 4000) : 1;
        const std::string specials("\0\x01\x7f\x80\xff([{}\".tuRQcob0", 20);
        int good = 0;
        for (int i = 0; i < 1500; ++i) {
            std::string bytes = whole;
            for (size_t n = 1 + below(4); n > 0; --n) {
                const size_t place = below(3) == 0 ? bytes.size() - 1 - below(std::min(back, bytes.size()))
                                                   : below(std::min(front, bytes.size()));
                switch (below(4)) {
                case 0: bytes[place] = char(bytes[place] ^ (1 << below(8))); break;
                case 1: bytes[place] = specials[below(specials.size())]; break;
                case 2: bytes.insert(place, 1, char(random())); break;
                default: bytes.erase(place, 1 + below(3)); break;
                }
            }
            good += opens(bytes);
        }
        QVERIFY(good < 1500);
    }
};

QTEST_GUILESS_MAIN(CheckpointTest)
#include "checkpoint_test.moc"
