#include "core/explain/methods.h"
#include "core/faith/board.h"

#include <algorithm>

namespace vitrine {

std::vector<std::string> boardMethods(const std::vector<std::string>& names) {
    std::vector<std::string> kept;
    for (const std::string& name : names)
        if (!findMethod(name)->isBaseline && std::find(kept.begin(), kept.end(), name) == kept.end())
            kept.push_back(name);
    return kept;
}

}  // namespace vitrine
