// inspect(): from a node and a run to what is drawn on its card.
#pragma once

#include "core/explore.h"
#include "core/inspect/inspection.h"

#include <memory>

namespace vitrine {

/// Looks at nodes of one model and its runs. What is dear (a block run again with all of its steps kept, the principal
/// components of the filters) is kept for the next look, so that the mouse can be the query. One thread at a time.
class Inspector {
public:
    Inspector();
    ~Inspector();

    /// `result` must be a run of `model`. A node that is not there, or that has nothing to tell, gives no findings.
    Inspection inspect(const Model& model, const Result& result, const InspectRequest& request);

private:
    struct Cache;
    std::unique_ptr<Cache> m_cache;
};

}  // namespace vitrine
