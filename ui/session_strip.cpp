// The session's film strip: downloads into it, its order, frames of its pictures.
#include "core/image/folder.h"
#include "ui/session.h"

#include <algorithm>
#include <utility>

namespace vitrine::ui {

// --- downloads --------------------------------------------------------------------------------------------------------

void Session::openUrls(const QList<QUrl>& urls) {
    if (!m_fetcher.busy())
        m_showsArrival = true;
    m_fetcher.fetch(urls);
}

void Session::followFetcher() {
    connect(&m_fetcher, &PictureFetcher::progressed, this, [this](const QString& name, int done, int total) {
        if (!m_loadLane.busy() && !m_runLane.busy())
            setActivity(tr("Downloading %1").arg(name), done, total);
    });
    connect(&m_fetcher, &PictureFetcher::arrived, this, [this](const QUrl& url, const QString& file) {
        PictureSource source;
        source.file = file.toStdString();
        if (url.scheme() != QLatin1String("data"))
            source.url = url.toString(QUrl::FullyEncoded).toStdString();
        if (m_activity.what.startsWith(tr("Downloading %1").arg(QString())))
            setActivity({});
        addPicture(source, nameOf(url), std::exchange(m_showsArrival, false));
        runNextForFilm();
    });
    connect(&m_fetcher, &PictureFetcher::failed, this, [this](const Failure& why) {
        setActivity({});
        Q_EMIT notice(why.subject, why.reason);
    });
}

// --- order ------------------------------------------------------------------------------------------------------------

void Session::sortFilm(FilmOrder order) {
    m_filmOrder = order;
    arrangeFilm();
}

// Called when somebody asks and when the last picture has been looked at: never while they come in, when places would
// change under the mouse.
void Session::arrangeFilm() {
    const auto before = [order = m_filmOrder](const FilmItem& a, const FilmItem& b) {
        switch (order) {
        case FilmOrder::ByName: return naturalLess(a.name.toStdString(), b.name.toStdString());
        case FilmOrder::ByConfidence: return a.probability > b.probability;
        case FilmOrder::ByClass:
            if (a.label.isEmpty() != b.label.isEmpty())
                return b.label.isEmpty();  // those without an opinion last
            return a.label != b.label ? a.label < b.label : a.probability > b.probability;
        case FilmOrder::AsAdded: break;
        }
        return a.id < b.id;
    };
    if (std::is_sorted(m_film.begin(), m_film.end(), before))
        return;
    const int shown = m_current >= 0 ? m_film[size_t(m_current)].id : 0;
    std::stable_sort(m_film.begin(), m_film.end(), before);
    const auto at = std::find_if(m_film.begin(), m_film.end(), [&](const FilmItem& item) { return item.id == shown; });
    m_current = at == m_film.end() ? -1 : int(at - m_film.begin());
    Q_EMIT filmChanged();
}

// --- frames -----------------------------------------------------------------------------------------------------------

void Session::showFrame(int frame) {
    if (m_current < 0)
        return;
    FilmItem& item = m_film[size_t(m_current)];
    if (frame < 0 || frame >= item.frames || frame == item.source.frame)
        return;
    item.source.frame = frame;
    item.thumbnailTried = false;
    item.top1.reset();
    item.error = {};
    Q_EMIT filmItemChanged(m_current);
    preparePicture();
    makeThumbnails();
}

}  // namespace vitrine::ui
