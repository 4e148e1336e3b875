#include "ui/head_place.h"

#include "ui/session.h"

namespace vitrine::ui {

void showHead(Session& session, int layer, int head) {
    const Method* method = findMethod(session.view().map.method);
    if (!method || !method->usesHead || !method->usesLayer)
        session.setMethod(QStringLiteral("attention"));
    session.setLayer(layer);
    if (head >= 0)
        session.setHead({head, Fusion::Mean});
}

}  // namespace vitrine::ui
