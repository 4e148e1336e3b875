// Handover: what panels have found out, on its way from those that go to those that are made anew in their place.
#pragma once

#include <any>
#include <optional>
#include <utility>
#include <vector>

namespace vitrine::ui {

class Session;

/// While there is one, panels of this session that go leave it what they know. What nobody takes goes with it.
class Handover {
public:
    explicit Handover(const Session& session);
    ~Handover();
    Handover(const Handover&) = delete;
    Handover& operator=(const Handover&) = delete;

    static Handover* of(const Session& session);  ///< null: nothing is being made anew

    template <class T>
    void give(T thing) {
        m_things.emplace_back(std::move(thing));
    }
    /// The first T that `fits`.
    template <class T, class Fits>
    std::optional<T> take(Fits fits) {
        for (auto at = m_things.begin(); at != m_things.end(); ++at)
            if (T* thing = std::any_cast<T>(&*at); thing && fits(*thing)) {
                std::optional<T> taken(std::move(*thing));
                m_things.erase(at);
                return taken;
            }
        return {};
    }
    template <class T>
    std::optional<T> take() {
        return take<T>([](const T&) { return true; });
    }

private:
    const Session& m_session;
    std::vector<std::any> m_things;
};

}  // namespace vitrine::ui
