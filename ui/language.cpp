#include "ui/language.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLibraryInfo>
#include <QtCore/QLocale>
#include <QtCore/QTranslator>

#include <memory>
#include <vector>

namespace vitrine::ui {
namespace {

QString s_language = QStringLiteral("en");
std::vector<std::unique_ptr<QTranslator>> s_translators;

void install(const QString& name, const QString& folder) {
    auto translator = std::make_unique<QTranslator>();
    if (translator->load(name, folder) && QCoreApplication::installTranslator(translator.get()))
        s_translators.push_back(std::move(translator));
}

}  // namespace

const QStringList& languages() {
    static const QStringList all{QStringLiteral("en"), QStringLiteral("de")};
    return all;
}

QString languageName(const QString& language) {
    return language == QLatin1String("de") ? QStringLiteral("Deutsch") : QStringLiteral("English");
}

/// Qt's German for these is longer than what is on the key: ours is asked first.
[[maybe_unused]] constexpr const char* keyNames[] = {QT_TRANSLATE_NOOP("QShortcut", "PgUp"),
                                                     QT_TRANSLATE_NOOP("QShortcut", "PgDown")};

void useLanguage(const QString& language) {
    const QString system = QLocale::system().name().section(QLatin1Char('_'), 0, 0);
    const QString wanted = languages().contains(language) ? language
                           : languages().contains(system) ? system
                                                          : languages().first();
    for (const auto& translator : s_translators)
        QCoreApplication::removeTranslator(translator.get());
    s_translators.clear();
    s_language = wanted;
    if (wanted != languages().first())
        install(QStringLiteral("qtbase_") + wanted, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    install(QStringLiteral("vitrine_") + wanted, QStringLiteral(":/languages"));  // in English: one and many
}

QString languageInUse() { return s_language; }

}  // namespace vitrine::ui
