#include "ui/reading.h"
#include "ui/reading/readers.h"

#include <QtCore/QLoggingCategory>
#include <QtGui/QGuiApplication>
#include <QtGui/QImageReader>

#include <array>

namespace vitrine::ui {

void ensureApplication() {
    if (QCoreApplication::instance())
        return;
    qInstallMessageHandler([](QtMsgType, const QMessageLogContext&, const QString&) {});  // a command has its own words
    static std::array<char, 8> program{"vitrine"};
    static std::array<char, 10> option{"-platform"};
    static std::array<char, 10> offscreen{"offscreen"};
    static std::array<char*, 4> words{program.data(), option.data(), offscreen.data(), nullptr};
    static int count = 3;
    new QGuiApplication(count, words.data());  // lives as long as the program
}

void helpCore() {
    constexpr int megabytes = 1700;  // 400 megapixels of four bytes
    QImageReader::setAllocationLimit(megabytes);
    QLoggingCategory::setFilterRules(QStringLiteral("qt.gui.imageio*=false\nqt.gui.icc*=false\nqt.svg*=false"));
    setFallbackDecoder(readWithQt);
    setScreenColours(inSrgb);
}

}  // namespace vitrine::ui
