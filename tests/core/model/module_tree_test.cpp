// The tree against torchvision's own facts: resources/torchvision/*.json, tests/data/torchvision/*.print.txt.
#include "core/model/module_tree.h"
#include "tests/support/reference.h"

#include <QElapsedTimer>
#include <QTest>

#include <functional>
#include <unistd.h>

using namespace vitrine;
using namespace vitrine::test;

namespace {

void visit(const ModuleNode& node, const std::function<void(const ModuleNode&)>& see) {
    see(node);
    for (const ModuleNode& child : node.children)
        visit(child, see);
}

const ModuleNode* find(const ModuleNode& root, const std::string& path) {
    const ModuleNode* found = nullptr;
    visit(root, [&](const ModuleNode& node) {
        if (node.path == path)
            found = &node;
    });
    return found;
}

nlohmann::ordered_json factsOf(const QString& variant) {
    return readJson(shipped("torchvision/" + variant.toStdString() + ".json"));
}

const std::vector<const char*> variantNames{"vit_b_16", "vit_b_32", "vit_l_16", "vit_l_32", "vit_h_14"};
const VitConfig everyday{"everyday", 224, 14, 12, 6, 384, 1536, 105, {}};

int64_t residentBytes() {
    std::ifstream file("/proc/self/statm");
    int64_t size = 0, resident = 0;
    file >> size >> resident;
    return resident * sysconf(_SC_PAGESIZE);
}

}  // namespace

class ModuleTreeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void variants_data();
    void variants();
    void costOfEveryEntry_data();
    void costOfEveryEntry();
    void prints_data();
    void prints();
    void goldenStateDict_data();
    void goldenStateDict();
    void rowsInTheOrderOfTheData();
    void details_data();
    void details();
    void partsAddUp_data();
    void partsAddUp();
    void fastAndSmall();
};

void ModuleTreeTest::variants_data() {
    QTest::addColumn<QString>("name");
    for (const char* name : variantNames)
        QTest::newRow(name) << name;
}

void ModuleTreeTest::variants() {
    QFETCH(QString, name);
    const auto facts = factsOf(name);
    const ModuleNode tree = buildTree(configOf(facts, name.toStdString()));
    QCOMPARE(tree.num_params, facts.at("num_params").get<int64_t>());
    const std::vector<Parameter> parameters = stateDict(tree);
    QCOMPARE(parameters.size(), facts.at("state_dict").size());
    size_t i = 0;
    for (const auto& [key, shape] : facts.at("state_dict").items()) {
        QCOMPARE(parameters[i].name, key);
        QCOMPARE(parameters[i].shape, shape.get<Shape>());
        ++i;
    }
}

void ModuleTreeTest::costOfEveryEntry_data() {
    QTest::addColumn<QString>("variant");
    QTest::addColumn<int>("size");
    QTest::addColumn<double>("gmacs");
    QTest::addColumn<qint64>("num_params");
    for (const QString variant : variantNames) {
        const auto facts = factsOf(variant);
        for (const auto& [name, entry] : facts.at("weights").items())
            QTest::newRow(qPrintable(variant + "/" + QString::fromStdString(name)))
                << variant << entry.at("transforms").at("crop_size").at(0).get<int>() << entry.at("_ops").get<double>()
                << qint64(entry.at("num_params").get<int64_t>());
    }
}

void ModuleTreeTest::costOfEveryEntry() {
    QFETCH(QString, variant);
    QFETCH(int, size);
    QFETCH(double, gmacs);
    VitConfig config = configOf(factsOf(variant), "entry");
    config.image_size = size;
    const ModuleNode tree = buildTree(config);
    QCOMPARE(QString::number(tree.gmacs(), 'f', 3), QString::number(gmacs, 'f', 3));
    QTEST(qint64(tree.num_params), "num_params");
}

void ModuleTreeTest::prints_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("sizes");
    const auto path = [](const std::filesystem::path& file) { return QString::fromStdString(file.string()); };
    for (const std::string name : variantNames)
        QTest::newRow(name.c_str()) << QString::fromStdString(name) << path(shipped("torchvision/" + name + ".json"));
    for (const std::string name : {"plain", "deep"})
        QTest::newRow(name.c_str()) << QString::fromStdString("golden_" + name)
                                    << path(data("golden/" + name + "/case.json"));
    QTest::newRow("representation") << "representation" << path(data("seeds/representation.json"));
}

void ModuleTreeTest::prints() {
    QFETCH(QString, file);
    QFETCH(QString, sizes);
    std::string expected = readText(data("torchvision/" + file.toStdString() + ".print.txt"));
    if (expected.ends_with('\n'))
        expected.pop_back();
    QCOMPARE(printTorch(buildTree(configOf(readJson(sizes.toStdString()), "print"))), expected);
}

void ModuleTreeTest::goldenStateDict_data() {
    QTest::addColumn<QString>("name");
    QTest::newRow("plain") << "plain";
    QTest::newRow("deep") << "deep";
}

void ModuleTreeTest::goldenStateDict() {
    QFETCH(QString, name);
    const Golden golden(name.toStdString());
    const ModuleNode tree = buildTree(golden.config);
    const std::vector<Parameter> parameters = stateDict(tree);
    QCOMPARE(parameters.size(), golden.weights.tensors.size());
    for (const Parameter& parameter : parameters)
        QCOMPARE(golden.weights.at(parameter.name).sizes().vec(), parameter.shape);
    QCOMPARE(tree.num_params,
             readJson(data("golden/" + name.toStdString() + "/case.json")).at("num_params").get<int64_t>());
}

void ModuleTreeTest::rowsInTheOrderOfTheData() {
    const ModuleNode tree = buildTree(everyday);
    const auto names = [&](const std::string& path) {
        QStringList list;
        for (const ModuleNode& child : find(tree, path)->children)
            list << QString::fromStdString(child.name);
        return list.join(' ');
    };
    QCOMPARE(names(""), "conv_proj class_token encoder heads");
    QCOMPARE(names("encoder"), "pos_embedding dropout layers ln");
    QCOMPARE(names("encoder.layers.encoder_layer_7"), "ln_1 self_attention dropout ln_2 mlp");
    QCOMPARE(names("encoder.layers.encoder_layer_7.self_attention"), "out_proj");
    QCOMPARE(names("encoder.layers.encoder_layer_7.mlp"), "0 1 2 3 4");
    QCOMPARE(names("heads"), "head");
    QCOMPARE(find(tree, "encoder.layers")->children.size(), size_t(12));
    QCOMPARE(find(tree, "class_token")->kind, ModuleKind::Parameter);
    QCOMPARE(find(tree, "encoder.pos_embedding")->kind, ModuleKind::Parameter);
    visit(tree, [](const ModuleNode& node) {
        const std::string prefix = "encoder.layers.encoder_layer_";
        const int layer = node.path.starts_with(prefix) ? std::stoi(node.path.substr(prefix.size())) : -1;
        QCOMPARE(node.layer, layer);
    });
}

void ModuleTreeTest::details_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("detail");
    QTest::addColumn<QString>("output");
    QTest::addColumn<qint64>("num_params");
    QTest::newRow("root") << ""
                          << ""
                          << "1 × 105" << qint64(21660009);
    QTest::newRow("conv") << "conv_proj"
                          << "Conv2d 14×14 / 14"
                          << "1 × 384 × 16 × 16" << qint64(226176);
    QTest::newRow("class token") << "class_token"
                                 << "1 × 384"
                                 << "1 × 1 × 384" << qint64(384);
    QTest::newRow("positions") << "encoder.pos_embedding"
                               << "257 × 384"
                               << "1 × 257 × 384" << qint64(98688);
    QTest::newRow("layers") << "encoder.layers"
                            << "× 12"
                            << "1 × 257 × 384" << qint64(21293568);
    const QString block = "encoder.layers.encoder_layer_10";
    QTest::newRow("block") << block << ""
                           << "1 × 257 × 384" << qint64(1774464);
    QTest::newRow("norm") << block + ".ln_1"
                          << ""
                          << "1 × 257 × 384" << qint64(768);
    QTest::newRow("attention") << block + ".self_attention"
                               << "6 heads"
                               << "1 × 257 × 384" << qint64(591360);
    QTest::newRow("mlp") << block + ".mlp"
                         << "384 → 1536 → 384"
                         << "1 × 257 × 384" << qint64(1181568);
    QTest::newRow("gelu") << block + ".mlp.1"
                          << ""
                          << "1 × 257 × 1536" << qint64(0);
    QTest::newRow("heads") << "heads"
                           << "384 → 105"
                           << "1 × 105" << qint64(40425);
}

void ModuleTreeTest::details() {
    QFETCH(QString, path);
    const ModuleNode tree = buildTree(everyday);
    const ModuleNode* node = find(tree, path.toStdString());
    QVERIFY(node);
    QTEST(QString::fromStdString(node->detail), "detail");
    QTEST(QString::fromStdString(shapeText(node->output)), "output");
    QTEST(qint64(node->num_params), "num_params");
}

void ModuleTreeTest::partsAddUp_data() {
    QTest::addColumn<int>("representation");
    QTest::newRow("plain head") << 0;
    QTest::newRow("with pre_logits") << 24;
}

void ModuleTreeTest::partsAddUp() {
    QFETCH(int, representation);
    VitConfig config = everyday;
    if (representation)
        config.representation_size = representation;
    const ModuleNode tree = buildTree(config);
    int64_t numel = 0;
    for (const Parameter& parameter : stateDict(tree))
        numel += parameter.numel();
    QCOMPARE(tree.num_params, numel);
    visit(tree, [](const ModuleNode& node) {
        int64_t own = 0, params = 0, macs = 0;
        for (const Parameter& parameter : node.parameters)
            own += parameter.numel();
        for (const ModuleNode& child : node.children) {
            params += child.num_params;
            macs += child.macs;
            if (child.kind == ModuleKind::Parameter)
                own -= child.num_params;  // the owner lists it, the row shows it
            else
                QVERIFY(!child.input.empty());
            QVERIFY(!child.output.empty());
        }
        QCOMPARE(node.num_params, own + params);
        if (node.kind == ModuleKind::MultiheadAttention)
            QCOMPARE(node.macs - macs, int64_t(257) * 384 * 3 * 384 + 2 * int64_t(257) * 257 * 384);
        else if (!node.children.empty())
            QCOMPARE(node.macs, macs);
    });
}

void ModuleTreeTest::fastAndSmall() {
    const VitConfig huge{"vit_h_14", 518, 14, 32, 16, 1280, 5120, 1000, {}};
    const int64_t before = residentBytes();
    QElapsedTimer timer;
    timer.start();
    const ModuleNode tree = buildTree(huge);
    const double ms = double(timer.nsecsElapsed()) / 1e6;
    const double mib = double(residentBytes() - before) / 1024 / 1024;
    qInfo("ViT-H/14 at 518 px: %.2f ms, %.2f MiB for %.1f M parameters", ms, mib, double(tree.num_params) / 1e6);
    QVERIFY2(ms < 100, "the weights would take seconds");
    QVERIFY2(mib < 8, "the weights would take 2.4 GiB");
}

QTEST_GUILESS_MAIN(ModuleTreeTest)
#include "module_tree_test.moc"
