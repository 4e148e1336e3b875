// Models side by side, random weights and back, what a run took, and what does not fit.
#include "core/model/memory.h"
#include "core/model/variants.h"
#include "tests/support/session_fixture.h"
#include "ui/controls.h"
#include "ui/numbers.h"
#include "ui/panels/device_picker.h"
#include "ui/panels/model_picker.h"
#include "ui/panels/popup.h"
#include "ui/panels/variants_table.h"
#include "ui/precision_check.h"
#include "ui/random_switch.h"
#include "ui/run_times.h"
#include "ui/variants_model.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QSettings>
#include <QtCore/QTemporaryDir>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QTreeView>

#include <fstream>
#include <sys/resource.h>

using namespace vitrine;
using namespace vitrine::ui;
using namespace vitrine::test;

namespace {

int rowOf(const QAbstractItemModel& model, const QString& name, const QString& weights) {
    for (int row = 0; row < model.rowCount(); ++row)
        if (model.index(row, VariantsModel::Model).data().toString() == name &&
            model.index(row, VariantsModel::Weights).data().toString() == weights)
            return row;
    return -1;
}

/// This process may take so many MiB more, while it lives.
class AddressLimit {
public:
    explicit AddressLimit(int64_t mib) {
        getrlimit(RLIMIT_AS, &m_before);
        std::ifstream status("/proc/self/status");
        int64_t kib = 0;
        for (std::string line; std::getline(status, line);)
            if (line.starts_with("VmSize:"))
                kib = std::stoll(line.substr(7));
        rlimit now = m_before;
        now.rlim_cur = rlim_t(kib * 1024 + mib * 1024 * 1024);
        m_set = kib > 0 && setrlimit(RLIMIT_AS, &now) == 0;
    }
    ~AddressLimit() { setrlimit(RLIMIT_AS, &m_before); }
    bool set() const { return m_set; }

private:
    rlimit m_before{};
    bool m_set = false;
};

QString cell(const QAbstractItemModel& model, int row, int column) {
    return model.index(row, column).data().toString();
}

}  // namespace

class ModelsTest : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_home;

private Q_SLOTS:
    void initTestCase() {
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_home.path());
        qputenv("TORCH_HOME", m_home.filePath("torch").toUtf8());
    }

    void theTableTellsTheFacts() {
        const VariantsModel model({"cpu", Dtype::Float32, 0});
        const QAbstractItemModelTester tester(const_cast<VariantsModel*>(&model),
                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 1 + 10 + 5);  // bundled, published, random of each variant
        const int l16 = rowOf(model, "ViT-L/16", "IMAGENET1K_SWAG_E2E_V1");
        QVERIFY(l16 > 0);
        QCOMPARE(cell(model, l16, VariantsModel::Patch), QStringLiteral("16 px"));
        QCOMPARE(cell(model, l16, VariantsModel::Size), QStringLiteral("512 px"));
        QCOMPARE(cell(model, l16, VariantsModel::Parameters), QStringLiteral("305.17 M"));
        QCOMPARE(cell(model, l16, VariantsModel::Gmacs), QStringLiteral("361.986"));
        QCOMPARE(cell(model, l16, VariantsModel::Top1), QStringLiteral("88.1 %"));
        QCOMPARE(cell(model, l16, VariantsModel::File), QStringLiteral("1,164 MiB"));
        QCOMPARE(cell(model, l16, VariantsModel::Licence), QStringLiteral("CC BY-NC 4.0"));
        QCOMPARE(cell(model, l16, VariantsModel::Here), QStringLiteral("not here"));
        const VariantRow& row = model.row(l16);
        QVERIFY(row.why.contains("https://download.pytorch.org/models/vit_l_16_swag-4f3808c9.pth"));
        QVERIFY(row.why.contains(QString::fromStdString(checkpointsFolder().string())));
        ModelPlan plan;
        plan.config = row.config;
        plan.tree.num_params = row.num_params;
        QCOMPARE(row.memory, memoryNeed(plan, {"cpu", Dtype::Float32, 0}).onDevice());
        const int b16 = rowOf(model, "ViT-B/16", "IMAGENET1K_V1");
        QCOMPARE(cell(model, b16, VariantsModel::Licence), QStringLiteral("BSD 3-Clause"));
        const VariantsModel half({"cpu", Dtype::BFloat16, 0});
        QVERIFY(half.row(b16).memory < model.row(b16).memory * 6 / 10);
    }

    void numbersOfAKindLookAlike() {
        const VariantsModel model({"cpu", Dtype::Float32, 0});
        static const QRegularExpression threeDecimals(QStringLiteral("^[0-9,]+\\.[0-9]{3}$"));
        for (int row = 0; row < model.rowCount(); ++row)
            QVERIFY2(threeDecimals.match(cell(model, row, VariantsModel::Gmacs)).hasMatch(),
                     qPrintable(cell(model, row, VariantsModel::Gmacs)));
        QCOMPARE(gmacsText(1016.717), QStringLiteral("1,016.717"));
        QCOMPARE(cell(model, 0, VariantsModel::Top1), QStringLiteral("* 93.6 %"));  // of its own pictures
        Session session;
        ModelPicker picker(session, nullptr);
        QStringList told;
        for (const PickRow* row : picker.findChildren<PickRow*>())
            told << row->accessibleName() + row->accessibleDescription() + row->text();
        const QString file = cell(model, rowOf(model, "ViT-B/32", "IMAGENET1K_V1"), VariantsModel::File);
        QVERIFY2(told.join('\n').contains(file), qPrintable(file + " is not in\n" + told.join('\n')));
    }

    void thePickerTellsHowCloselyShorterNumbersAnswer() {
        Session session;
        session.openModel(goldenRequest());
        for (const char* name : {"chelsea.png", "coffee.png"})
            session.addPicture(fileSource(shipped(std::string("samples/") + name)), QLatin1String(name));
        QVERIFY(settle(session));
        DevicePicker picker(session, nullptr);
        const auto measure = [&] {
            for (auto* button : picker.findChildren<QPushButton*>())
                if (button->isVisibleTo(&picker))
                    return button;
            return static_cast<QPushButton*>(nullptr);
        };
        QVERIFY(measure());
        QCOMPARE(measure()->text(), QStringLiteral("Compare their answers on 2 picture(s)"));
        PrecisionCheck& check = PrecisionCheck::of(session);
        QVERIFY(!check.found(Dtype::BFloat16));
        measure()->click();
        QVERIFY(check.busy());
        QVERIFY(measure()->text().startsWith(QStringLiteral("Stop comparing")));
        QVERIFY(QTest::qWaitFor([&] { return !check.busy(); }, 60'000));
        const auto told = check.found(Dtype::BFloat16);
        QVERIFY(told && told->pictures == 2 && told->logit > 0 && check.found(Dtype::Float16));
        QStringList words;
        for (const Words* one : picker.findChildren<Words*>())
            if (one->isVisibleTo(&picker))
                words << one->text();
        for (const Dtype dtype : {Dtype::BFloat16, Dtype::Float16}) {
            QVERIFY(check.words(dtype).contains(QStringLiteral("of 2 picture(s)")));
            QVERIFY2(words.contains(check.words(dtype)), qPrintable(words.join('\n')));
        }
        // Of another model nothing is known; stopped, it stays so.
        ModelRequest another = goldenRequest();
        another.resize = 96;
        session.openModel(another);
        QVERIFY(check.words(Dtype::BFloat16).isEmpty());
        QVERIFY(settle(session));
        measure()->click();
        QVERIFY(check.busy());
        session.cancel();
        QVERIFY(!check.busy() && session.settled());
        QVERIFY(check.words(Dtype::BFloat16).isEmpty());
    }

    void aNarrowWindowHasFewerColumnsAndNoScrolling() {
        Session session;
        session.openModel(goldenRequest());
        QVERIFY(settle(session));
        QWidget window;
        auto* button = new QPushButton(&window);
        for (const auto& [width, scale, hidden] :
             {std::tuple(1600, 1.0, false), std::tuple(1024, 1.0, true), std::tuple(1440, 2.0, true)}) {
            setTextScale(scale);
            const auto reset = qScopeGuard([] { setTextScale(1); });
            window.resize(width, 700);
            window.show();
            QVERIFY(QTest::qWaitForWindowExposed(&window));
            auto* table = new VariantsTable(session, &window);
            table->setAttribute(Qt::WA_DeleteOnClose, false);
            table->popUpBelow(*button);
            QVERIFY(table->width() <= width - 16);
            const QPoint corner = window.mapFromGlobal(table->pos());
            QVERIFY(corner.x() >= 0 && corner.x() + table->width() <= width);
            QCOMPARE(table->view()->header()->isSectionHidden(VariantsModel::Patch), hidden);
            for (const auto column :
                 {VariantsModel::Top1, VariantsModel::File, VariantsModel::Licence, VariantsModel::Here})
                QVERIFY(!table->view()->header()->isSectionHidden(column));  // what people compare
            QVERIFY(table->view()->header()->length() <= table->view()->viewport()->width());
            const QModelIndex chosen = table->view()->model()->index(1, 0);
            table->view()->setCurrentIndex(chosen);
            const QRect row = table->view()->visualRect(chosen);
            QCOMPARE(table->view()->viewport()->grab().toImage().pixelColor(row.left(), row.center().y()),
                     theme().accent);
            delete table;
        }
    }

    void aFileThatIsThereOpens() {
        const WeightsEntry& entry = *findEntry("vit_b_32/IMAGENET1K_V1");
        std::filesystem::create_directories(checkpointsFolder());
        const auto file = checkpointsFolder() / entry.file;
        std::ofstream(file) << "";
        std::filesystem::resize_file(file, uint64_t(entry.file_size_mib * 1024 * 1024));  // a hole of that size
        const VariantsModel model({"cpu", Dtype::Float32, 0});
        const int row = rowOf(model, "ViT-B/32", "IMAGENET1K_V1");
        QCOMPARE(cell(model, row, VariantsModel::Here), QStringLiteral("on this disk"));
        QVERIFY(model.row(row).why.isEmpty());
        std::filesystem::remove(file);
    }

    void theTableSortsAndOpens() {
        Session session;
        session.openModel(goldenRequest());
        QVERIFY(settle(session));
        VariantsTable table(session, nullptr);
        table.setAttribute(Qt::WA_DeleteOnClose, false);
        table.resize(table.sizeHint());
        table.show();
        QVERIFY(QTest::qWaitForWindowExposed(&table));
        const QAbstractItemModel& model = *table.view()->model();
        QCOMPARE(cell(model, 0, VariantsModel::Weights), QStringLiteral("everyday, bundled"));
        table.view()->sortByColumn(VariantsModel::Gmacs, Qt::DescendingOrder);
        QCOMPARE(cell(model, 0, VariantsModel::Weights), QStringLiteral("IMAGENET1K_SWAG_E2E_V1"));
        QCOMPARE(cell(model, 0, VariantsModel::Model), QStringLiteral("ViT-H/14"));
        table.view()->sortByColumn(VariantsModel::Top1, Qt::AscendingOrder);
        QCOMPARE(cell(model, 0, VariantsModel::Top1), QStringLiteral("75.9 %"));
        QCOMPARE(cell(model, model.rowCount() - 1, VariantsModel::Top1), QString());  // without a number: last
        table.view()->sortByColumn(VariantsModel::Top1, Qt::DescendingOrder);
        QCOMPARE(cell(model, model.rowCount() - 1, VariantsModel::Top1), QString());

        auto* open = table.findChild<QPushButton*>();
        for (QPushButton* button : table.findChildren<QPushButton*>())
            if (button->text() == "Open")
                open = button;
        table.view()->setCurrentIndex(model.index(rowOf(model, "ViT-B/16", "IMAGENET1K_V1"), 0));
        QVERIFY(open->isEnabled());
        QCOMPARE(open->text(), QStringLiteral("Download…"));
        QVERIFY(table.detail().startsWith("Not on this disk. Download puts "));
        table.view()->setCurrentIndex(model.index(rowOf(model, "ViT-S/14", "everyday, bundled"), 0));
        QVERIFY(open->isEnabled());
        QTest::mouseClick(open, Qt::LeftButton);
        QVERIFY(settle(session));
        QCOMPARE(session.plan()->config.hidden_dim, 384);
    }

    void aRunIsRemembered() {
        const VitConfig config = findVariant("vit_b_16")->config;
        const Placement cpu{"cpu", Dtype::Float32, 0}, half{"cpu", Dtype::BFloat16, 0};
        QVERIFY(!rememberedMs(config, cpu));
        for (const double ms : {900.0, 160.0, 150.0, 155.0, 170.0})
            rememberMs(config, cpu, ms);
        QCOMPARE(rememberedMs(config, cpu), std::optional(160.0));  // the median: one slow start does not count
        QVERIFY(!rememberedMs(config, half));
        VitConfig larger = config;
        larger.image_size = 384;
        QVERIFY(!rememberedMs(larger, cpu));
        for (int i = 0; i < 20; ++i)
            rememberMs(config, cpu, 50);
        QCOMPARE(rememberedMs(config, cpu), std::optional(50.0));  // old runs give way
        const VariantsModel model(cpu);
        QCOMPARE(cell(model, rowOf(model, "ViT-B/16", "IMAGENET1K_V1"), VariantsModel::Ms), QStringLiteral("50.0 ms"));
    }

    void theWindowRemembersItsRuns() {
        Session session;
        RunTimes times(session, nullptr);
        session.openModel(goldenRequest());
        session.addPicture(fileSource(data("golden/plain/photo.png")), "photo.png");
        QVERIFY(settle(session));
        QVERIFY(rememberedMs(session.plan()->config, {"cpu", Dtype::Float32, 0}));
    }

    void oneKeyToRandomWeightsAndBack() {
        Session session;
        session.openModel(goldenRequest());
        session.addPicture(fileSource(data("golden/plain/photo.png")), "photo.png");
        QVERIFY(settle(session));
        session.setLayer(1);
        session.pin(Cell{2, 1});
        session.selectNode("encoder.layers.encoder_layer_1.mlp");
        QVERIFY(settle(session));
        const std::vector<float> trained = session.maps()->map.values;
        const VitConfig config = session.plan()->config;
        switchRandom(session);
        QVERIFY(settle(session));
        QVERIFY(session.plan()->isRandom);
        QCOMPARE(session.plan()->config, config);
        QVERIFY(session.plan()->weights.find("random") != std::string::npos);
        QCOMPARE(session.view().map.layer, 1);  // the same place, other numbers
        QCOMPARE(session.view().map.query.patch, std::optional(Cell{2, 1}));
        QCOMPARE(session.selectedNode(), QStringLiteral("encoder.layers.encoder_layer_1.mlp"));
        QVERIFY(session.result()->zeroLogits);
        QVERIFY(session.maps()->map.values != trained);
        switchRandom(session);
        QVERIFY(settle(session));
        QVERIFY(!session.plan()->isRandom);
        QCOMPARE(session.request(), goldenRequest());
        QCOMPARE(session.maps()->map.values, trained);
    }

    void drawnWeightsHaveNothingToGoBackTo() {
        Session session;
        QSignalSpy told(&session, &Session::notice);
        ModelRequest request;
        request.model = "vit_b_32";
        request.weights = "random";
        QVERIFY(!otherWeights(request));
        session.openModel(request);
        QVERIFY(settle(session));
        switchRandom(session);
        QVERIFY(settle(session));
        QCOMPARE(told.size(), 1);
        QCOMPARE(session.request(), request);
    }

    void thePickerDrawsTheOpenCheckpointAnew() {
        Session session;
        session.openModel(goldenRequest());
        QVERIFY(settle(session));
        ModelPicker picker(session, nullptr);
        picker.setAttribute(Qt::WA_DeleteOnClose, false);
        picker.show();
        QVERIFY(QTest::qWaitForWindowExposed(&picker));
        QSpinBox* seed = nullptr;
        for (QSpinBox* box : picker.findChildren<QSpinBox*>())
            if (box->isVisible())
                seed = box;  // of the page that is shown: the checkpoint's own
        QVERIFY(seed);
        seed->setValue(7);
        QPushButton* draw = nullptr;
        for (QPushButton* button : picker.findChildren<QPushButton*>())
            if (button->isVisible() && button->text() == "Draw weights")
                draw = button;
        QVERIFY(draw);
        QTest::mouseClick(draw, Qt::LeftButton);
        QVERIFY(settle(session));
        QVERIFY(session.plan()->isRandom);
        QCOMPARE(session.request().seed, uint64_t(7));
        QCOMPARE(session.plan()->weights, std::string("random, seed 7"));
        QCOMPARE(session.plan()->config.hidden_dim, 48);
    }

    void keysAreForThePopupThatIsOpen() {
        QWidget button;
        auto* popup = new Popup(&button);
        auto* first = new QPushButton(popup);
        popup->popUpBelow(button);
        QCOMPARE(popup->focusWidget(), first);
    }

    // Under a limit of the address space, as `ulimit -v` sets it: refused in words, and the model that is there lives on.
    void whatDoesNotFitIsRefused() {
#ifdef __SANITIZE_ADDRESS__
        QSKIP("the sanitizer takes all addresses for itself");
#endif
        Session session;
        session.openModel(goldenRequest());
        session.addPicture(fileSource(data("golden/plain/photo.png")), "photo.png");
        QVERIFY(settle(session));
        QSignalSpy told(&session, &Session::notice);
        ModelRequest huge;
        huge.model = "vit_h_14";
        huge.weights = "random";
        {
            const AddressLimit limit(1500);
            QVERIFY(limit.set());
            session.openModel(huge);
            QVERIFY(settle(session));
        }
        QCOMPARE(told.size(), 1);
        const QString why = told[0][1].toString();
        QVERIFY2(why.contains("needs about 2,") && why.contains(" MiB are free within this process's limit") &&
                     why.contains("choose "),
                 qPrintable(why));
        QCOMPARE(session.plan()->config.hidden_dim, 48);
        QVERIFY(session.model() && session.result() && session.maps());
        QCOMPARE(session.request(), goldenRequest());
    }
};

QTEST_MAIN(ModelsTest)
#include "models_test.moc"
