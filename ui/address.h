// Words that a person types for a file: its path, or an address.
#pragma once

#include <QtCore/QString>

namespace vitrine::ui {

/// "ftp" of "ftp://example.org/cat.jpg"; empty for what is no address.
QString schemeOf(const QString& text);

/// "file:///tmp/a%20cat.png" as "/tmp/a cat.png"; every other word as it is.
QString withoutFileScheme(const QString& text);

}  // namespace vitrine::ui
