// What session_change.cpp and the session's other files share: a run with something changed in it.
#pragma once

#include "ui/session.h"

namespace vitrine::ui {

/// What of it this model has.
void limitIntervention(Intervention& intervention, const VitConfig& config);

/// A patch that is not in the sequence is asked nothing.
void forgetDropped(View& view);

/// The picture as it is, and changed; what is `known` is not run again. The picture that a graft takes its tokens from is
/// read from its file, cut as the model was trained.
Runs runChanged(const Model& model, const std::shared_ptr<const Picture>& picture, const Intervention& change,
                const Runs& known, const Progress& progress);

}  // namespace vitrine::ui
