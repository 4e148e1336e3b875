// The tree as a table: what the window copies, and `vitrine describe` prints.
#include "core/model/tree_table.h"

#include <QtTest>

using namespace vitrine;

class TreeTableTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aNodeAsText() {
        const ModuleNode tree = buildTree({.name = "vit_b_16"});
        const ModuleNode& mlp = tree.children[2].children[2].children[0].children[4];
        QCOMPARE(
            QString::fromStdString(tableText(mlp, tree.num_params)),
            QStringLiteral("MODULE                              KIND      OUTPUT          PARAMETERS  SHARE  GMACS\n"
                           "encoder.layers.encoder_layer_0.mlp  MLPBlock  1 × 197 × 768    4,722,432  5.5 %  0.930\n"
                           "├─ 0                                Linear    1 × 197 × 3072   2,362,368  2.7 %  0.465\n"
                           "├─ 1                                GELU      1 × 197 × 3072\n"
                           "├─ 2                                Dropout   1 × 197 × 3072\n"
                           "├─ 3                                Linear    1 × 197 × 768    2,360,064  2.7 %  0.465\n"
                           "└─ 4                                Dropout   1 × 197 × 768\n"));
    }

    void theWholeAsMarkdown() {
        const ModuleNode tree = buildTree({.name = "vit_b_16"});
        const QStringList lines =
            QString::fromStdString(tableMarkdown(tree, tree.num_params)).split('\n', Qt::SkipEmptyParts);
        QCOMPARE(lines[0], QStringLiteral("| module | kind | output | parameters | share | GMACs |"));
        QCOMPARE(lines[1], QStringLiteral("|:--|:--|:--|--:|--:|--:|"));
        QCOMPARE(lines[2],
                 QStringLiteral("| VisionTransformer | VisionTransformer | 1 × 1000 | 86,567,656 | 100.0 % | 17.564 |"));
        QVERIFY(lines.filter(QStringLiteral("encoder_layer_0 … 11")).size() == 1);  // alike blocks are told once
        for (const QString& line : lines) {
            QCOMPARE(line.count('|'), 7);
            QVERIFY2(!line.section('|', 1, 1).trimmed().contains(QStringLiteral("   ")),
                     qPrintable(line));  // set in by spaces that stay
        }
    }
};

QTEST_GUILESS_MAIN(TreeTableTest)
#include "tree_table_test.moc"
