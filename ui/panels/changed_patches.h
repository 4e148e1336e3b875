// ChangedPatches: the patches of the picture shown that are painted out or hold another picture's tokens; what is seen of
// them, on every page.
#pragma once

#include "core/overlay/masked.h"
#include "core/overlay/taken.h"

#include <QtCore/QObject>

namespace vitrine {
enum class Fill;
struct Picture;
}  // namespace vitrine

namespace vitrine::ui {

class ImageView;
class Session;

class ChangedPatches : public QObject {
    Q_OBJECT
public:
    static ChangedPatches& of(Session& session);  ///< the session's own

    /// None while what is shown is old.
    const Masked& masked() const { return m_masked; }
    const Taken& taken() const { return m_taken; }
    /// From now on.
    void showOn(ImageView& view);

Q_SIGNALS:
    void changed();

private:
    explicit ChangedPatches(Session& session);
    void update();
    void tell(ImageView& view) const;

    Session& m_session;
    Masked m_masked;
    Taken m_taken;
    std::shared_ptr<const Picture> m_filledOf;  ///< what the filling was made of, and how
    Fill m_fill{};
};

}  // namespace vitrine::ui
