#include "ui/head_place.h"

#include "ui/session.h"

namespace vitrine::ui {

std::vector<std::pair<int, int>> headsOff(const Session& session) {
    std::vector<std::pair<int, int>> all;
    const int heads = session.plan() ? session.plan()->config.num_heads : 0;
    for (const Off& off : session.intervention().off) {
        for (int head = 0; head < heads && off.part == Part::Attention; ++head)
            all.emplace_back(off.layer, head);
        if (off.part == Part::Head)
            all.emplace_back(off.layer, off.head);
    }
    return all;
}

void showHead(Session& session, int layer, int head) {
    const Method* method = findMethod(session.view().map.method);
    if (!method || !method->usesHead || !method->usesLayer)
        session.setMethod(QStringLiteral("attention"));
    session.setLayer(layer);
    if (head >= 0)
        session.setHead({head, Fusion::Mean});
}

}  // namespace vitrine::ui
