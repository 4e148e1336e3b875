// Which of the dictionaries in a training checkpoint holds the weights.
#pragma once

#include "core/weights/pickle_machine.h"

namespace vitrine {

struct WeightsGroup {
    const PickleValue* dict = nullptr;
    std::string name;  ///< the keys that lead to it, printable: "model", "teacher.backbone"; empty for the whole
};

/// Of all dictionaries that hold tensors by name: never the optimizer's, "model" or "state_dict" before an average of it
/// (but timm's "state_dict_ema", which timm loads, before both), DINO's "teacher" before its "student", and none that is
/// far smaller than the largest. Throws Error (subject `name`) when there are none, or when one of the weights depends
/// on a global that is not known.
WeightsGroup chooseWeights(const PickleMachine& machine, const PickleValue& top, const std::string& name);

}  // namespace vitrine
