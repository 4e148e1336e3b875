// The left side as a person uses it: search, order, kinds, columns, copy.
#include "ui/panels/tree_panel.h"

#include "tests/support/session_fixture.h"
#include "ui/module_tree_model.h"
#include "ui/tree_filter.h"
#include "ui/tree_view.h"

#include <QtCore/QSettings>
#include <QtCore/QStandardPaths>
#include <QtCore/QTemporaryDir>
#include <QtGui/QClipboard>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QScrollBar>

#include <functional>

using namespace vitrine;
using namespace vitrine::ui;
using namespace vitrine::test;

namespace {

struct Fixture {
    Session session;
    TreePanel panel{session};
    TreeView* view = panel.findChild<TreeView*>();
    QLineEdit* search = panel.findChild<QLineEdit*>();

    explicit Fixture(const ModelRequest& request = goldenRequest(), QSize size = {320, 700}) {
        panel.resize(size);
        panel.show();
        session.openModel(request);
    }
    bool ready() { return QTest::qWaitForWindowExposed(&panel) && settle(session) && session.plan() != nullptr; }

    QStringList rows(const QModelIndex& parent = {}) const {
        QStringList all;
        for (int row = 0; row < view->model()->rowCount(parent); ++row) {
            const QModelIndex index = view->model()->index(row, 0, parent);
            all << index.data().toString();
            if (view->isExpanded(index))
                all << rows(index);
        }
        return all;
    }
    QModelIndex indexOf(const QString& path) const {
        const std::function<QModelIndex(const QModelIndex&)> find = [&](const QModelIndex& parent) {
            for (int row = 0; row < view->model()->rowCount(parent); ++row) {
                const QModelIndex index = view->model()->index(row, 0, parent);
                if (index.data(ModuleTreeModel::PathRole).toString() == path)
                    return index;
                if (const QModelIndex found = find(index); found.isValid())
                    return found;
            }
            return QModelIndex();
        };
        return find({});
    }
    QString current() const {
        return view->currentIndex().siblingAtColumn(0).data(ModuleTreeModel::PathRole).toString();
    }
};

/// The menu that a click opens, with its submenus by title.
QAction* entry(QMenu& menu, const QString& title) {
    for (QAction* action : menu.actions()) {
        if (action->text() == title)
            return action;
        if (action->menu())
            if (QAction* found = entry(*action->menu(), title))
                return found;
    }
    return nullptr;
}

}  // namespace

class TreePanelTest : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_settings;

    static bool choose(Fixture& f, const QStringList& path) {
        Q_EMIT f.view->customContextMenuRequested({40, 40});
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        if (!menu)
            return false;
        QMenu* at = menu;
        for (int i = 0; i + 1 < path.size(); ++i) {
            QAction* action = entry(*at, path[i]);
            if (!action || !action->menu())
                return false;
            at = action->menu();
        }
        QAction* action = entry(*at, path.last());
        if (!action)
            return false;
        action->trigger();
        menu->close();
        return true;
    }

private Q_SLOTS:
    void initTestCase() {
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
    }

    void searchKeepsItsPlace() {
        ModelRequest large;
        large.model = "vit_b_32";
        large.weights = "random";
        Fixture f(large, {320, 260});  // low: one has to scroll
        QVERIFY(f.ready());
        f.session.selectNode("encoder.layers.encoder_layer_11.ln_2");
        f.view->expand(f.indexOf("encoder.layers.encoder_layer_11.mlp"));
        f.view->verticalScrollBar()->setValue(f.view->verticalScrollBar()->maximum());
        const QStringList before = f.rows();
        const int place = f.view->verticalScrollBar()->value();
        QVERIFY(place > 0);
        f.panel.focusSearch();
        QTest::keyClicks(f.search, "Out_P");
        const QStringList found = f.rows();
        QCOMPARE(found.filter("out_proj").size(), 12);  // folded ones too
        QVERIFY(!found.contains("ln_2") && !found.contains("conv_proj"));
        QTest::keyClick(f.search, Qt::Key_Escape);
        QCOMPARE(f.search->text(), QString());
        QCOMPARE(f.rows(), before);
        QCOMPARE(f.view->verticalScrollBar()->value(), place);
        QCOMPARE(f.session.selectedNode(), QStringLiteral("encoder.layers.encoder_layer_11.ln_2"));
        QCOMPARE(f.current(), f.session.selectedNode());
    }

    void enterGoesFromHitToHit() {
        Fixture f;
        QVERIFY(f.ready());
        f.session.selectNode("conv_proj");
        f.panel.focusSearch();
        QTest::keyClicks(f.search, "ln");
        QStringList visited;
        for (int i = 0; i < 8; ++i) {
            QTest::keyClick(f.search, Qt::Key_Return);
            visited << f.session.selectedNode();
        }
        QCOMPARE(QSet<QString>(visited.begin(), visited.end()).size(), 7);  // 3 blocks of two, and the last
        QCOMPARE(visited[7], visited[0]);                                   // and round again
        for (const QString& node : visited)
            QVERIFY(node.contains("ln"));
    }

    void theHitLettersAreMarked() {
        Fixture f;
        QVERIFY(f.ready());
        const auto rowImage = [&] {
            const QRect row = f.view->visualRect(f.indexOf("conv_proj"));
            return f.view->viewport()->grab(row).toImage();
        };
        f.panel.focusSearch();
        QTest::keyClicks(f.search, "conv_proj");
        const QImage all = rowImage();
        QTest::keyClick(f.search, Qt::Key_Backspace);
        const QImage fewer = rowImage();
        QCOMPARE(all.size(), fewer.size());
        QVERIFY(all != fewer);  // one letter less is marked
    }

    void nothingFoundIsSaid() {
        Fixture f;
        QVERIFY(f.ready());
        QTest::keyClicks(f.search, "zebra");
        QVERIFY(f.rows().isEmpty());
        bool said = false;
        for (const QLabel* label : f.panel.findChildren<QLabel*>())
            said = said || (label->isVisible() && label->text().contains("zebra"));
        QVERIFY(said);
    }

    void aColumnSortsWithinEachParent() {
        Fixture f(goldenRequest(), {900, 700});
        QVERIFY(f.ready());
        const QModelIndex root = f.view->model()->index(0, 0);
        const auto children = [&] {
            QStringList names;
            for (int row = 0; row < f.view->model()->rowCount(f.view->model()->index(0, 0)); ++row)
                names << f.view->model()->index(row, 0, f.view->model()->index(0, 0)).data().toString();
            return names;
        };
        const QStringList data = children();
        QCOMPARE(data, QStringList({"conv_proj", "class_token", "encoder", "heads"}));
        QVERIFY(root.isValid());
        const auto click = [&](int column) {
            QHeaderView* header = f.view->header();
            QTest::mouseClick(header->viewport(), Qt::LeftButton, {},
                              {header->sectionViewportPosition(column) + 20, header->height() / 2});
        };
        QVERIFY(!f.view->isHeaderHidden());
        click(ModuleTreeModel::Parameters);
        QCOMPARE(children(), QStringList({"encoder", "conv_proj", "heads", "class_token"}));
        click(ModuleTreeModel::Parameters);
        QCOMPARE(children(), QStringList({"class_token", "heads", "conv_proj", "encoder"}));
        click(ModuleTreeModel::Parameters);
        QCOMPARE(children(), data);
        f.panel.sortBy(ModuleTreeModel::Name);
        QCOMPARE(children(), QStringList({"class_token", "conv_proj", "encoder", "heads"}));
        f.panel.sortBy(-1);
        QCOMPARE(children(), data);
    }

    void onlySomeKinds() {
        Fixture f;
        QVERIFY(f.ready());
        const QStringList before = f.rows();
        QVERIFY(choose(f, {"Only", "LayerNorm"}));
        QStringList rows = f.rows();
        QCOMPARE(rows.filter(QRegularExpression("^ln")).size(), 7);
        QVERIFY(!rows.contains("mlp") && !rows.contains("conv_proj") && rows.contains("encoder"));
        QVERIFY(choose(f, {"Only", "Conv2d"}));
        QVERIFY(f.rows().contains("conv_proj"));
        QVERIFY(choose(f, {"Only", "All kinds"}));
        QCOMPARE(f.rows(), before);
    }

    void columnsAreChosenAndKept() {
        {
            Fixture f;
            QVERIFY(f.ready());
            f.panel.keepSettings();
            QCOMPARE(f.view->shownColumns(), std::set<int>{ModuleTreeModel::Parameters});  // narrow: no more room
            QVERIFY(choose(f, {"Columns", "time, ms"}));
            QVERIFY(choose(f, {"Columns", "weights, MiB"}));
            QVERIFY(!f.view->isColumnHidden(ModuleTreeModel::Milliseconds));
            QVERIFY(!f.view->isHeaderHidden());
        }
        Fixture again;
        QVERIFY(again.ready());
        again.panel.keepSettings();
        QCOMPARE(again.view->shownColumns(),
                 (std::set<int>{ModuleTreeModel::Parameters, ModuleTreeModel::Weights, ModuleTreeModel::Milliseconds}));
        again.session.addPicture(fileSource(data("golden/plain/photo.png")), "photo.png");
        QVERIFY(settle(again.session));
        const QModelIndex block = again.indexOf("encoder.layers.encoder_layer_2");
        QVERIFY(block.siblingAtColumn(ModuleTreeModel::Milliseconds).data().toString().toDouble() > 0);
        QVERIFY(choose(again, {"Columns", "As many as there is room for"}));
        QCOMPARE(again.view->shownColumns(), std::set<int>{ModuleTreeModel::Parameters});
    }

    void copiesTheTreeOrANode() {
        Fixture f;
        QVERIFY(f.ready());
        f.session.selectNode("encoder.layers.encoder_layer_1.mlp");
        QVERIFY(choose(f, {"Copy mlp", "As print(model)"}));
        const QString node = QApplication::clipboard()->text();
        QVERIFY2(node.startsWith("MLPBlock(\n  (0): Linear(in_features=48, out_features="), qPrintable(node));
        QVERIFY(choose(f, {"Copy the tree", "As print(model)"}));
        QVERIFY(QApplication::clipboard()->text().startsWith("VisionTransformer(\n  (conv_proj): Conv2d("));
        QVERIFY(choose(f, {"Copy the tree", "As Markdown"}));
        const QStringList lines = QApplication::clipboard()->text().split('\n', Qt::SkipEmptyParts);
        for (const QString& line : lines)
            QCOMPARE(line.count('|'), 7);
        QVERIFY(lines[2].startsWith("| VisionTransformer |"));
        f.view->setFocus();
        QTest::keySequence(f.view, QKeySequence::Copy);
        const QString text = QApplication::clipboard()->text();
        QVERIFY2(text.contains("encoder.layers.encoder_layer_1.mlp") && text.contains("MLPBlock") &&
                     text.contains("GELU"),
                 qPrintable(text));
        QVERIFY(!text.contains("conv_proj"));
    }
};

QTEST_MAIN(TreePanelTest)
#include "tree_panel_test.moc"
