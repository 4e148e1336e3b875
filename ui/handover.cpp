#include "ui/handover.h"

namespace vitrine::ui {
namespace {

Handover* s_now = nullptr;

}  // namespace

Handover::Handover(const Session& session) : m_session(session) { s_now = this; }
Handover::~Handover() { s_now = nullptr; }

Handover* Handover::of(const Session& session) { return s_now && &s_now->m_session == &session ? s_now : nullptr; }

}  // namespace vitrine::ui
