// PrecisionCheck: how closely the session's model answers with shorter numbers, measured on the pictures of the film strip
// when the person asks; kept as long as the window.
#pragma once

#include "core/precision.h"
#include "ui/session.h"

namespace vitrine::ui {

class PrecisionCheck : public QObject {
    Q_OBJECT
public:
    static PrecisionCheck& of(Session& session);  ///< the session's own
    ~PrecisionCheck() override;

    std::vector<PictureSource> pictures() const;                ///< that would be looked at: the first of the strip
    void measure();                                             ///< the present model, bfloat16 and then float16
    std::shared_ptr<const Precision> found(Dtype dtype) const;  ///< of the present model; null: not measured
    bool busy() const { return m_lane.busy(); }
    Activity progress() const { return m_progress; }  ///< while busy: pictures
    void stop();
    /// "bfloat16 beside float32, 3 pictures: the same class for 3; ..."; empty: not measured.
    QString words(Dtype dtype) const;

Q_SIGNALS:
    void changed();  ///< begun, found, or stopped

private:
    explicit PrecisionCheck(Session& session);
    struct Kept {
        ModelRequest model;  ///< its dtype is the one measured
        std::shared_ptr<const Precision> told;
    };
    ModelRequest modelIn(Dtype dtype) const;
    void next(std::vector<Dtype> dtypes);
    void take(const ModelRequest& model, const Outcome<Precision>& outcome, std::vector<Dtype> rest);

    Session& m_session;
    Activity m_progress;
    std::vector<Kept> m_kept;
    QThreadPool m_pool;
    Lane<Precision> m_lane{m_pool};
};

}  // namespace vitrine::ui
