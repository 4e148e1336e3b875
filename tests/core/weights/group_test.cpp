// Which tensors of a file are its weights, and what may stand beside them.
#include "core/weights/checkpoint.h"

#include "tests/support/paths.h"
#include "tests/support/weights.h"

#include <ATen/ATen.h>
#include <QTemporaryDir>
#include <QTest>

using namespace vitrine;
using namespace vitrine::test;

class GroupTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::filesystem::path file() const { return std::filesystem::path(m_folder.path().toStdString()) / "file.pth"; }

    /// A pickled dictionary of so many tensors, "name.0", "name.1", ...
    static std::string tensors(const std::string& name, int count) {
        std::string all = "}(";
        for (int i = 0; i < count; ++i)
            all += op::text(name + "." + std::to_string(i)) + PickleTensor().bytes();
        return all + "u";
    }
    static std::string dict(const std::vector<std::pair<std::string, std::string>>& items) {
        std::string all = "}(";
        for (const auto& [key, value] : items)
            all += op::text(key) + value;
        return all + "u";
    }

private Q_SLOTS:
    void choosesTheWeights_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("group");
        QTest::addColumn<int>("count");
        QTest::addColumn<QString>("first");
        const auto row = [](const char* name, const char* group, int count, const char* first) {
            QTest::newRow(name) << QString(name) << QString(group) << count << QString(first);
        };
        row("weights/training.pth", "model", 7, "0.weight");
        row("weights/everything.pth", "model", 7, "0.weight");
        row("weights/everything_legacy.pth", "model", 7, "0.weight");
        row("weights/everything_protocol4.pth", "model", 7, "0.weight");
        row("weights/dino.pth", "teacher", 7, "backbone.0.weight");
        row("weights/beside.pth", "", 7, "0.weight");
        row("weights/legacy.pth", "", 1, "a");
        row("formats/torchvision-training-checkpoint/model.pth", "model", 44, "class_token");
        row("formats/torchvision-data-parallel/model.pth", "state_dict", 44, "module.class_token");
        row("formats/torchvision-legacy-pickle/model.pth", "", 44, "class_token");
        row("formats/timm-training-ema/model.pth", "state_dict_ema", 44, "cls_token");
        row("formats/deit-distilled/model.pth", "model", 47, "cls_token");
        row("formats/huggingface-vit-state-dict/model.pth", "", 56, "vit.embeddings.cls_token");
    }
    void choosesTheWeights() {
        QFETCH(QString, file);
        const auto checkpoint = Checkpoint::open(data(file.toStdString()));
        QTEST(QString::fromStdString(checkpoint->group()), "group");
        QTEST(int(checkpoint->tensors().size()), "count");
        QTEST(QString::fromStdString(checkpoint->tensors().front().name), "first");
        for (const TensorInfo& tensor : checkpoint->tensors())
            if (tensor.dtype == "float32")
                QVERIFY(checkpoint->tensor(tensor.name).isfinite().all().item<bool>());
    }

    /// What was saved under "model" (or the teacher's), not the zeros of the average and the student beside it.
    void readsTheirValues_data() {
        QTest::addColumn<QString>("prefix");
        for (const char* name : {"training", "everything", "everything_legacy", "everything_protocol4", "beside"})
            QTest::newRow(name) << "";
        QTest::newRow("dino") << "backbone.";
    }
    void readsTheirValues() {
        QFETCH(QString, prefix);
        const auto checkpoint = Checkpoint::open(data("weights/" + std::string(QTest::currentDataTag()) + ".pth"));
        const auto expected = Checkpoint::open(data("weights/protocol4.safetensors"));
        QCOMPARE(expected->tensors().size(), size_t(6));
        for (const TensorInfo& tensor : expected->tensors()) {
            if (tensor.name.find("running") != tensor.name.npos)
                continue;  // a step of training has moved these
            const std::string name = prefix.toStdString() + tensor.name;
            QVERIFY2(checkpoint->find(name), name.c_str());
            QCOMPARE(checkpoint->find(name)->shape, tensor.shape);
            QVERIFY((checkpoint->tensor(name) - expected->tensor(tensor.name)).abs().max().item<float>() < 0.01F);
        }
    }

    /// The same weights by both of torch.save's formats.
    void legacyHoldsTheSame() {
        const auto legacy = Checkpoint::open(data("weights/everything_legacy.pth"));
        const auto zip = Checkpoint::open(data("weights/everything.pth"));
        QCOMPARE(legacy->tensors().size(), zip->tensors().size());
        for (const TensorInfo& tensor : zip->tensors())
            if (tensor.dtype == "float32")
                QVERIFY2(at::equal(legacy->tensor(tensor.name), zip->tensor(tensor.name)), tensor.name.c_str());
    }

    void prefersByName_data() {
        QTest::addColumn<QByteArray>("pickle");
        QTest::addColumn<QString>("group");
        const auto row = [](const char* group, const std::vector<std::pair<std::string, std::string>>& items) {
            QTest::addRow("%s of %s, ...", group, items.front().first.c_str())
                << QByteArray::fromStdString("\x80\x02" + dict(items) + ".") << QString(group);
        };
        const std::string many = tensors("blocks", 8), few = tensors("centre", 1);
        row("model", {{"model_ema", many}, {"model", many}});
        row("state_dict_ema", {{"state_dict_ema", many}, {"epoch", "K\x01"}, {"state_dict", many}});
        row("model_state_dict", {{"optimizer_state_dict", many}, {"model_state_dict", many}});
        row("net", {{"acc", "K\x01"}, {"net", many}});
        row("teacher", {{"student", many}, {"teacher", many}});
        row("model", {{"averaged", many}, {"model", many}});
        row("ema", {{"optimizer", many}, {"ema", many}});
        row("whatever", {{"rng_state", PickleTensor().bytes()}, {"whatever", many}});
        row("model", {{"loss", few}, {"model", many}});
        row("state_dict", {{"model", few}, {"state_dict", many}});  // far smaller than the largest
        row("ema.module", {{"ema", dict({{"module", many}})}});
        row("target_encoder", {{"encoder", many}, {"predictor", many}, {"target_encoder", many}, {"opt", "N"}});
        row("0", {{"0", many}});
        row("", {{"blocks.0.weight", PickleTensor().bytes()}, {"extra", dict({{"a", PickleTensor().bytes()}})}});
        row("weird", {{"momentum", dict({{"param_groups", "]"}, {"a", many}})}, {"weird", tensors("w", 2)}});
    }
    void prefersByName() {
        QFETCH(QByteArray, pickle);
        const auto checkpoint = Checkpoint::open(writeFile(file(), pth(pickle.toStdString())));
        QTEST(QString::fromStdString(checkpoint->group()), "group");
    }

    void aListOfDictionaries() {
        const auto checkpoint = Checkpoint::open(writeFile(file(), pth("\x80\x02(" + tensors("w", 3) + "K\x07t.")));
        QCOMPARE(checkpoint->group(), std::string("0"));
        QCOMPARE(checkpoint->tensors().size(), size_t(3));
    }

    void saysWhatToDoInstead_data() {
        QTest::addColumn<QString>("says");
        QTest::newRow("whole_module.pth")
            << "holds a whole Python object, torch.nn.modules.container.Sequential, and Vitrine executes nothing";
        QTest::newRow("whole_module_legacy.pth") << "torch.save(torch.load(FILE, weights_only=False).state_dict(), NEW)";
        QTest::newRow("module_inside.pth") << "torch.load(FILE, weights_only=False)[\"model\"].state_dict()";
        QTest::newRow("numpy.pth") << "holds NumPy arrays, not PyTorch's tensors";
        QTest::newRow("sparse.pth") << "its weight 3.weight depends on torch._utils._rebuild_sparse_tensor";
        QTest::newRow("negated.pth") << "one of its tensors is a negated view";
        QTest::newRow("one_tensor.pth") << "does not hold a dictionary of tensors";
        QTest::newRow("torchscript.pt") << "is a TorchScript program";
    }
    void saysWhatToDoInstead() {
        const auto reason = QString::fromStdString(
            whyNot([&] { Checkpoint::open(data(std::string("weights/") + QTest::currentDataTag())); }));
        QFETCH(QString, says);
        QVERIFY2(reason.contains(says), qPrintable(reason));
        QVERIFY(!reason.contains('\n'));
    }

    void otherNumbersAreAClearNo() {
        const auto checkpoint = Checkpoint::open(data("weights/float8.pth"));
        QCOMPARE(checkpoint->find("a.weight")->dtype, std::string("float8_e4m3fn"));
        QCOMPARE(whyNot([&] { checkpoint->tensor("a.weight"); }),
                 std::string("a.weight is float8_e4m3fn; Vitrine computes with float32, float16, bfloat16 and float64 "
                             "weights"));
        QVERIFY(whyNot([&] { checkpoint->tensor("b.weight"); }).starts_with("b.weight is uint16; "));
    }
};

QTEST_GUILESS_MAIN(GroupTest)
#include "group_test.moc"
