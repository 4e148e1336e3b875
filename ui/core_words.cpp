#include "ui/core_words.h"

#include "core/explain/methods.h"
#include "core/explain/presets.h"
#include "core/explore.h"
#include "ui/tr.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QStringList>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

namespace vitrine::ui {
namespace {

/// The parts of what core says, numbers as %1, %2; of those of a map mapWords() puts its words together: a test compares.
constexpr const char* parts[] = {
    QT_TRANSLATE_NOOP("vitrine::ui", "attention of the class token"),
    QT_TRANSLATE_NOOP("vitrine::ui", "attention of patch %1, %2"),
    QT_TRANSLATE_NOOP("vitrine::ui", "attention of the others to the class token"),
    QT_TRANSLATE_NOOP("vitrine::ui", "attention of the others to patch %1, %2"),
    QT_TRANSLATE_NOOP("vitrine::ui", "rollout of the class token"),
    QT_TRANSLATE_NOOP("vitrine::ui", "rollout of patch %1, %2"),
    QT_TRANSLATE_NOOP("vitrine::ui", "rollout of the others to the class token"),
    QT_TRANSLATE_NOOP("vitrine::ui", "rollout of the others to patch %1, %2"),
    QT_TRANSLATE_NOOP("vitrine::ui", "attention of all patches together"),
    QT_TRANSLATE_NOOP("vitrine::ui", "attention of the others to all patches together"),
    QT_TRANSLATE_NOOP("vitrine::ui", "rollout of all patches together"),
    QT_TRANSLATE_NOOP("vitrine::ui", "rollout of the others to all patches together"),
    QT_TRANSLATE_NOOP("vitrine::ui", "attention of %1 patches, each in its colour"),
    QT_TRANSLATE_NOOP("vitrine::ui", "attention of the others to %1 patches, each in its colour"),
    QT_TRANSLATE_NOOP("vitrine::ui", "rollout of %1 patches, each in its colour"),
    QT_TRANSLATE_NOOP("vitrine::ui", "rollout of the others to %1 patches, each in its colour"),
    QT_TRANSLATE_NOOP("vitrine::ui", "of the class token"),
    QT_TRANSLATE_NOOP("vitrine::ui", "of patch %1, %2"),
    QT_TRANSLATE_NOOP("vitrine::ui", "of the others to the class token"),
    QT_TRANSLATE_NOOP("vitrine::ui", "of the others to patch %1, %2"),
    QT_TRANSLATE_NOOP("vitrine::ui", "of all patches together"),
    QT_TRANSLATE_NOOP("vitrine::ui", "of the others to all patches together"),
    QT_TRANSLATE_NOOP("vitrine::ui", "of %1 patches, each in its colour"),
    QT_TRANSLATE_NOOP("vitrine::ui", "of the others to %1 patches, each in its colour"),
    QT_TRANSLATE_NOOP("vitrine::ui", "layer %1"),
    QT_TRANSLATE_NOOP("vitrine::ui", "layers %1 to %2"),
    QT_TRANSLATE_NOOP("vitrine::ui", "head %1"),
    QT_TRANSLATE_NOOP("vitrine::ui", "mean of %1 heads"),
    QT_TRANSLATE_NOOP("vitrine::ui", "maximum of %1 heads"),
    QT_TRANSLATE_NOOP("vitrine::ui", "minimum of %1 heads"),
    QT_TRANSLATE_NOOP("vitrine::ui", "mean of %1 head"),
    QT_TRANSLATE_NOOP("vitrine::ui", "maximum of %1 head"),
    QT_TRANSLATE_NOOP("vitrine::ui", "minimum of %1 head"),
    QT_TRANSLATE_NOOP("vitrine::ui", "mean of heads"),
    QT_TRANSLATE_NOOP("vitrine::ui", "maximum of heads"),
    QT_TRANSLATE_NOOP("vitrine::ui", "minimum of heads"),
    QT_TRANSLATE_NOOP("vitrine::ui", "lowest %1 % left out"),
    QT_TRANSLATE_NOOP("vitrine::ui", "%1 heads"),
    QT_TRANSLATE_NOOP("vitrine::ui", "%1 head"),
    QT_TRANSLATE_NOOP("vitrine::ui", "bundled"),
    QT_TRANSLATE_NOOP("vitrine::ui", "random, seed %1"),
};

/// Why a picture, a scene or a model is not shown, and no GPU used: numbers and names as %1, %2, themselves
/// translated where they are words.
constexpr const char* reasons[] = {
    QT_TRANSLATE_NOOP("vitrine::ui", "this is not a picture (JPEG, PNG, WebP, GIF, TIFF, BMP, SVG and others)"),
    QT_TRANSLATE_NOOP("vitrine::ui",
                      "this is not a picture (JPEG, PNG, WebP, GIF, TIFF, BMP, SVG and others); it looks like %1"),
    QT_TRANSLATE_NOOP("vitrine::ui", "plain text"),
    QT_TRANSLATE_NOOP("vitrine::ui", "a web page (HTML)"),
    QT_TRANSLATE_NOOP("vitrine::ui", "this is %1, which is not read here. Convert it to PNG or JPEG"),
    QT_TRANSLATE_NOOP("vitrine::ui", "the %1 is cut short: its end is missing. Copy or download it again"),
    QT_TRANSLATE_NOOP("vitrine::ui", "the %1 is damaged: it does not say its size"),
    QT_TRANSLATE_NOOP("vitrine::ui", "the %1 is damaged: %2. Copy or download it again"),
    QT_TRANSLATE_NOOP("vitrine::ui", "it says that its colours are of a kind that does not exist"),
    QT_TRANSLATE_NOOP("vitrine::ui", "it says that a sample has a number of bits that cannot be"),
    QT_TRANSLATE_NOOP("vitrine::ui", "it says that it was packed in a way that does not exist"),
    QT_TRANSLATE_NOOP("vitrine::ui", "there is far less in it than its size needs"),
    QT_TRANSLATE_NOOP("vitrine::ui",
                      "the %1 is damaged, or of a rare kind that is not read. Save it again as PNG or JPEG"),
    QT_TRANSLATE_NOOP("vitrine::ui", "the %1 has floating-point or signed samples. Save it with 8 or 16 bits a channel"),
    QT_TRANSLATE_NOOP("vitrine::ui", "the picture has %1 × %2 pixels; up to %3 megapixels, and %4 along a side, are read. "
                                     "Save a smaller copy"),
    QT_TRANSLATE_NOOP("vitrine::ui", "the file is empty (0 bytes)"),
    QT_TRANSLATE_NOOP("vitrine::ui", "the file has %1 MiB; up to %2 MiB are read. Save a smaller copy"),
    QT_TRANSLATE_NOOP("vitrine::ui", "there is not enough memory for so large a picture. Save a smaller copy"),
    QT_TRANSLATE_NOOP("vitrine::ui", "this is a folder, not a picture"),
    QT_TRANSLATE_NOOP("vitrine::ui", "this is not a file but a pipe or a device"),
    QT_TRANSLATE_NOOP(
        "vitrine::ui",
        "no pictures in this folder (JPEG, PNG, WebP, GIF, TIFF, BMP, SVG and others; a .safetensors input has to be named itself)"),
    QT_TRANSLATE_NOOP("vitrine::ui", "there is no such file"),
    QT_TRANSLATE_NOOP("vitrine::ui", "you have no permission to read it"),
    QT_TRANSLATE_NOOP("vitrine::ui", "it is a link that leads back to itself"),
    QT_TRANSLATE_NOOP("vitrine::ui", "the name is too long for a file"),
    QT_TRANSLATE_NOOP("vitrine::ui", "was changed or cut while it was open; load it again"),
    QT_TRANSLATE_NOOP("vitrine::ui", "this is no scene: not JSON, or damaged"),
    QT_TRANSLATE_NOOP("vitrine::ui", "this JSON is no scene of Vitrine (a scene begins with \"vitrine\": \"scene\")"),
    QT_TRANSLATE_NOOP("vitrine::ui", "this scene was saved by a later Vitrine (version %1 of scenes; this one reads %2). "
                                     "Open it there, or get the newer program"),
    QT_TRANSLATE_NOOP("vitrine::ui", "this scene does not say its version (\"version\": 1)"),
    QT_TRANSLATE_NOOP("vitrine::ui", "image names no picture: it needs `file`, `png` or `dummy_seed`"),
    QT_TRANSLATE_NOOP("vitrine::ui", "%1 is not in %2; put it there, or say where it is"),
    QT_TRANSLATE_NOOP("vitrine::ui",
                      "This machine has an NVIDIA driver, but the LibTorch in use is the CPU build: install "
                      "the CUDA build to use the GPU."),
    QT_TRANSLATE_NOOP("vitrine::ui",
                      "The LibTorch in use is the CPU build, and no NVIDIA driver was found on this machine."),
    QT_TRANSLATE_NOOP("vitrine::ui",
                      "No NVIDIA driver was found on this machine (libcuda.so.1): install one to use the GPU."),
    QT_TRANSLATE_NOOP("vitrine::ui", "The NVIDIA driver does not start: no GPU is visible to this program, or the driver "
                                     "needs an update."),
    QT_TRANSLATE_NOOP("vitrine::ui", "The NVIDIA driver is there, but LibTorch finds no GPU that it can use (is "
                                     "CUDA_VISIBLE_DEVICES set, or the driver older than LibTorch's CUDA?)."),
};

struct Part {
    QString pattern;
    QStringList numbers;
};

Part partOf(const QString& words) {
    static const QRegularExpression number(QStringLiteral("\\d+"));
    Part part;
    qsizetype from = 0;
    for (auto found = number.globalMatch(words); found.hasNext();) {
        const auto match = found.next();
        part.numbers << match.captured();
        part.pattern +=
            words.mid(from, match.capturedStart() - from) + QLatin1Char('%') + QString::number(part.numbers.size());
        from = match.capturedEnd();
    }
    part.pattern += words.mid(from);
    return part;
}

bool isKnown(const Part& part) {
    return std::any_of(std::begin(parts), std::end(parts),
                       [&](const char* known) { return part.pattern == QLatin1String(known); });
}

const QString separator = QStringLiteral(" · ");

QString translated(const std::string& part) { return tr(part.c_str()); }

const char* nameOf(Fusion fusion) {
    switch (fusion) {
    case Fusion::Max: return "maximum";
    case Fusion::Min: return "minimum";
    case Fusion::Mean: break;
    }
    return "mean";
}

/// `what`: "attention", or nothing where the method is named elsewhere.
QString whoWords(const std::string& what, const MapRequest& map, const std::vector<Cell>& pins, bool classToken) {
    const std::string of =
        (what.empty() ? "" : what + " ") + (map.direction == Direction::From ? "of " : "of the others to ");
    if (pins.size() > 1)
        return translated(of + "%1 patches, each in its colour").arg(pins.size());
    const std::optional<Cell> patch = pins.empty() ? map.query.patch : std::optional(pins.front());
    if (patch)
        return translated(of + "patch %1, %2").arg(patch->row).arg(patch->col);
    return translated(of + (classToken ? "the class token" : "all patches together"));
}

QString targetWords(const Target& target, const ClassLabel& label) {
    const auto named = [&](int index) { return label ? label(index) : tr("class %1").arg(index); };
    return target.against ? tr("for %1 against %2").arg(named(*target.of), named(*target.against))
                          : tr("for %1").arg(named(*target.of));
}

QString headWords(const HeadChoice& choice, int heads) {
    if (choice.head >= 0)
        return tr("head %1").arg(choice.head);
    return translated(nameOf(choice.fusion) + std::string(heads == 1 ? " of %1 head" : " of %1 heads")).arg(heads);
}

QString layersWords(const LayerRange& layers) {
    return layers.first == layers.last - 1 ? tr("layer %1").arg(layers.first)
                                           : tr("layers %1 to %2").arg(layers.first).arg(layers.last - 1);
}

/// What stands for %1, %2 in a text of this pattern; nothing where it is another text.
std::optional<QStringList> matched(const QString& pattern, const QString& text) {
    static const QRegularExpression placeholder(QStringLiteral("%\\d"));
    QStringList fixed = pattern.split(placeholder);
    for (QString& part : fixed)
        part = QRegularExpression::escape(part);
    const auto match =
        QRegularExpression(QRegularExpression::anchoredPattern(fixed.join(QStringLiteral("(.+)")))).match(text);
    return match.hasMatch() ? std::optional(match.capturedTexts().mid(1)) : std::nullopt;
}

}  // namespace

QString methodTitle(const Method& method) { return tr(method.title.c_str()); }
QString methodSummary(const Method& method) { return tr(method.summary.c_str()); }
QString presetTitle(const RolloutPreset& preset) { return tr(preset.name.c_str()); }
QString presetAbout(const RolloutPreset& preset) { return tr(preset.about.c_str()); }

QString patchWords(Cell cell) { return tr("patch %1, %2").arg(cell.row).arg(cell.col); }
QString droppedWords(Cell cell) { return tr("%1 is not in the sequence").arg(patchWords(cell)); }

ClassLabel namesOf(const Result& result) {
    std::map<int, QString> names;
    for (const Prediction& prediction : result.top)
        names[prediction.index] = QString::fromStdString(prediction.label);
    return [names = std::move(names)](int index) {
        const auto found = names.find(index);
        return found == names.end() ? tr("class %1").arg(index) : found->second;
    };
}

QString placeWords(const MapRequest& map, int heads) {
    const Method* method = findMethod(map.method);
    QStringList words;
    if (!method || method->usesLayer)
        words << tr("layer %1").arg(map.layer) << headWords(map.head, heads);
    else if (method->usesLayers)
        words << layersWords(map.layers);
    if (method && method->usesLayers && method->usesFusion)
        words << translated(nameOf(map.head.fusion) + std::string(" of heads"));
    if (method && method->usesDiscard && map.discard > 0)
        words << tr("lowest %1 % left out").arg(std::lround(map.discard * 100));
    return words.join(separator);
}

QString mapWords(const MapRequest& map, int heads, const std::vector<Cell>& pins, bool classToken,
                 const ClassLabel& label) {
    const Method* method = findMethod(map.method);
    QStringList words;
    if (!method || (method->usesQuery && !method->usesTarget))
        words << whoWords(map.method, map, pins, classToken);
    else
        words << methodTitle(*method);
    if (method && method->usesTarget && map.target.of)
        words << targetWords(map.target, label);
    if (method && method->usesTarget && method->usesQuery)
        words << whoWords({}, map, pins, classToken);
    words << placeWords(map, heads);
    words.removeAll(QString());
    return words.join(separator);
}

QString captionWords(const QString& caption) {
    QStringList words;
    for (const QString& one : caption.split(separator)) {
        const Part part = partOf(one);
        if (!isKnown(part)) {
            words << one;
            continue;
        }
        QString translated = tr(part.pattern.toUtf8().constData());
        for (qsizetype i = 0; i < part.numbers.size(); ++i)
            translated.replace(QLatin1Char('%') + QString::number(i + 1), part.numbers[i]);
        words << translated;
    }
    return words.join(separator);
}

QString reasonWords(const QString& reason) {
    for (const char* known : reasons) {
        const std::optional<QStringList> values = matched(QString::fromUtf8(known), reason);
        if (!values)
            continue;
        QString translated = tr(known);
        for (qsizetype i = 0; i < values->size(); ++i)
            translated.replace(QLatin1Char('%') + QString::number(i + 1), reasonWords((*values)[i]));
        return translated;
    }
    return reason;
}

}  // namespace vitrine::ui
