// Numbers as the window writes them, in its language: "1,226.5" in English, "1.226,5" in German.
#pragma once

#include <QtCore/QString>

namespace vitrine::ui {

/// As QString::number: 'f' with so many decimals, 'g' with so many digits, 'e' for what is tiny. Below 0 with a minus sign,
/// not a hyphen; what is 0 with so many digits has none.
QString numberText(double value, char format, int precision);
QString percentText(double share);  ///< "12.3 %", "< 0.1 %"
/// "17.564": as torchvision publishes it. Of a small part as many digits as it takes to be more than 0.
QString gmacsText(double gmacs);
/// "330 MiB", "12.4 MiB", "12 KiB": as few digits as tell it.
QString sizeWords(qint64 bytes);
QString mebibytesText(double mib);  ///< "1,226 MiB"
/// "21,660,009": every digit, in groups of three.
QString grouped(qint64 number);
/// "21.66 M"; below a million every digit: for narrow columns.
QString compact(qint64 number);

}  // namespace vitrine::ui
