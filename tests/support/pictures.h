// Pictures in tests: expected ones from tests/data/images, and a comparison that says where two differ.
#pragma once

#include "core/image/image.h"
#include "tests/support/paths.h"
#include "tests/support/safetensors_file.h"

#include <QtTest>

namespace vitrine::test {

/// What Pillow and torchvision make of the pictures (tests/data/make_images.py).
inline const SafetensorsFile& expectedImages() {
    static const SafetensorsFile file(data("images/expected.safetensors"));
    return file;
}

/// A tensor (height, width, 3) of such a file.
inline Image imageIn(const SafetensorsFile& file, const std::string& name) {
    const std::vector<int> shape = file.shape(name);
    Image image(shape.at(1), shape.at(0));
    image.pixels = file.bytes(name);
    return image;
}

inline Image expectedImage(const std::string& name) { return imageIn(expectedImages(), name); }

/// What Pillow makes of the odder pictures (tests/data/make_odd_images.py).
inline Image expectedOddImage(const std::string& name) {
    static const SafetensorsFile file(data("odd/expected.safetensors"));
    return imageIn(file, name);
}

/// The parts of "view/50x40-32-28/bicubic/crop" between the slashes.
inline QStringList parts(const std::string& name) { return QString::fromStdString(name).split('/'); }

/// Empty when equal; else the first difference in words.
inline QByteArray difference(const Image& actual, const Image& expected) {
    if (actual.width != expected.width || actual.height != expected.height)
        return QString("%1 x %2 instead of %3 x %4")
            .arg(actual.width)
            .arg(actual.height)
            .arg(expected.width)
            .arg(expected.height)
            .toUtf8();
    int count = 0;
    QString first;
    for (size_t i = 0; i < expected.pixels.size(); ++i) {
        if (actual.pixels[i] == expected.pixels[i])
            continue;
        if (count++ == 0)
            first = QString("at x %1, y %2, channel %3: %4 instead of %5")
                        .arg(i / 3 % size_t(expected.width))
                        .arg(i / 3 / size_t(expected.width))
                        .arg(i % 3)
                        .arg(actual.pixels[i])
                        .arg(expected.pixels[i]);
    }
    return count == 0 ? QByteArray() : (QString("%1 values differ, first ").arg(count) + first).toUtf8();
}

}  // namespace vitrine::test

#define COMPARE_IMAGES(actual, expected)                                                                               \
    do {                                                                                                               \
        const QByteArray why = vitrine::test::difference((actual), (expected));                                        \
        QVERIFY2(why.isEmpty(), why.constData());                                                                      \
    } while (false)
