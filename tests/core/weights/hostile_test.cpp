// Files made to do harm: each is refused with one message, or opens without the harm, and quickly.
#include "core/weights/checkpoint.h"
#include "core/weights/sidecar.h"

#include "tests/support/paths.h"
#include "tests/support/weights.h"

#include <ATen/ATen.h>
#include <QTemporaryDir>
#include <QTest>

#include <ctime>

using namespace vitrine;
using namespace vitrine::test;

class HostileTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::filesystem::path at(const char* name) const {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }
    std::string why(const std::string& bytes) const {
        return whyNot([&] {
            const auto checkpoint = Checkpoint::open(writeFile(at("hostile"), bytes));
            for (const TensorInfo& tensor : checkpoint->tensors())
                if (tensor.dtype == "float32")
                    checkpoint->tensor(tensor.name).sum();
        });
    }
    /// {"model": {"weight": a tensor}, "beside": what `value` makes}
    static std::string withWeights(const std::string& value) {
        return "\x80\x04}(" + op::text("model") + "}" + op::text("weight") + PickleTensor().bytes() + "s" +
               op::text("beside") + value + "u.";
    }

    /// torch.save's old format around a pickle; every part may be another.
    struct Legacy {
        std::string magic = "\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.";
        std::string version = "\x80\x02M\xe9\x03.";
        std::string machine = "\x80\x02}" + op::text("little_endian") + "\x88s.";
        std::string pickle = pickledDict(PickleTensor().bytes());
        std::string keys = "\x80\x02]" + op::text("0") + "a.";
        std::string storages = little(6, 8) + std::string(24, '\x3f');
        std::string bytes() const { return magic + version + machine + pickle + keys + storages; }
    };
    static void row(const char* name, const std::string& bytes, const char* says) {
        QTest::newRow(name) << QByteArray(bytes.data(), qsizetype(bytes.size())) << QString(says);
    }
    static void columns() {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("says");
    }
    void checkRow() const {
        QFETCH(QByteArray, file);
        QFETCH(QString, says);
        const auto reason = QString::fromStdString(why(file.toStdString()));
        QVERIFY2(says.isEmpty() ? reason.isEmpty() : reason.contains(says), qPrintable(reason));
        QVERIFY(!reason.contains('\n') && reason.size() < 600);
    }
    static size_t peakMemory() {  // KiB
        const std::string status = readFile("/proc/self/status");
        return std::stoul(status.substr(status.find("VmHWM:") + 6));
    }

private Q_SLOTS:
    /// Every way in which a pickle makes an object or calls something, the weights beside it being good.
    void executesNothing_data() {
        columns();
        const std::string system = op::global("os", "system"), popen = op::global("subprocess", "Popen");
        const std::string command = op::text("touch " + (at("executed")).string());
        const auto refused = [](const char* name, const std::string& value, const char* says) {
            row(name, pth(withWeights(value)), says);
        };
        refused("REDUCE", system + op::tuple({command}) + "R", "asks to run os.system,");
        refused("STACK_GLOBAL", op::text("posix") + op::text("system") + "\x93" + op::tuple({command}) + "R",
                "asks to run posix.system,");
        refused("NEWOBJ", popen + op::tuple({command}) + "\x81", "asks to run subprocess.Popen,");
        refused("NEWOBJ_EX", popen + op::tuple({command}) + "}\x92", "asks to run subprocess.Popen,");
        refused("INST", "(" + command + "ios\nsystem\n", "asks to run os.system,");
        refused("OBJ", "(" + popen + command + "o", "asks to run subprocess.Popen,");
        refused("eval", op::global("builtins", "eval") + op::tuple({command}) + "R", "asks to run builtins.eval,");
        refused("exec of Python 2", op::global("__builtin__", "exec") + op::tuple({command}) + "R",
                "asks to run __builtin__.exec,");
        refused("of a result",
                op::global("operator", "attrgetter") + op::tuple({op::text("system")}) + "R" +
                    op::tuple({op::global("os", "path")}) + "R",
                "");
        refused("named, not called", system, "");
        refused("BUILD", op::global("a", "B") + ")\x81}" + op::text("__setstate__") + system + "sb", "");
        refused("hooks of a tensor",
                op::global("torch._utils", "_rebuild_tensor_v2") + op::tuple({system, "K\1", ")", ")", "\x89", "N"}) +
                    "R",
                "asks to run os.system,");
        refused("storage of an unknown type",
                op::tuple({op::text("storage"), op::global("evil", "Storage"), op::text("0"), op::text("cpu"),
                           op::integer(6)}) +
                    "Q",
                "");
        refused("EXT1", std::string("\x82\x01", 2), "object by number");
        refused("PERSID", "Pos.system\n", "old text protocol");
        refused("buffers outside", "\x97", "operation 151");
        row("in the old format", Legacy{.pickle = withWeights(system + op::tuple({command}) + "R")}.bytes(),
            "asks to run os.system,");
        row("in the machine's description",
            Legacy{.machine = "\x80\x02" + system + op::tuple({command}) + "R."}.bytes(), "asks to run os.system,");
    }
    void executesNothing() {
        checkRow();
        QVERIFY(!std::filesystem::exists(at("executed")));
    }

    /// The same opcodes with a class that is merely not known: the weights open, and nothing is imported.
    void whatIsNotKnownIsInert_data() {
        columns();
        const std::string type = op::global("project.config", "Config"), state = "}" + op::text("lr") + "K\1s";
        const auto opens = [](const char* name, const std::string& value) { row(name, pth(withWeights(value)), ""); };
        opens("GLOBAL", type);
        opens("STACK_GLOBAL", op::text("project") + op::text("Config") + "\x93");
        opens("REDUCE", type + ")R");
        opens("NEWOBJ and BUILD", type + ")\x81" + state + "b");
        opens("NEWOBJ_EX", type + ")}\x92");
        opens("INST", "(K\1iproject\nConfig\n");
        opens("OBJ", "(" + type + "K\1o");
        opens("a dictionary's subclass", type + ")R(" + op::text("a") + "K\1u" + op::text("b") + "K\2s");
        opens("a list's subclass", type + ")R(K\1K\2eK\3"
                                          "a");
        opens("a set", "\x8f(K\1K\2\x90");
        opens("a frozen set", "(K\1K\2\x91");
        opens("a result that is called", type + ")R)R");
        opens("bytes", std::string("C\3abc"));
        opens("2^200", "\x8a\x1a" + std::string(26, '\1'));
        opens("a number of 300 bytes", "\x8b" + little(300, 4) + std::string(300, '\1'));
        row("as a weight",
            pth("\x80\x02}(" + op::text("a.weight") + PickleTensor().bytes() + op::text("b.weight") + type + ")Ru."),
            "its weight b.weight depends on project.config.Config");
    }
    void whatIsNotKnownIsInert() { checkRow(); }

    void refusesOldFilesThatLie_data() {
        columns();
        const auto key = [](const std::string& text) { return "\x80\x02]" + op::text(text) + "a."; };
        const auto view = [](int64_t first, int64_t count) {
            const std::string storage =
                op::tuple({op::text("storage"), op::global("torch", "FloatStorage"), op::text("0"), op::text("cpu"),
                           op::integer(6), op::tuple({op::text("v"), op::integer(first), op::integer(count)})}) +
                "Q";
            return pickledDict(op::global("torch._utils", "_rebuild_tensor") +
                               op::tuple({storage, op::integer(0), op::integers({2}), op::integers({1})}) + "R");
        };
        row("good", Legacy().bytes(), "");
        row("view", Legacy{.pickle = view(4, 2)}.bytes(), "");
        row("view too far", Legacy{.pickle = view(5, 2)}.bytes(), "a view reaches beyond its storage");
        row("view of a view", Legacy{.pickle = view(4, 1)}.bytes(), "larger than its storage");
        row("negative view", Legacy{.pickle = view(-1, 2)}.bytes(), "a view reaches beyond its storage");
        row("view that overflows", Legacy{.pickle = view(INT64_MAX, INT64_MAX)}.bytes(), "beyond its storage");
        row("other version", Legacy{.version = "\x80\x02M\xea\x03."}.bytes(), "version of PyTorch's old format");
        row("big-endian", Legacy{.machine = "\x80\x02}" + op::text("little_endian") + "\x89s."}.bytes(), "big-endian");
        row("no list of storages", Legacy{.keys = "\x80\x02}."}.bytes(), "list of its storages");
        row("numbers for storages", Legacy{.keys = "\x80\x02]K\1a."}.bytes(), "list of its storages");
        row("another storage", Legacy{.keys = key("7")}.bytes(), "its storage 0 is missing");
        row("storage twice",
            Legacy{.keys = "\x80\x02](" + op::text("0") + op::text("0") + "e.",
                   .storages = little(6, 8) + std::string(24, '?') + little(6, 8) + std::string(24, '?')}
                .bytes(),
            "two storages named 0");
        row("storage too small", Legacy{.storages = little(5, 8) + std::string(24, '?')}.bytes(), "shorter");
        row("storage of -1", Legacy{.storages = little(UINT64_MAX, 8) + std::string(24, '?')}.bytes(), "negative size");
        row("storage of 2^62", Legacy{.storages = little(1ULL << 62, 8) + std::string(24, '?')}.bytes(), "cut off");
        row("no storages", Legacy{.storages = ""}.bytes(), "cut off");
        row("one storage, two types",
            Legacy{.pickle = "\x80\x02}(" + op::text("a") + PickleTensor().bytes() + op::text("b") +
                             PickleTensor{.storageType = "DoubleStorage"}.bytes() + "u."}
                .bytes(),
            "its storage 0 is of two types");
        row("magic alone", Legacy().magic, "cut off");
    }
    void refusesOldFilesThatLie() { checkRow(); }

    void untypedStoragesThatLie_data() {
        columns();
        const auto tensor = [](int64_t bytes, int64_t count, const std::string& dtype) {
            const std::string storage = op::tuple({op::text("storage"), op::global("torch.storage", "UntypedStorage"),
                                                   op::text("0"), op::text("cpu"), op::integer(bytes)}) +
                                        "Q";
            return pth(pickledDict(
                op::global("torch._utils", "_rebuild_tensor_v3") +
                op::tuple({storage, op::integer(0), op::integers({count}), op::integers({1}), "\x89", "N", dtype, "N"}) +
                "R"));
        };
        const std::string float32 = op::global("torch", "float32");
        row("good", tensor(24, 6, float32), "");
        row("elements for bytes", tensor(24, 7, float32), "larger than its storage");
        row("half an element", tensor(23, 6, float32), "larger than its storage");
        row("unknown dtype", tensor(24, 6, op::global("torch", "float3")), "asks to run torch.float3,");
        row("dtype that is a text", tensor(24, 6, op::text("float32")), "not described as torch.save does it");
        row("dtype from elsewhere", tensor(24, 6, op::global("os", "system")), "asks to run os.system");
    }
    void untypedStoragesThatLie() { checkRow(); }

    /// Few bytes that ask for much: every list, name and call again and again.
    void stopsBombs_data() {
        columns();
        const auto times = [](const std::string& what, int count) {
            std::string all;
            all.reserve(what.size() * size_t(count));
            for (int i = 0; i < count; ++i)
                all += what;
            return all;
        };
        const std::string longText = "X" + little(15 << 20, 4) + std::string(15 << 20, 'x') + "q\1";
        const std::string pair = "K\1K\1\x86q\2";
        row("a call with a million arguments, a million times",
            pth("\x80\x02(" + times("N", 1'000'000) + "tq\1" + op::global("collections", "OrderedDict") + "q\2" +
                times("h\2h\1R0", 1'000'000) + "}."),
            "not described as torch.save");
        row("a dictionary from a million pairs, a million times",
            pth("\x80\x02" + pair + "0](" + times("h\2", 1'000'000) + "e\x85q\1" +
                op::global("collections", "OrderedDict") + "q\3" + times("h\3h\1R0", 1'000'000) + "}."),
            "more values than weights need");
        row("a key of 15 MB, a million times", pth("\x80\x02" + longText + "0}(" + times("h\1N", 1'000'000) + "u."),
            "dictionary of tensors");
        row("a weight's name of 15 MB", pth("\x80\x02" + longText + "0}(h\1" + PickleTensor().bytes() + "u."),
            "a name of 15728640 letters");
        row("a global of 15 MB, a million times",
            pth("\x80\x04" + longText + "0" +
                times("h\1h\1\x93"
                      "0",
                      1'000'000) +
                "}."),
            "by more than 1000 letters");
        row("a storage's name of 15 MB",
            pth("\x80\x02" + longText + "0" +
                op::tuple({op::text("storage"), op::global("torch", "FloatStorage"), "h\1", op::text("cpu"), "K\1"}) +
                "Q."),
            "more than 1000 letters");
        row("dictionaries a thousand deep",
            pth("\x80\x02" + times("}" + op::text("model"), 1000) + "N" + times("s", 1000) + "."),
            "dictionary of tensors");
        row("a million names", pth("\x80\x02" + times("ca\nb\n0", 1'000'000) + "}."), "more");
        row("a million objects of the memo", pth("\x80\x04}" + times("\x94", 3'000'000) + "."), "more values");
    }
    void stopsBombs() {
        const auto start = std::clock();  // of this process: the machine may be busy
        const size_t before = peakMemory();
        checkRow();
        const double seconds = double(std::clock() - start) / CLOCKS_PER_SEC;
        QVERIFY2(seconds < 10, qPrintable(QString::number(seconds)));  // a tenth of one, without sanitizers
        QVERIFY2(peakMemory() - before < 600'000, qPrintable(QString::number(peakMemory() - before)));
    }

    /// A download that stopped anywhere. The last bytes of all of these are needed, so none may open.
    void survivesEveryTruncation_data() {
        QTest::addColumn<QByteArray>("bytes");
        for (const char* name : {"everything_legacy.pth", "dino.pth", "float8.pth", "legacy.pth", "beside.pth",
                                 "protocol4.safetensors", "whole_module_legacy.pth"})
            QTest::newRow(name) << QByteArray::fromStdString(readFile(data(std::string("weights/") + name)));
        QTest::newRow("index") << QByteArray::fromStdString(
            readFile(data("formats/huggingface-vit-sharded/model.safetensors.index.json")));
    }
    void survivesEveryTruncation() {
        QFETCH(QByteArray, bytes);
        const auto file = at("truncated");
        writeFile(file, bytes.toStdString());
        for (qsizetype length = bytes.size() - 1; length > 0; --length) {
            std::filesystem::resize_file(file, uintmax_t(length));
            const std::string reason = whyNot([&] { Checkpoint::open(file); });
            QVERIFY2(!reason.empty(), qPrintable(QString::number(length)));
            const std::vector<uint8_t> start(bytes.begin(), bytes.begin() + std::min<qsizetype>(length, 500));
            readSidecar(SidecarFiles{start, start, start});  // never throws, whatever it is
        }
    }
};

QTEST_GUILESS_MAIN(HostileTest)
#include "hostile_test.moc"
