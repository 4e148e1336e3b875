// The window in other languages: complete, with every placeholder, and in force at once.
#include "core/capture/capture.h"
#include "core/explain/methods.h"
#include "core/explain/request.h"
#include "core/image/decode.h"
#include "core/scene/words.h"
#include "tests/support/paths.h"
#include "tests/support/session_fixture.h"
#include "ui/actions.h"
#include "ui/core_words.h"
#include "ui/keys_sheet.h"
#include "ui/language.h"
#include "ui/main_window.h"
#include "ui/module_tree_model.h"
#include "ui/numbers.h"
#include "ui/panels/device_picker.h"
#include "ui/panels/model_picker.h"
#include "ui/panels/variants_table.h"
#include "ui/settings_sheet.h"
#include "ui/theme.h"

#include <QtCore/QProcess>
#include <QtCore/QRegularExpression>
#include <QtCore/QSettings>
#include <QtCore/QStandardPaths>
#include <QtCore/QTemporaryDir>
#include <QtCore/QXmlStreamReader>
#include <QtTest/QTest>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>

using namespace vitrine;
using namespace vitrine::test;
using namespace vitrine::ui;

namespace {

struct Message {
    QString context, source;
    QStringList translations;
    QString state;  ///< "unfinished", "vanished", "obsolete" or nothing
};

QList<Message> messagesOf(const QString& file) {
    QFile stream(file);
    QList<Message> all;
    if (!stream.open(QIODevice::ReadOnly))
        return all;
    QXmlStreamReader xml(&stream);
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == QLatin1String("name"))
            context = xml.readElementText();
        else if (xml.name() == QLatin1String("message"))
            all.append({context, {}, {}, {}});
        else if (xml.name() == QLatin1String("source"))
            all.last().source = xml.readElementText();
        else if (xml.name() == QLatin1String("translation")) {
            all.last().state = xml.attributes().value(QLatin1String("type")).toString();
            const QString text = xml.readElementText(QXmlStreamReader::IncludeChildElements);
            all.last().translations << text;
        }
    }
    return xml.hasError() ? QList<Message>() : all;
}

QStringList placeholders(const QString& text) {
    static const QRegularExpression placeholder(QStringLiteral("%L?\\d+|%n"));
    QStringList all;
    for (auto found = placeholder.globalMatch(text); found.hasNext();)
        all << found.next().captured();
    all.removeDuplicates();
    all.sort();
    return all;
}

QString sourceRoot() {
    return QString::fromStdString(shipped("languages/vitrine_de.ts").parent_path().parent_path().parent_path().string());
}

void readItems(const QAbstractItemModel& model, const QModelIndex& parent, QSet<QString>& words) {
    for (int row = 0; row < model.rowCount(parent); ++row) {
        for (int column = 0; column < model.columnCount(parent); ++column)
            words << model.index(row, column, parent).data().toString()
                  << model.index(row, column, parent).data(Qt::ToolTipRole).toString();
        words << model.index(row, 0, parent).data(ModuleTreeModel::DetailRole).toString();
        readItems(model, model.index(row, 0, parent), words);
    }
}

void read(const QWidget& top, QSet<QString>& words) {
    QList<const QWidget*> widgets{&top};
    for (const QWidget* widget : top.findChildren<QWidget*>())
        widgets << widget;
    for (const QWidget* widget : widgets) {
        words << widget->accessibleName() << widget->toolTip();
        if (const auto* label = qobject_cast<const QLabel*>(widget))
            words << label->text();
        if (const auto* button = qobject_cast<const QAbstractButton*>(widget))
            words << button->text() << button->accessibleDescription();
        if (const auto* edit = qobject_cast<const QLineEdit*>(widget))
            words << edit->placeholderText();
        const auto* view = qobject_cast<const QAbstractItemView*>(widget);
        if (!view || !view->model())
            continue;
        for (int column = 0; column < view->model()->columnCount(); ++column)
            for (const int role : {int(Qt::DisplayRole), int(Qt::ToolTipRole)})
                words << view->model()->headerData(column, Qt::Horizontal, role).toString();
        readItems(*view->model(), {}, words);
    }
}

/// All that its widgets say, on every page, with its pickers, the table of models, the settings and the keys.
QSet<QString> wordsOfTheWindow(const QString& language) {
    useLanguage(language);
    QSet<QString> words;
    Session session;
    session.openModel(goldenRequest());
    session.addPicture(fileSource(data("golden/plain/photo.png")), "photo.png");
    MainWindow window(session);
    window.show();
    for (const Page page : {Page::Picture, Page::Input, Page::Grid, Page::Matrix, Page::Inside, Page::Board}) {
        session.setPage(page);
        settle(session);
        read(window, words);
    }
    for (const auto& word : insideWords) {
        session.setInside({word.value, false, false});
        settle(session);
        read(window, words);
    }
    for (const char* node : {"conv_proj", "class_token", "encoder", "encoder.pos_embedding", "heads", "encoder.ln",
                             "encoder.layers.encoder_layer_2.self_attention", "encoder.layers.encoder_layer_2.mlp"}) {
        session.selectNode(node);
        settle(session);
        read(window, words);
    }
    for (const QAction* action : window.actions().all())
        words << action->text();
    read(VariantsTable(session, nullptr), words);
    read(ModelPicker(session, nullptr), words);
    read(DevicePicker(session, nullptr), words);
    read(SettingsSheet(window), words);
    read(KeysSheet(window.actions(), &window), words);
    return words;
}

/// Names of modules, classes, files, keys and colours; formulas, numbers; words that German has too.
bool mayStay(const QString& text) {
    static const QRegularExpression words(QStringLiteral("[a-zäöü]{3,}"), QRegularExpression::CaseInsensitiveOption);
    if (!text.contains(words))
        return true;
    static const QRegularExpression names(QStringLiteral("[_.=/]|→|×|√|^[A-Z0-9 ]+$|^(Ctrl|Shift|Alt)\\+"));
    static const QRegularExpression number(QStringLiteral("^[0-9,.]+ ?MiB$"));
    static const QSet<QString> same{"Attention, Rollout", "BSD 3-Clause", "CPU, ", "CPU, float32", "Esc", "GMACs",
                                    "Matrix", "Parameter", "Tab",
                                    // classes and names of modules
                                    "Conv2d", "Encoder", "EncoderBlock", "LayerNorm", "Linear", "MLPBlock",
                                    "MultiheadAttention", "NonDynamicallyQuantizableLinear", "Sequential",
                                    "VisionTransformer", "bias", "encoder", "head", "heads", "layers", "mlp", "weight",
                                    // numbers, colours, weights
                                    "bfloat16", "float16", "float32", ", inferno", "everyday",
                                    // formulas
                                    "W₂ GELU(W₁ x + b₁) + b₂", "[class, patch 0, …, patch 15]"};
    return text.contains(names) || text.trimmed().contains(number) || same.contains(text);
}

QString lupdate() {
    for (const char* name : {"lupdate6", "lupdate"})
        if (const QString found = QStandardPaths::findExecutable(name, {"/usr/lib/qt6/bin"}); !found.isEmpty())
            return found;
    return QStandardPaths::findExecutable("lupdate");
}

}  // namespace

class LanguageTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;

private Q_SLOTS:
    void initTestCase() {
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
        applyTheme(*qApp, ThemeChoice::Dark);
    }
    void cleanup() { useLanguage("en"); }

    // The file with the sources as they are now: a text that is new there is unfinished here.
    void everyTextIsTranslated() {
        const QString tool = lupdate();
        if (tool.isEmpty())
            QSKIP("lupdate is not here (qt6-l10n-tools)");
        const QString copy = m_folder.filePath("vitrine_de.ts");
        QVERIFY(QFile::copy(QString::fromStdString(shipped("languages/vitrine_de.ts").string()), copy));
        QProcess process;
        process.setWorkingDirectory(sourceRoot());
        process.start(tool,
                      {"-no-obsolete", "-locations", "none", "-I", ".", "ui", "-extensions", "cpp,h", "-ts", copy});
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitCode(), 0);
        for (const QString& line : QString::fromUtf8(process.readAllStandardError()).split('\n'))
            if (line.contains("lacks Q_OBJECT") && !line.contains("'vitrine::ui'") &&
                !line.contains("'vitrine::ui::figures'"))  // namespaces with a tr() of their own
                QFAIL(qPrintable("its texts are never found at run time: " + line));
        const QList<Message> all = messagesOf(copy);
        QVERIFY(all.size() > 300);
        QStringList missing;
        for (const Message& message : all)
            if (!message.state.isEmpty() || message.translations.value(0).trimmed().isEmpty())
                missing << message.context + ": " + message.source;
        QVERIFY2(missing.isEmpty(), qPrintable(QString::number(missing.size()) +
                                               " texts without German (tools/translate):\n" + missing.join('\n')));
    }

    void placeholdersAreTheSame() {
        for (const Message& message : messagesOf(QString::fromStdString(shipped("languages/vitrine_de.ts").string())))
            for (const QString& translation : message.translations)
                QVERIFY2(placeholders(message.source) == placeholders(translation),
                         qPrintable(message.source + " | " + translation));
    }

    void whatCoreSaysIsKnown() {
        useLanguage("de");
        QCOMPARE(languageInUse(), QStringLiteral("de"));
        for (const Method& method : methods()) {
            QVERIFY2(methodSummary(method) != QString::fromStdString(method.summary), method.name.c_str());
            QVERIFY2(!methodTitle(method).isEmpty(), method.name.c_str());
        }
    }

    void numbersAreWrittenAsTheLanguageDoes() {
        QCOMPARE(grouped(1226), QStringLiteral("1,226"));
        QCOMPARE(compact(21'660'009), QStringLiteral("21.66 M"));
        QCOMPARE(compact(8352), QStringLiteral("8,352"));
        QCOMPARE(percentText(0.0001), QStringLiteral("< 0.1 %"));
        QCOMPARE(gmacsText(167.2949), QStringLiteral("167.295"));
        useLanguage("de");
        QCOMPARE(grouped(1226), QStringLiteral("1.226"));
        QCOMPARE(compact(21'660'009), QStringLiteral("21,66 M"));
        QCOMPARE(percentText(0.0001), QStringLiteral("< 0,1 %"));
        QCOMPARE(numberText(1226.5, 'f', 1), QStringLiteral("1.226,5"));
    }

    void comparedPatchesSayWhichWayTheyLook() {
        MapRequest map{.layer = 10};
        const std::vector<Cell> three{{1, 1}, {2, 2}, {3, 3}};
        QCOMPARE(mapWords(map, 6, three),
                 QStringLiteral("attention of 3 patches, each in its colour · layer 10 · mean of 6 heads"));
        QCOMPARE(mapWords(map, 6, {{7, 12}}), QStringLiteral("attention of patch 7, 12 · layer 10 · mean of 6 heads"));
        map.direction = Direction::To;
        QCOMPARE(mapWords(map, 6, three),
                 QStringLiteral("attention of the others to 3 patches, each in its colour · layer 10 · mean of 6 heads"));
        useLanguage("de");
        QCOMPARE(mapWords(map, 6, three), QStringLiteral("Aufmerksamkeit der anderen auf 3 Patches, jeder in seiner "
                                                         "Farbe · Schicht 10 · Mittel von 6 Köpfen"));
    }

    void whatTheWindowSaysOfAMapIsWhatCoreSays() {
        Session session;
        session.openModel(goldenRequest());
        session.addPicture(fileSource(data("golden/plain/photo.png")), "photo.png");
        QVERIFY(settle(session));
        const Capture& capture = *session.result()->capture;
        for (const Method& method : methods())
            for (const std::optional<Cell> patch : {std::optional<Cell>(), std::optional<Cell>(Cell{1, 2})})
                for (const Direction direction : {Direction::From, Direction::To})
                    for (const HeadChoice head : {HeadChoice{-1, Fusion::Mean}, HeadChoice{-1, Fusion::Max},
                                                  HeadChoice{-1, Fusion::Min}, HeadChoice{1, Fusion::Mean}}) {
                        MapRequest request;
                        request.method = method.name;
                        request.query.patch = patch;
                        request.direction = direction;
                        request.head = head;
                        request.discard = method.usesDiscard ? 0.5 : 0;
                        if ((head.head >= 0 && !method.usesHead) || (head != HeadChoice{} && !method.usesFusion))
                            continue;
                        const QString said = QString::fromStdString(caption(capture, request));
                        const MapRequest complete = completed(capture, request);
                        useLanguage("en");
                        QCOMPARE(mapWords(complete, capture.heads()), said);
                        useLanguage("de");
                        const QStringList german = mapWords(complete, capture.heads()).split(" · ");
                        const QStringList english = said.split(" · ");
                        QCOMPARE(german.size(), english.size());
                        for (qsizetype i = 0; i < german.size(); ++i)
                            QVERIFY2(german[i] != english[i] || english[i] == QString::fromStdString(method.title),
                                     qPrintable(said));
                    }
    }

    // One rule for numbers, whatever the language: a point before decimals, commas between thousands, M for millions.
    void numbersAreWrittenTheSame() {
        static const QRegularExpression german(QStringLiteral("\\d,\\d|Mio\\."));
        for (const Message& message : messagesOf(QString::fromStdString(shipped("languages/vitrine_de.ts").string())))
            for (const QString& translation : message.translations)
                QVERIFY2(!translation.contains(german) || message.source.contains(german), qPrintable(translation));
    }

    void whyAPictureIsNotShown_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("german");
        QTest::newRow("text") << QStringLiteral("just words\n")
                              << QStringLiteral(
                                     "das ist kein Bild (JPEG, PNG, WebP, GIF, TIFF, BMP, SVG und andere); es sieht "
                                     "nach schlichtem Text aus");
        QTest::newRow("empty") << QString() << QStringLiteral("die Datei ist leer (0 Bytes)");
        QTest::newRow("damaged") << QStringLiteral("\x89PNG\r\n\x1a\n") << QString();
    }
    void whyAPictureIsNotShown() {
        QFETCH(QString, file);
        QFETCH(QString, german);
        useLanguage("de");
        const QByteArray bytes = file.toLatin1();
        try {
            decodePicture(std::span(reinterpret_cast<const uint8_t*>(bytes.constData()), size_t(bytes.size())), "x.png");
            QFAIL("it was decoded");
        } catch (const Error& error) {
            const QString english = QString::fromStdString(error.reason()), words = reasonWords(english);
            QVERIFY2(words != english, qPrintable(words));
            if (!german.isEmpty())
                QCOMPARE(words, german);
        }
        QCOMPARE(reasonWords("what nobody knows"), QStringLiteral("what nobody knows"));
    }

    // What reads the same in both languages was never translated, or is a name, a number or a word that both have.
    void everyWordOfTheWindowIsGerman() {
        const QSet<QString> english = wordsOfTheWindow("en"), german = wordsOfTheWindow("de");
        QVERIFY(german.size() > 150);
        QStringList left;
        for (const QString& text : german)
            if (english.contains(text) && !mayStay(text))
                left << text;
        left.sort();
        QVERIFY2(left.isEmpty(), qPrintable("in English still:\n" + left.join('\n')));
    }

    void theWindowChangesItsLanguageAtOnce() {
        Session session;
        MainWindow window(session);
        window.show();
        Preferences wanted;
        wanted.language = "de";
        window.setPreferences(wanted);
        QTRY_COMPARE(window.actions().find("window.quit")->text(), QStringLiteral("Beenden"));
        wanted.language = "en";
        window.setPreferences(wanted);
        QTRY_COMPARE(window.actions().find("window.quit")->text(), QStringLiteral("Quit"));
    }
};

QTEST_MAIN(LanguageTest)
#include "language_test.moc"
