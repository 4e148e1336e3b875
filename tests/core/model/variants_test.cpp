#include "core/model/variants.h"

#include "core/model/module_tree.h"
#include "tests/support/paths.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace vitrine;

class VariantsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theFiveInOrder() {
        std::vector<std::string> names;
        int entries = 0;
        for (const Variant& variant : variants()) {
            names.push_back(variant.config.name);
            entries += int(variant.weights.size());
            QCOMPARE(variant.num_params, buildTree(variant.config).num_params);
            for (const WeightsEntry& entry : variant.weights) {
                QCOMPARE(entry.variant, variant.config.name);
                QCOMPARE(entry.preprocessing.crop, entry.image_size);
                QCOMPARE(findEntry(entry.entry()), &entry);
                QVERIFY(entry.file.starts_with(variant.config.name) && entry.file.ends_with(".pth"));
            }
        }
        QCOMPARE(names, (std::vector<std::string>{"vit_b_16", "vit_b_32", "vit_l_16", "vit_l_32", "vit_h_14"}));
        QCOMPARE(entries, 10);
    }

    void sizesAndFacts() {
        const Variant* huge = findVariant("vit_h_14");
        QVERIFY(huge);
        const VitConfig expected{.name = "vit_h_14",
                                 .image_size = 224,
                                 .patch_size = 14,
                                 .num_layers = 32,
                                 .num_heads = 16,
                                 .hidden_dim = 1280,
                                 .mlp_dim = 5120,
                                 .num_classes = 1000};
        QVERIFY(huge->config == expected);
        QCOMPARE(huge->num_params, int64_t(632045800));
        const WeightsEntry* first = findEntry(*huge, "DEFAULT");
        QCOMPARE(first->name, std::string("IMAGENET1K_SWAG_E2E_V1"));
        QCOMPARE(first->image_size, 518);
        QCOMPARE(first->num_params, int64_t(633470440));
        QCOMPARE(first->gmacs, 1016.717);
        QCOMPARE(first->file_size_mib, 2416.643);
        QCOMPARE(first->acc1, 88.552);
        QCOMPARE(first->acc5, 98.694);
        QVERIFY(first->licence.starts_with("https://github.com/facebookresearch/SWAG"));
        QVERIFY((first->preprocessing ==
                 Preprocessing{.resize = 518, .crop = 518, .interpolation = Interpolation::Bicubic}));
        QCOMPARE(findEntry("vit_l_16/IMAGENET1K_V1")->preprocessing.resize, 242);
        QCOMPARE(findEntry("vit_b_16/DEFAULT")->file, std::string("vit_b_16-c867db91.pth"));
        QCOMPARE(findEntry("vit_b_16/DEFAULT")->licence, std::string());
    }

    void whatIsNotThere() {
        for (const char* entry : {"", "/", "vit_b_16", "vit_b_16/", "vit_b_16/IMAGENET1K_V2", "vit_x/IMAGENET1K_V1",
                                  "vit_b_16/IMAGENET1K_V1/"})
            QCOMPARE(findEntry(entry), nullptr);
        QCOMPARE(findVariant("VIT_B_16"), nullptr);
    }

    void labels() {
        QCOMPARE(imagenetLabels().size(), size_t(1000));
        QCOMPARE(imagenetLabels()[285], std::string("Egyptian cat"));
        QCOMPARE(imagenetLabels()[999], std::string("toilet tissue"));
    }

    void findsWhatTorchHubKeeps() {
        QTemporaryDir folder;
        const auto home = std::filesystem::path(folder.path().toStdString());
        const WeightsEntry& entry = *findEntry("vit_b_32/IMAGENET1K_V1");
        const auto place = [&](const std::filesystem::path& base, double mib) {
            std::filesystem::create_directories(base / "hub/checkpoints");
            const auto file = base / "hub/checkpoints" / entry.file;
            std::ofstream(file).put('x');
            std::filesystem::resize_file(file, uintmax_t(mib * 1024 * 1024));  // sparse
            return file;
        };
        qputenv("HOME", folder.path().toUtf8());
        qunsetenv("TORCH_HOME");
        qunsetenv("XDG_CACHE_HOME");
        QVERIFY(!onDisk(entry));
        const auto inHome = place(home / ".cache/torch", entry.file_size_mib);
        QVERIFY(onDisk(entry) == inHome);
        place(home / ".cache/torch", entry.file_size_mib - 0.1);  // a download that stopped
        QVERIFY(!onDisk(entry));
        qputenv("XDG_CACHE_HOME", (folder.path() + "/cache").toUtf8());
        QVERIFY(!onDisk(entry));
        const auto inCache = place(home / "cache/torch", entry.file_size_mib);
        QVERIFY(onDisk(entry) == inCache);
        qputenv("TORCH_HOME", "~/own");
        QVERIFY(!onDisk(entry));
        const auto inOwn = place(home / "own", entry.file_size_mib);
        QVERIFY(onDisk(entry) == inOwn);
        std::filesystem::remove(inOwn);
        std::filesystem::create_directory(inOwn);  // a folder of that name is no file
        QVERIFY(!onDisk(entry));
    }
};

QTEST_GUILESS_MAIN(VariantsTest)
#include "variants_test.moc"
