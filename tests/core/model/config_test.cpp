#include "core/error.h"
#include "core/model/config.h"
#include "core/model/module_tree.h"

#include <QTest>

#include <limits>

using namespace vitrine;

class ConfigTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesByWidth_data();
    void namesByWidth();
    void refusesImpossibleSizes_data();
    void refusesImpossibleSizes();
    void acceptsTheLargest();
};

void ConfigTest::namesByWidth_data() {
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("patch");
    QTest::addColumn<QString>("name");
    QTest::newRow("tiny") << 192 << 16 << "ViT-Ti/16";
    QTest::newRow("small") << 384 << 14 << "ViT-S/14";
    QTest::newRow("base") << 768 << 32 << "ViT-B/32";
    QTest::newRow("large") << 1024 << 16 << "ViT-L/16";
    QTest::newRow("huge") << 1280 << 14 << "ViT-H/14";
    QTest::newRow("giant") << 1408 << 14 << "ViT-g/14";
    QTest::newRow("gigantic") << 1664 << 14 << "ViT-G/14";
    QTest::newRow("no letter") << 48 << 16 << "ViT 48/16";
}

void ConfigTest::namesByWidth() {
    QFETCH(int, width);
    QFETCH(int, patch);
    VitConfig config;
    config.hidden_dim = width;
    config.patch_size = patch;
    QTEST(QString::fromStdString(displayName(config)), "name");
}

using Member = int VitConfig::*;
Q_DECLARE_METATYPE(Member)

void ConfigTest::refusesImpossibleSizes_data() {
    QTest::addColumn<Member>("member");
    QTest::addColumn<int>("value");
    QTest::addColumn<QString>("message");
    constexpr int most = std::numeric_limits<int>::max();
    QTest::newRow("no layers") << &VitConfig::num_layers << 0 << "num_layers is 0";
    QTest::newRow("negative width") << &VitConfig::hidden_dim << -768 << "hidden_dim is -768";
    QTest::newRow("no heads") << &VitConfig::num_heads << 0 << "num_heads is 0";
    QTest::newRow("no patch") << &VitConfig::patch_size << 0 << "patch_size is 0";
    QTest::newRow("fewer than no classes") << &VitConfig::num_classes << -1 << "num_classes is -1";
    QTest::newRow("more positions than tokens") << &VitConfig::position_prefix << 2 << "position_prefix is 2 of 1";
    QTest::newRow("fewer than no registers") << &VitConfig::register_tokens << -1 << "register_tokens is -1";
    QTest::newRow("heads do not divide") << &VitConfig::num_heads << 7 << "num_heads 7 does not divide hidden_dim 768";
    QTest::newRow("patch does not divide")
        << &VitConfig::patch_size << 15 << "patch_size 15 does not divide image_size 224";
    QTest::newRow("patch larger than image") << &VitConfig::patch_size << 448 << "patch_size 448 does not divide";
    QTest::newRow("too many tokens") << &VitConfig::image_size << 16384 << "tokens";
    QTest::newRow("overflow of image") << &VitConfig::image_size << most << "image_size is 2147483647";
    QTest::newRow("overflow of width") << &VitConfig::hidden_dim << most << "hidden_dim is 2147483647";
    QTest::newRow("overflow of mlp") << &VitConfig::mlp_dim << most << "mlp_dim is 2147483647";
    QTest::newRow("overflow of layers") << &VitConfig::num_layers << most << "num_layers is 2147483647";
    QTest::newRow("overflow of classes") << &VitConfig::num_classes << most << "num_classes is 2147483647";
}

void ConfigTest::refusesImpossibleSizes() {
    QFETCH(Member, member);
    QFETCH(int, value);
    QFETCH(QString, message);
    VitConfig config;
    config.name = "vit_b_16";
    config.*member = value;
    for (const bool build : {false, true}) {
        try {
            build ? void(buildTree(config)) : validate(config);
            QFAIL("accepted");
        } catch (const Error& error) {
            QCOMPARE(error.subject(), std::string("vit_b_16"));
            QVERIFY2(QString::fromStdString(error.reason()).contains(message), error.what());
        }
    }
}

void ConfigTest::acceptsTheLargest() {
    const VitConfig largest{"largest", 255 * 64, 64, 256, 1024, 32768, 262144, 1'000'000, 262144};
    validate(largest);
    const ModuleNode tree = buildTree(largest);
    QVERIFY(tree.num_params > 0 && tree.num_params < int64_t(1) << 62);
    QVERIFY(tree.macs > tree.num_params && tree.macs < int64_t(1) << 62);
}

QTEST_GUILESS_MAIN(ConfigTest)
#include "config_test.moc"
