// Folders, and checkpoints in several files.
#include "core/weights/checkpoint.h"

#include "tests/support/paths.h"
#include "tests/support/weights.h"

#include <ATen/ATen.h>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace vitrine;
using namespace vitrine::test;
namespace fs = std::filesystem;

class ShardsTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path at(const std::string& name) const {
        const fs::path path = fs::path(m_folder->path().toStdString()) / name;
        fs::create_directories(path.parent_path());
        return path;
    }
    static std::string one(const std::string& name, float value) {
        const std::string header = "{\"" + name + "\":" + R"({"dtype":"F32","shape":[1],"data_offsets":[0,4]})" + "}";
        std::string bytes = little(header.size(), 8) + header;
        return bytes.append(reinterpret_cast<const char*>(&value), 4);
    }
    static std::string index(const std::vector<std::pair<std::string, std::string>>& map) {
        std::string text;
        for (const auto& [tensor, file] : map)
            text += (text.empty() ? "\"" : ", \"") + tensor + "\": \"" + file + "\"";
        return "{\"metadata\": {\"total_size\": 8}, \"weight_map\": {" + text + "}}";
    }
    static float first(const fs::path& path, const std::string& name) {
        return Checkpoint::open(path)->tensor(name).item<float>();
    }
    std::string why(const fs::path& path) const {
        return whyNot([&] { Checkpoint::open(path); });
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    /// Its shards hold what the same model holds in one file.
    void readsWhatTransformersWrites() {
        const auto sharded = Checkpoint::open(data("formats/huggingface-vit-sharded/model.safetensors.index.json"));
        QVERIFY(sharded->tensors().size() > 50);
        for (const TensorInfo& tensor : sharded->tensors())
            QCOMPARE(sharded->tensor(tensor.name).sizes().vec(), tensor.shape);
        const auto folder = Checkpoint::open(data("formats/huggingface-vit-sharded"));
        QCOMPARE(folder->tensors().size(), sharded->tensors().size());
        QCOMPARE(folder->path(), sharded->path());
    }

    void readsPytorchShards() {
        writeFile(at("pytorch_model-1.bin"), pth(pickledDict(PickleTensor().bytes(), "a")));
        writeFile(at("pytorch_model-2.bin"), pth(pickledDict(PickleTensor().bytes(), "b")));
        writeFile(at("pytorch_model.bin.index.json"),
                  index({{"a", "pytorch_model-1.bin"}, {"b", "pytorch_model-2.bin"}}));
        const auto checkpoint = Checkpoint::open(at(""));
        QCOMPARE(checkpoint->tensors().size(), size_t(2));
        QCOMPARE(checkpoint->tensor("b").numel(), int64_t(6));
    }

    void aFolderOpensItsCheckpoint() {
        writeFile(at("notes.txt"), "x");
        QVERIFY(why(at("")).starts_with("is a folder without a checkpoint in it (model.safetensors, "));
        writeFile(at("weights-v2.safetensors"), one("a", 1));
        QCOMPARE(first(at(""), "a"), 1.0F);
        writeFile(at("older.ckpt"), one("a", 2));
        QCOMPARE(why(at("")),
                 std::string("is a folder with 2 checkpoints (older.ckpt, weights-v2.safetensors); open one of them"));
        writeFile(at("model.pth"), one("a", 3));
        QCOMPARE(first(at(""), "a"), 3.0F);
        writeFile(at("pytorch_model.bin"), one("a", 4));
        QCOMPARE(first(at(""), "a"), 4.0F);
        writeFile(at("shard"), one("a", 5));
        writeFile(at("model.safetensors.index.json"), index({{"a", "shard"}}));
        QCOMPARE(first(at(""), "a"), 5.0F);
        writeFile(at("model.safetensors"), one("a", 6));
        QCOMPARE(first(at(""), "a"), 6.0F);
        QCOMPARE(Checkpoint::open(at(""))->path(), at("model.safetensors"));
    }

    /// snapshots/REVISION/FILE -> ../../blobs/HASH, within one model's folder.
    void followsTheLinksOfHuggingFacesCache() {
        const std::string revision(40, 'a');
        const std::string snapshot = "models--owner--name/snapshots/" + revision + "/";
        writeFile(at("models--owner--name/blobs/123"), one("a", 1));
        writeFile(at("models--owner--name/blobs/456"), index({{"a", "model-1.safetensors"}}));
        writeFile(at("models--owner--name/refs/main"), revision);
        fs::create_symlink("../../blobs/123", at(snapshot + "model-1.safetensors"));
        fs::create_symlink("../../blobs/456", at(snapshot + "model.safetensors.index.json"));
        QCOMPARE(first(at(snapshot + "model.safetensors.index.json"), "a"), 1.0F);
        QCOMPARE(first(at("models--owner--name"), "a"), 1.0F);
        // Another model's blob is outside.
        writeFile(at("models--other--name/blobs/123"), one("a", 2));
        fs::remove(at(snapshot + "model-1.safetensors"));
        fs::create_symlink("../../../models--other--name/blobs/123", at(snapshot + "model-1.safetensors"));
        QVERIFY(why(at(snapshot + "model.safetensors.index.json")).ends_with("is a link that leaves its folder"));
    }

    void refusesWhatLeavesTheFolder_data() {
        QTest::addColumn<QString>("shard");
        QTest::addColumn<QString>("says");
        const char* outside = "names a shard outside its folder";
        QTest::newRow("up") << "../secret.safetensors" << outside;
        QTest::newRow("down and up") << "sub/../../secret.safetensors" << outside;
        QTest::newRow("absolute") << "/etc/passwd" << outside;
        QTest::newRow("nothing") << "" << outside;
        QTest::newRow("zero") << "a\\u0000b" << outside;
        QTest::newRow("link to a file") << "link.safetensors"
                                        << "is a link that leaves its folder";
        QTest::newRow("link to a folder") << "linked/secret.safetensors"
                                          << "is a link that leaves its folder";
        QTest::newRow("link to itself") << "loop"
                                        << "not beside it";
        QTest::newRow("missing") << "model-1.safetensors"
                                 << "needs the shard model-1.safetensors, which is not beside it";
        QTest::newRow("itself") << "model.safetensors.index.json"
                                << "is a JSON text, not the weights";
        QTest::newRow("folder") << "sub"
                                << "is no file";
        QTest::newRow("pipe") << "pipe"
                              << "is no file";
        QTest::newRow("no checkpoint") << "text"
                                       << "is a text, not a checkpoint";
        QTest::newRow("another tensor") << "good"
                                        << "says that a is in good, which has no such tensor";
        QTest::newRow("within") << "sub/a.safetensors"
                                << "";
        QTest::newRow("link within") << "inner"
                                     << "";
    }
    void refusesWhatLeavesTheFolder() {
        writeFile(at("secret.safetensors"), one("a", 1));
        fs::create_symlink("../secret.safetensors", at("model/link.safetensors"));
        fs::create_directory_symlink("..", at("model/linked"));
        fs::create_symlink("loop", at("model/loop"));
        QCOMPARE(::mkfifo(at("model/pipe").c_str(), 0600), 0);
        writeFile(at("model/text"), "Not found");
        writeFile(at("model/good"), one("b", 1));
        writeFile(at("model/sub/a.safetensors"), one("a", 1));
        fs::create_symlink("sub/a.safetensors", at("model/inner"));
        QFETCH(QString, shard);
        QFETCH(QString, says);
        const auto file = writeFile(at("model/model.safetensors.index.json"), index({{"a", shard.toStdString()}}));
        const auto reason = QString::fromStdString(why(file));
        QVERIFY2(says.isEmpty() ? reason.isEmpty() : reason.contains(says), qPrintable(reason));
    }

    void refusesIndexesThatLie_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("says");
        const char* broken = "is a broken shard index";
        QTest::newRow("empty map") << QByteArray(R"({"weight_map": {}})") << broken;
        QTest::newRow("a list") << QByteArray(R"({"weight_map": ["a"]})") << broken;
        QTest::newRow("a text") << QByteArray(R"({"weight_map": "a"})") << broken;
        QTest::newRow("numbers") << QByteArray(R"({"weight_map": {"a": 1}})") << "names no file for a";
        QTest::newRow("no map") << QByteArray(R"({"note": "weight_map"})") << broken;
        QTest::newRow("cut off") << QByteArray("{\"weight_map\": {\"a\": \"b") << broken;
        QTest::newRow("deep") << QByteArray("{\"weight_map\": ") + QByteArray(1'000'000, '[') << broken;
        QTest::newRow("deep objects") << QByteArray("{\"weight_map\": ") + QByteArray("{\"a\":").repeated(200'000)
                                      << broken;
        QByteArray shards, tensors;
        for (int i = 0; i < 1001; ++i)
            shards += QByteArray(i ? "," : "") + "\"t" + QByteArray::number(i) + "\":\"s" + QByteArray::number(i) + "\"";
        for (int i = 0; i < 100'001; ++i)
            tensors += QByteArray(i ? "," : "") + "\"t" + QByteArray::number(i) + "\":\"s\"";
        QTest::newRow("1001 shards") << QByteArray("{\"weight_map\":{") + shards + "}}"
                                     << "more shards than any model needs";
        QTest::newRow("100001 tensors") << QByteArray("{\"weight_map\":{") + tensors + "}}"
                                        << "more tensors than any model needs";
        QTest::newRow("17 MB") << QByteArray(R"({"weight_map":{"a":"b"}})") + QByteArray(17 << 20, ' ')
                               << "is a JSON text";
    }
    void refusesIndexesThatLie() {
        QFETCH(QByteArray, json);
        QFETCH(QString, says);
        const auto reason =
            QString::fromStdString(why(writeFile(at("model.safetensors.index.json"), json.toStdString())));
        QVERIFY2(reason.contains(says), qPrintable(reason));
    }
};

QTEST_GUILESS_MAIN(ShardsTest)
#include "shards_test.moc"
