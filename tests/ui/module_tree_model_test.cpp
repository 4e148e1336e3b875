// The architecture as an item model: it keeps the rules of item models, folds alike blocks, and tells torchvision's numbers.
#include "core/explore.h"
#include "ui/module_tree_model.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <functional>

using namespace vitrine;
using vitrine::ui::ModuleTreeModel;

namespace {

std::shared_ptr<const ModelPlan> planOf(const std::string& model, const std::string& weights = "random") {
    ModelRequest request;
    request.model = model;
    request.weights = weights;
    return std::make_shared<const ModelPlan>(plan(request));
}

QStringList names(const ModuleTreeModel& model, const QModelIndex& parent) {
    QStringList all;
    for (int row = 0; row < model.rowCount(parent); ++row)
        all << model.index(row, 0, parent).data().toString();
    return all;
}

QString cell(const ModuleTreeModel& model, const QString& path, int column) {
    const QModelIndex index = model.indexOf(path);
    return index.isValid() ? index.siblingAtColumn(column).data().toString() : QStringLiteral("not there");
}

}  // namespace

class ModuleTreeModelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsTheRulesOfItemModels() {
        ModuleTreeModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setPlan(planOf("vit_b_16"), 11);
        model.setAlone(4);
        model.setAlone(-1);
        model.setPlan(planOf("vit_h_14"), 31);
        model.setPlan(nullptr, -1);
        QCOMPARE(model.rowCount(), 0);
    }

    void isTheArchitectureInTheOrderOfTheData() {
        ModuleTreeModel model;
        model.setPlan(planOf("vit_b_16"), 11);
        QCOMPARE(model.rowCount(), 1);
        const QModelIndex root = model.index(0, 0);
        QCOMPARE(root.data().toString(), QStringLiteral("VisionTransformer"));
        QCOMPARE(names(model, root), QStringList({"conv_proj", "class_token", "encoder", "heads"}));
        QCOMPARE(names(model, model.indexOf("encoder")), QStringList({"pos_embedding", "layers", "ln"}));
    }

    void foldsAlikeBlocks_data() {
        QTest::addColumn<int>("alone");
        QTest::addColumn<QStringList>("rows");
        QTest::newRow("none chosen") << -1 << QStringList{"encoder_layer_0 … 11"};
        QTest::newRow("first") << 0 << QStringList{"encoder_layer_0", "encoder_layer_1 … 11"};
        QTest::newRow("second") << 1 << QStringList{"encoder_layer_0", "encoder_layer_1", "encoder_layer_2 … 11"};
        QTest::newRow("middle") << 5 << QStringList{"encoder_layer_0 … 4", "encoder_layer_5", "encoder_layer_6 … 11"};
        QTest::newRow("last but one") << 10
                                      << QStringList{"encoder_layer_0 … 9", "encoder_layer_10", "encoder_layer_11"};
        QTest::newRow("last") << 11 << QStringList{"encoder_layer_0 … 10", "encoder_layer_11"};
    }
    void foldsAlikeBlocks() {
        QFETCH(int, alone);
        QFETCH(QStringList, rows);
        ModuleTreeModel model;
        model.setPlan(planOf("vit_b_16"), 3);
        model.setAlone(alone);
        QCOMPARE(names(model, model.indexOf("encoder.layers")), rows);
        for (int layer = 0; layer < 12; ++layer)  // every block is somewhere, whole
            QCOMPARE(cell(model, QStringLiteral("encoder.layers.encoder_layer_%1.mlp.0").arg(layer),
                          ModuleTreeModel::Parameters),
                     QStringLiteral("2.36 M"));
    }

    void tellsNumbers() {
        ModuleTreeModel model;
        model.setPlan(planOf("vit_b_16"), 11);
        QCOMPARE(cell(model, "", ModuleTreeModel::Parameters), QStringLiteral("86.57 M"));
        QCOMPARE(cell(model, "", ModuleTreeModel::Gmacs), QStringLiteral("17.564"));
        QCOMPARE(cell(model, "", ModuleTreeModel::Share), QStringLiteral("100.0 %"));
        QCOMPARE(cell(model, "heads.head", ModuleTreeModel::Parameters), QStringLiteral("769,000"));
        QCOMPARE(cell(model, "conv_proj", ModuleTreeModel::Output), QStringLiteral("1 × 768 × 14 × 14"));
        QCOMPARE(cell(model, "conv_proj", ModuleTreeModel::Kind), QStringLiteral("Conv2d"));
        QCOMPARE(cell(model, "encoder.layers.encoder_layer_0…10", ModuleTreeModel::Parameters),
                 QStringLiteral("77.97 M"));
        const QModelIndex fold = model.indexOf("encoder.layers.encoder_layer_0…10");
        QVERIFY(fold.data(ModuleTreeModel::IsFoldRole).toBool());
        QCOMPARE(fold.data(ModuleTreeModel::DetailRole).toString(), QStringLiteral("× 11"));
        QVERIFY(std::abs(fold.data(ModuleTreeModel::ShareRole).toDouble() - 77'966'592.0 / 86'567'656.0) < 1e-9);
    }

    void sharesAddUp() {
        ModuleTreeModel model;
        model.setPlan(planOf("vit_l_32"), 7);
        const std::function<void(const QModelIndex&)> check = [&](const QModelIndex& index) {
            if (model.rowCount(index) == 0)
                return;
            double sum = 0;
            for (int row = 0; row < model.rowCount(index); ++row) {
                sum += model.index(row, 0, index).data(ModuleTreeModel::ShareRole).toDouble();
                check(model.index(row, 0, index));
            }
            const ModuleNode* node = model.node(index);
            double own = 0;
            for (const Parameter& p : node->parameters)
                if (node->kind != ModuleKind::VisionTransformer && node->kind != ModuleKind::Encoder)
                    own += double(p.numel()) / double(model.node(model.index(0, 0))->num_params);
            QVERIFY2(std::abs(sum + own - index.data(ModuleTreeModel::ShareRole).toDouble()) < 1e-6,
                     qPrintable(index.data().toString()));
        };
        check(model.index(0, 0));
    }
};

QTEST_MAIN(ModuleTreeModelTest)
#include "module_tree_model_test.moc"
