// How a model computes, by every name that config.json may tell it.
#include "core/weights/computation.h"

#include "core/weights/sidecar.h"

#include <QTest>

using namespace vitrine;

class ComputationTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void transformersNamesTheActivation_data() {
        QTest::addColumn<int>("activation");
        const auto row = [](const char* name, Activation activation) { QTest::newRow(name) << int(activation); };
        row("gelu", Activation::Gelu);
        row("gelu_python", Activation::Gelu);
        row("quick_gelu", Activation::QuickGelu);
        row("gelu_pytorch_tanh", Activation::GeluTanh);
        row("gelu_new", Activation::GeluTanh);
        row("gelu_fast", Activation::GeluTanh);
    }
    void transformersNamesTheActivation() {
        QFETCH(int, activation);
        Sidecar sidecar;
        sidecar.hidden_act = QTest::currentDataTag();
        for (const Activation before : {Activation::Gelu, Activation::GeluTanh, Activation::QuickGelu}) {
            VitConfig config;
            config.activation = before;
            applyComputation(config, sidecar);
            QCOMPARE(int(config.activation), activation);
        }
    }

    void timmsNameDecides_data() {
        QTest::addColumn<int>("activation");
        QTest::addColumn<double>("eps");
        const auto row = [](const char* name, Activation activation, double eps = 1e-6) {
            QTest::newRow(name) << int(activation) << eps;
        };
        row("vit_base_patch16_224", Activation::Gelu);
        row("vit_base_patch16_clip_224", Activation::Gelu, 1e-5);
        row("vit_base_patch16_clip_quickgelu_224", Activation::QuickGelu, 1e-5);
        row("vit_base_patch16_siglip_224", Activation::Gelu);
        row("vit_large_patch16_siglip_256", Activation::Gelu);
        row("vit_large_patch16_siglip_gap_256", Activation::Gelu);
        row("vit_so400m_patch14_siglip_384", Activation::Gelu);
        row("vit_base_patch32_siglip_256", Activation::GeluTanh);
        row("vit_giantopt_patch16_siglip_256", Activation::GeluTanh);
        row("vit_so400m_patch16_siglip_256", Activation::GeluTanh);
        row("vit_large_patch16_siglip_512", Activation::GeluTanh);
        row("vit_large_patch16_siglip_gap_512", Activation::GeluTanh);
    }
    void timmsNameDecides() {
        QFETCH(int, activation);
        QFETCH(double, eps);
        Sidecar sidecar;
        sidecar.isTimm = true;
        sidecar.architecture = QTest::currentDataTag();
        VitConfig config;
        applyComputation(config, sidecar);
        QCOMPARE(int(config.activation), activation);
        QCOMPARE(config.eps, eps);
    }
};

QTEST_GUILESS_MAIN(ComputationTest)
#include "computation_test.moc"
