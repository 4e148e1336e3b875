// randomStateDict against tests/data/seeds: torch.manual_seed(N), then torchvision's constructor.
#include "core/image/decode.h"
#include "core/model/init.h"
#include "core/model/module_tree.h"
#include "tests/support/reference.h"

#include <ATen/CPUGeneratorImpl.h>
#include <QCryptographicHash>
#include <QTest>

using namespace vitrine;
using namespace vitrine::test;

namespace {

std::string sha256(const at::Tensor& tensor) {
    const auto* bytes = static_cast<const char*>(tensor.const_data_ptr());
    return QCryptographicHash::hash(QByteArray::fromRawData(bytes, qsizetype(tensor.nbytes())),
                                    QCryptographicHash::Sha256)
        .toHex()
        .toStdString();
}

VitConfig configFor(const std::string& name, const nlohmann::ordered_json& seeds) {
    return configOf(seeds.contains("image_size") ? seeds : readJson(shipped("torchvision/" + name + ".json")), name);
}

/// What the logits of the reference were computed from.
Input inputFor(const nlohmann::ordered_json& seeds, const VitConfig& config) {
    if (!seeds.contains("input"))
        return normalise(modelView(decodeFile(shipped("samples/chelsea.png")), Preprocessing{}), Preprocessing{});
    Input ramp{config.image_size, config.image_size, {}};
    for (int i = 0; i < 3 * config.image_size * config.image_size; ++i)
        ramp.values.push_back(float(i % 17 - 8) / 8);
    return ramp;
}

}  // namespace

class InitTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void seeds_data();
    void seeds();
    void leavesTheGlobalGeneratorAlone();
    void stops();
};

void InitTest::seeds_data() {
    QTest::addColumn<QString>("name");
    for (const char* name : {"representation", "vit_b_16", "vit_b_32", "vit_l_16"})
        QTest::newRow(name) << name;
}

void InitTest::seeds() {
    QFETCH(QString, name);
    const auto expected = readJson(data("seeds/" + name.toStdString() + ".json"));
    const VitConfig config = configFor(name.toStdString(), expected);
    at::Generator generator = at::detail::createCPUGenerator(expected.at("seed").get<uint64_t>());
    StateDict weights = randomStateDict(config, generator);

    int same = 0;
    QCOMPARE(weights.tensors.size(), expected.at("tensors").size());
    for (const auto& [key, fingerprint] : expected.at("tensors").items()) {
        const at::Tensor& tensor = weights.at(key);
        if (sha256(tensor) == fingerprint.at("sha256").get<std::string>()) {
            ++same;
            continue;
        }
        const double scale = fingerprint.at("abs_sum").get<double>();
        const at::Tensor values = tensor.to(at::kDouble);
        QVERIFY2(std::abs(values.sum().item<double>() - fingerprint.at("sum").get<double>()) <= 1e-7 * scale,
                 key.c_str());
        QVERIFY2(std::abs(values.abs().sum().item<double>() - scale) <= 1e-7 * scale, key.c_str());
        const auto first = fingerprint.at("first").get<std::vector<float>>();
        COMPARE_TENSORS(tensor.flatten().slice(0, 0, int64_t(first.size())), tensorOf(first), 1e-7);
    }
    qInfo("%d of %d tensors equal bit for bit (%s)", same, int(weights.tensors.size()),
          buildInfo().vector_width.c_str());
    if (buildInfo().vector_width == "AVX512")  // what the reference was made with; another may round last bits differently
        QCOMPARE(same, int(weights.tensors.size()));

    weights.tensors.at("heads.head.weight").normal_(0, 0.02, generator);
    const auto capture = Vit(config, weights, testPlacement()).forward(inputFor(expected, config));
    COMPARE_TENSORS(tensorOf(capture->logits()), tensorOf(expected.at("logits").get<std::vector<float>>()), 1e-4);
}

void InitTest::leavesTheGlobalGeneratorAlone() {
    const VitConfig small{"small", 32, 16, 1, 2, 8, 16, 3, {}};
    at::manual_seed(5);
    const at::Tensor expected = at::rand({8});
    at::manual_seed(5);
    const StateDict once = randomStateDict(small, 1);
    COMPARE_TENSORS(at::rand({8}), expected, 0);
    const StateDict again = randomStateDict(small, 1), other = randomStateDict(small, 2);
    COMPARE_TENSORS(again.at("conv_proj.weight"), once.at("conv_proj.weight"), 0);
    QVERIFY(!at::equal(other.at("conv_proj.weight"), once.at("conv_proj.weight")));
    QVERIFY(once.at("heads.head.weight").eq(0).all().item<bool>());
}

void InitTest::stops() {
    const VitConfig small{"small", 32, 16, 5, 2, 8, 16, 3, {}};
    std::vector<int> steps;
    const Progress progress = [&](int done, int total) {
        steps.push_back(done);
        return total == 5 && done < 3;
    };
    QVERIFY_THROWS_EXCEPTION(Cancelled, randomStateDict(small, 0, progress));
    QCOMPARE(steps, (std::vector<int>{1, 2, 3}));
}

QTEST_GUILESS_MAIN(InitTest)
#include "init_test.moc"
