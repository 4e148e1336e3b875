#include "core/overlay/colormap.h"

#include "core/overlay/colormap_tables.h"

#include <algorithm>

namespace vitrine {

Rgb Colormap::operator()(double t) const {
    const int index = t > 0 ? int(std::min(t, 1.0) * 256) : 0;  // as matplotlib: 256 equal bins; NaN is not > 0
    return (*colours)[size_t(std::min(index, 255))];
}

const std::vector<Colormap>& colormaps() {
    static const std::vector<Colormap> all{
        {"inferno", &infernoTable}, {"viridis", &viridisTable}, {"cividis", &cividisTable}};
    return all;
}

const Colormap* findColormap(std::string_view name) {
    for (const Colormap& colormap : colormaps()) {
        if (colormap.name == name)
            return &colormap;
    }
    return nullptr;
}

}  // namespace vitrine
