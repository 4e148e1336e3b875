#include "core/weights/pickle.h"

#include "tests/support/weights.h"

#include <QTest>

using namespace vitrine;
using namespace vitrine::test;

class PickleTest : public QObject {
    Q_OBJECT

    static std::string why(const std::string& pickle) {
        return whyNot([&] { readWeightsPickle(asBytes(pickle), "weights.pth"); });
    }

private Q_SLOTS:
    void readsATensor() {
        const auto tensors =
            readWeightsPickle(
                asBytes(pickledDict(PickleTensor{.shape = {2, 2}, .strides = {1, 2}, .offset = 1}.bytes())), "x")
                .tensors;
        QCOMPARE(tensors.size(), size_t(1));
        QCOMPARE(tensors[0].name, std::string("weight"));
        QCOMPARE(tensors[0].storage, std::string("0"));
        QCOMPARE(tensors[0].dtype, std::string("float32"));
        QCOMPARE(tensors[0].storage_numel, int64_t(6));
        QCOMPARE(tensors[0].offset, int64_t(1));
        QCOMPARE(tensors[0].shape, (Shape{2, 2}));
        QCOMPARE(tensors[0].strides, (Shape{1, 2}));
    }

    void executesNothing_data() {
        QTest::addColumn<QByteArray>("pickle");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const std::string& pickle, const char* says) {
            QTest::newRow(name) << QByteArray(pickle.data(), qsizetype(pickle.size())) << QString(says);
        };
        const std::string command = op::tuple({op::text("touch /tmp/executed")});
        row("os.system by GLOBAL", "\x80\x02" + op::global("os", "system") + command + "R.", "asks to run os.system,");
        row("posix.system by GLOBAL", "\x80\x02" + op::global("posix", "system") + command + "R.",
            "asks to run posix.system,");
        row("builtins.eval", pickledDict(op::global("builtins", "eval") + command + "R"), "asks to run builtins.eval,");
        row("__builtin__.exec", pickledDict(op::global("__builtin__", "exec") + command + "R"),
            "asks to run __builtin__.exec,");
        row("subprocess.Popen by STACK_GLOBAL",
            "\x80\x04" + op::text("subprocess") + op::text("Popen") + "\x93" + command + "R.",
            "asks to run subprocess.Popen,");
        row("attribute of an allowed module",
            "\x80\x04" + op::text("torch._utils") + op::text("_rebuild_tensor_v2.__globals__") + "\x93.",
            "asks to run torch._utils._rebuild_tensor_v2.__globals__,");
        row("torch.load", pickledDict(op::global("torch", "load") + command + "R"), "asks to run torch.load,");
        row("torch.hub", pickledDict(op::global("torch.hub", "load") + command + "R"), "asks to run torch.hub.load,");
        row("getattr", pickledDict(op::global("builtins", "getattr") + command + "R"), "asks to run builtins.getattr,");
        row("whole module", pickledDict(op::global("torch.nn.modules.linear", "Linear") + ")\x81"),
            "asks to run torch.nn.modules.linear.Linear,");
        row("INST", "\x80\x02(" + op::text("touch") + "ios\nsystem\n.", "asks to run os.system,");
        row("OBJ", "\x80\x02(" + op::global("pathlib", "Path") + "o.", "asks to run pathlib.Path,");
        row("NEWOBJ", "\x80\x02" + op::global("pathlib", "Path") + ")\x81.", "asks to run pathlib.Path,");
        row("NEWOBJ_EX", "\x80\x04" + op::global("pathlib", "Path") + ")}\x92.", "asks to run pathlib.Path,");
        row("EXT1", std::string("\x80\x02\x82\x01."), "object by number");
        row("EXT2", std::string("\x80\x02\x83\x01\x01."), "object by number");
        row("EXT4", std::string("\x80\x02\x84\x01\x01\x01\x01."), "object by number");
        row("text persistent id", "\x80\x02Pos.system\n.", "old text protocol");
        row("name that draws", "\x80\x02" + op::global("os\x1b[2J", "system") + ".", "asks to run os?[2J.system,");
        row("BUILD on a tensor", pickledDict(PickleTensor().bytes() + "}b"),
            "something else where a dictionary belongs");
        row("BUILD on a global", "\x80\x02" + op::global("collections", "OrderedDict") + "}b.",
            "something else where a dictionary belongs");
        row("call a tensor", pickledDict(PickleTensor().bytes() + ")R"), "cannot be called");
        row("call a text", pickledDict(op::text("os.system") + ")R"), "cannot be called");
        row("call a storage type", pickledDict(op::global("torch", "FloatStorage") + ")R"), "cannot be called");
        row("arguments of OrderedDict",
            pickledDict(op::global("collections", "OrderedDict") +
                        op::tuple({"](K\x01"
                                   "e"}) +
                        "R"),
            "fills a dictionary in a way");
    }
    void executesNothing() {
        QFETCH(QByteArray, pickle);
        QFETCH(QString, says);
        const auto reason = QString::fromStdString(why(pickle.toStdString()));
        QVERIFY2(reason.startsWith("is refused: ") && reason.contains(says), qPrintable(reason));
        QVERIFY(!std::filesystem::exists("/tmp/executed"));
    }

    void refusesTensorsThatLie_data() {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const PickleTensor& tensor, const char* says) {
            QTest::newRow(name) << QByteArray::fromStdString(tensor.bytes()) << QString(says);
        };
        constexpr int64_t huge = INT64_MAX;
        row("good", {}, "");
        row("transposed", {.shape = {3, 2}, .strides = {1, 3}}, "");
        row("one element, any stride", {.shape = {1, 1}, .strides = {huge, huge}}, "");
        row("empty", {.shape = {0, 3}, .strides = {3, 1}, .storageNumel = 0}, "");
        row("negative size", {.shape = {-2, 3}}, "impossible shape or offset");
        row("negative offset", {.offset = -1}, "impossible shape or offset");
        row("negative stride", {.strides = {3, -1}}, "impossible strides");
        row("negative storage", {.storageNumel = -6}, "negative size");
        row("one too many", {.shape = {7}, .strides = {1}}, "larger than its storage");
        row("offset too far", {.offset = 1}, "beyond its storage");
        row("one behind the end", {.shape = {1}, .strides = {1}, .offset = 6}, "beyond its storage");
        row("the last one", {.shape = {1}, .strides = {1}, .offset = 5}, "");
        row("offset at the end", {.offset = 7}, "larger than its storage");
        row("stride too far", {.strides = {4, 1}}, "beyond its storage");
        row("stride overflows", {.strides = {huge, huge}}, "impossible strides");
        row("shape overflows", {.shape = {huge, huge}}, "impossible shape or offset");
        row("shape overflows with a zero", {.shape = {0, huge, huge}, .strides = {1, 1, 1}},
            "impossible shape or offset");
        row("stride 0 bomb", {.shape = {1LL << 40}, .strides = {0}}, "larger than its storage");
        row("strides of another length", {.strides = {1}}, "impossible shape or offset");
        row("too many dimensions", {.shape = std::vector<int64_t>(17, 1), .strides = std::vector<int64_t>(17, 1)},
            "more than 16 dimensions");
    }
    void refusesTensorsThatLie() {
        QFETCH(QByteArray, value);
        QFETCH(QString, says);
        const auto reason = QString::fromStdString(why(pickledDict(value.toStdString())));
        QVERIFY2(says.isEmpty() ? reason.isEmpty() : reason.contains(says), qPrintable(reason));
    }

    void refusesBrokenPickles_data() {
        QTest::addColumn<QByteArray>("pickle");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const std::string& pickle, const char* says) {
            QTest::newRow(name) << QByteArray(pickle.data(), qsizetype(pickle.size())) << QString(says);
        };
        row("nothing", "", "cut off");
        row("STOP alone", ".", "ends in the middle");
        row("no STOP", "\x80\x02}", "cut off");
        row("two values", "\x80\x02}}.", "ends in the middle");
        row("open mark", "\x80\x02}(.", "ends in the middle");
        row("protocol 9", "\x80\x09}.", "newer protocol");
        row("pop below a mark", "\x80\x02}(K\x01s.", "empty stack");
        row("SETITEM on nothing", "\x80\x02s.", "empty stack");
        row("SETITEMS without mark", "\x80\x02}u.", "empty stack");
        row("key without value", "\x80\x02}(K\x01u.", "key without a value");
        row("append to a dictionary",
            "\x80\x02}K\x01"
            "a.",
            "where a list belongs");
        row("items into a list", "\x80\x02](K\x01K\x02u.", "where a dictionary belongs");
        row("TUPLE2 of one", "\x80\x02K\x01\x86.", "empty stack");
        row("memo of nothing", "\x80\x02q\x01.", "empty stack");
        row("memo that is not there", "\x80\x02h\x07.", "does not have");
        row("memo beyond any", "\x80\x02j\xff\xff\xff\xff.", "does not have");
        row("text longer than the file", "\x80\x02X" + little(0xFFFF, 4) + "ab", "cut off");
        row("text of 4 GB", "\x80\x02X" + little(0xFFFFFFFF, 4), "a text of 4294967295 bytes");
        row("text of 2^64 bytes", "\x80\x04\x8d" + little(UINT64_MAX, 8), "a text of");
        row("long of 255 bytes", "\x80\x02\x8a\xff" + std::string(254, '\1'), "cut off");
        row("global without an end",
            "\x80\x02"
            "cos\nsystem",
            "cut off");
        row("STACK_GLOBAL of numbers", "\x80\x04K\x01K\x02\x93.", "where a name belongs");
        row("unknown operation", "\x80\x02\xff.", "operation 255");
        row("float as text",
            "\x80\x02"
            "F1.5\n.",
            "operation 70");
        row("persistent id of a text", pickledDict(op::text("0") + "Q"), "where a storage belongs");
        row("persistent id of a module",
            pickledDict(op::tuple({op::text("module"), op::global("torch", "FloatStorage"), op::text("0"),
                                   op::text("cpu"), op::integer(6)}) +
                        "Q"),
            "no tensor's storage");
        row("persistent id of four",
            pickledDict(
                op::tuple({op::text("storage"), op::global("torch", "FloatStorage"), op::text("0"), op::text("cpu")}) +
                "Q"),
            "no tensor's storage");
        row("persistent id without a type",
            pickledDict(op::tuple({op::text("storage"), op::text("FloatStorage"), op::text("0"), op::text("cpu"),
                                   op::integer(6)}) +
                        "Q"),
            "storage's type");
        row("rebuild of nothing", pickledDict(op::global("torch._utils", "_rebuild_tensor_v2") + ")R"),
            "not described as torch.save");
        row("rebuild without a tuple", pickledDict(op::global("torch._utils", "_rebuild_tensor_v2") + "]R"),
            "arguments of a call");
        row("parameter of nothing",
            pickledDict(op::global("torch._utils", "_rebuild_parameter") + op::tuple({"N", "N", "N"}) + "R"),
            "where a tensor belongs");
        row("marks without end", "\x80\x02" + std::string(5000, '('), "nested too deeply");
        row("values without end", "\x80\x02" + std::string(3'000'000, 'N'), "more values");
        row("larger than any pickle",
            "\x80\x02X" + little(15 << 20, 4) + std::string(15 << 20, 'x') + "0X" + little(15 << 20, 4) +
                std::string(15 << 20, 'x') + "0X" + little(15 << 20, 4) + std::string(15 << 20, 'x') + "0}.",
            "far more than weights need");
        row("a list", "\x80\x02].", "does not hold a dictionary of tensors");
        row("numbers as weights", pickledDict("K\x01"), "does not hold a dictionary of tensors");
        row("a number as a name", "\x80\x02}K\x01" + PickleTensor().bytes() + "s.",
            "does not hold a dictionary of tensors");
    }
    void refusesBrokenPickles() {
        QFETCH(QByteArray, pickle);
        QFETCH(QString, says);
        const auto reason = QString::fromStdString(why(pickle.toStdString()));
        QVERIFY2(!reason.isEmpty() && reason.contains(says), qPrintable(reason));
    }

    /// Values that contain themselves, or each other a billion times, cost nothing: they are never followed.
    void survivesCyclesAndMemoBombs() {
        QVERIFY(!why("\x80\x02}q\x01" + op::text("self") + "h\x01s.").empty());
        QVERIFY(!why(std::string("\x80\x02]q\x01h\x01"
                                 "ah\x01"
                                 "a."))
                     .empty());
        std::string bomb = "\x80\x02]q";
        bomb += '\0';
        for (char i = 1; i < 100; ++i)  // each list holds the one before ten times
            bomb += "](" +
                    [&] {
                        std::string ten;
                        for (int j = 0; j < 10; ++j)
                            ten += std::string("h") + char(i - 1);
                        return ten;
                    }() +
                    "eq" + i;
        bomb += "h\x63.";
        QVERIFY(!why(bomb).empty());
        QVERIFY(why("\x80\x02}" + op::text("w") + PickleTensor().bytes() + "sq\x05}" + op::text("_metadata") + "h\x05sb.")
                    .empty());
    }
};

QTEST_GUILESS_MAIN(PickleTest)
#include "pickle_test.moc"
