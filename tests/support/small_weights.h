// Resources in which vit_b_16/IMAGENET1K_V1 is a small file of the test's own, so that it can be fetched in no time.
#pragma once

#include "tests/support/paths.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QRegularExpression>

namespace vitrine::test {

/// Bytes that no compression makes shorter and that are nowhere alike.
inline QByteArray noise(qsizetype size, quint32 seed = 1) {
    QByteArray bytes(size, '\0');
    quint32 x = seed;
    for (char& byte : bytes) {
        x = x * 1664525U + 1013904223U;
        byte = char(x >> 24);
    }
    return bytes;
}

inline QByteArray sha256Hex(const QByteArray& bytes) {
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

/// Makes `folder` a resources folder; the name of the published file, "vit_b_16-HASH.pth".
inline QString publishSmall(const QString& folder, const QByteArray& body) {
    const QString from = QString::fromStdString(shipped("").string());
    QDir(folder).mkpath(QStringLiteral("torchvision"));
    for (const char* name : {"imagenet_classes.txt", "torchvision/vit_b_16.json", "torchvision/vit_b_32.json",
                             "torchvision/vit_l_16.json", "torchvision/vit_l_32.json", "torchvision/vit_h_14.json"})
        QFile::copy(from + QString::fromLatin1(name), folder + QLatin1Char('/') + QString::fromLatin1(name));
    for (const char* whole : {"bundled", "fonts", "languages", "samples"})
        QFile::link(from + QString::fromLatin1(whole), folder + QLatin1Char('/') + QString::fromLatin1(whole));
    const QString file = QStringLiteral("vit_b_16-%1.pth").arg(QString::fromLatin1(sha256Hex(body).left(8)));
    QFile json(folder + QStringLiteral("/torchvision/vit_b_16.json"));
    if (!json.open(QIODevice::ReadOnly))
        return {};
    QString text = QString::fromUtf8(json.readAll());
    json.close();
    json.remove();
    const QString mib = QString::number(double(body.size()) / (1 << 20), 'f', 3);
    text.replace(QStringLiteral("vit_b_16-c867db91.pth"), file);
    text.replace(QStringLiteral("\"_file_size\": 330.285"), QStringLiteral("\"_file_size\": ") + mib);
    if (!json.open(QIODevice::WriteOnly))
        return {};
    json.write(text.toUtf8());
    return file;
}

}  // namespace vitrine::test
