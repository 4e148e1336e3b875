#include "ui/prefix_words.h"

#include "core/model/config.h"
#include "ui/tr.h"

namespace vitrine::ui {

QStringList prefixWords(const VitConfig& config) {
    QStringList words;
    if (config.class_token)
        words << tr("the class token");
    if (config.dist_token)
        words << tr("the distillation token");
    if (config.register_tokens > 0)
        words << tr("%n registers", nullptr, config.register_tokens);
    return words;
}

QString tokenOrderWords(const VitConfig& config) {
    const QStringList before = prefixWords(config);
    return before.isEmpty() ? tr("the patches, row by row")
                            : tr("first %1, then the patches, row by row").arg(before.join(QStringLiteral(", ")));
}

}  // namespace vitrine::ui
