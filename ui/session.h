// Session: all that the window shows, and the one owner of threads. Panels read it, call its setters and follow its
// signals; they never talk to each other.
#pragma once

#include "core/explore.h"
#include "core/view.h"
#include "ui/lane.h"
#include "ui/picture_fetcher.h"

#include <QtCore/QObject>
#include <QtCore/QTimer>
#include <QtGui/QImage>

#include <deque>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace vitrine::ui {

/// One picture of the film strip.
struct FilmItem {
    int id = 0;
    PictureSource source;
    QString name;
    QString where;     ///< the full path or the address, for the tooltip; empty for a picture from memory
    QImage thumbnail;  ///< null until made
    bool thumbnailTried = false;
    std::optional<QString> top1;  ///< "cat 80 %"; nothing until the present model has seen it, empty without an opinion
    QString label;                ///< of top1, to sort by, as its probability
    float probability = 0;
    int frames = 1;              ///< in its file, once it has been looked at
    Failure error;               ///< why the present model cannot look at it, else empty
    std::vector<Cell> masked{};  ///< what was painted out in it when another one was chosen,
    Fill fill = Fill::Black;     ///< and with what
};

/// How the film strip can be sorted.
enum class FilmOrder { AsAdded, ByName, ByConfidence, ByClass };

/// What is under way, for the progress line.
struct Activity {
    enum Kind { None, OpeningModel, LoadingModel, OpeningPicture, Looking, Explaining, Downloading };
    QString what;  ///< "Loading ViT-B/16", "Looking at chelsea.png"; empty when idle
    int done = 0;
    int total = 0;
    Kind kind = None;  ///< who ends it
};

/// Files and folders sorted into what they are.
struct Sorted {
    std::vector<std::filesystem::path> pictures;
    std::filesystem::path checkpoint;  ///< the last one among them
    std::filesystem::path scene;       ///< likewise; it brings its own picture and model
    std::vector<Failure> problems;
};

/// The maps of the pinned patches, one a pin, and what they answer (the query of `request` plays no part).
struct PinMaps {
    std::shared_ptr<const Capture> capture;
    MapRequest request;
    std::vector<Cell> pins;
    std::vector<MapSet> maps;
};

/// What came of one picture: as it is, and with what the view changes in it (the same run where that is nothing).
struct Runs {
    std::shared_ptr<const Result> original, shown;
    std::shared_ptr<const Capture> donor;  ///< that a graft took its tokens from; null: none did
};

struct MapAnswer {  ///< of the map thread, for one query
    MapSet maps;
    AttentionStats stats;
};

class Session : public QObject {
    Q_OBJECT
public:
    explicit Session(QObject* parent = nullptr);
    ~Session() override;

    // --- the model ------------------------------------------------------------------------------------------------
    void openModel(const ModelRequest& request);
    void setPacks(bool packs) { m_packs = packs; }  ///< whether Vit::pack is run when there is time; else it never pays
    void answerHeads(int heads);                    ///< to headsWanted: opens that checkpoint with so many
    const ModelRequest& request() const { return m_request; }
    std::shared_ptr<const ModelPlan> plan() const { return m_plan; }  ///< null until the first one is known
    std::shared_ptr<const Model> model() const { return m_model; }    ///< null while it loads
    const Failure& modelError() const { return m_modelError; }

    // --- the pictures ---------------------------------------------------------------------------------------------
    /// Adds files, folders (their images) and checkpoints (opens the last one). Shows the first picture added.
    void openFiles(const std::vector<std::filesystem::path>& files);
    void openCheckpoint(const std::filesystem::path& file);
    void openUrls(const QList<QUrl>& urls);  ///< downloads pictures; shows the first that arrives
    void addPicture(const PictureSource& source, const QString& name, bool show = true);
    void addImage(Image image, const QString& name);
    void addDummyInput(uint64_t seed);
    void removePicture(int index);
    void insertPicture(int index, FilmItem item);  ///< one that was removed, back in its place; it keeps its id
    void removePictures(std::vector<int> indices);
    void clearPictures();
    void sortFilm(FilmOrder order);  ///< now, and again when all have been looked at
    FilmOrder filmOrder() const { return m_filmOrder; }
    void showFrame(int frame);  ///< of the picture shown: another frame or page of its file
    void showPicture(int index);
    void setFraming(const Framing& framing);  ///< of the picture shown: it is looked at again
    const std::vector<FilmItem>& film() const { return m_film; }
    int currentIndex() const { return m_current; }  ///< -1: none

    std::shared_ptr<const Picture> picture() const {
        return m_picture;
    }                                                                  ///< prepared for the model; null while decoding
    std::shared_ptr<const Result> result() const { return m_result; }  ///< null until the model has run on it
    /// Of the same picture with nothing changed in it; result() itself while nothing is.
    std::shared_ptr<const Result> original() const { return m_original; }
    const Failure& pictureError() const { return m_pictureError; }
    bool hasStale() const { return m_stale; }  ///< what is shown is the previous picture's, while the next one is made

    // --- the view -------------------------------------------------------------------------------------------------
    const View& view() const { return m_view; }  ///< layer resolved to 0..L-1
    void setView(const View& view);              ///< all at once: back, undo, a scene; what the model lacks is left out
    MapRequest shownRequest() const;             ///< with the patch under the mouse as the query, when there is one
    std::optional<Cell> hover() const { return m_hover; }
    void setMethod(const QString& name);
    void setLayer(int layer);  ///< attention: the layer; rollout: the last layer of the chain
    void setHead(HeadChoice head);
    void setHover(std::optional<Cell> cell);
    void pin(std::optional<Cell> cell);  ///< none: the class token
    void setDirection(Direction direction);
    void setPins(const std::vector<Cell>& pins);
    void setTarget(std::optional<int> target);  ///< of a difference the first class
    void setTarget(const Target& target);
    void setPage(Page page);
    void setGridScale(GridScale scale);
    void setMatrixLog(bool log);
    void setInside(const InsideChoice& inside);
    void setEmbedding(bool embedding);                  ///< of the page Inside: before layer 0, or after the layer
    void setRequestDetails(const MapRequest& details);  ///< discard, first layer
    std::shared_ptr<const MapSet> maps() const { return m_maps; }
    const MapRequest& mapsRequest() const { return m_mapsRequest; }  ///< what maps() answers
    const Failure& mapError() const { return m_mapError; }
    std::shared_ptr<const PinMaps> pinMaps() const;  ///< of view().pins in result(); null while they are on their way
    std::optional<AttentionStats> stats() const { return m_stats; }  ///< of the layer, head and query shown

    const OverlayStyle& style() const { return m_view.style; }
    void setStyle(const OverlayStyle& style);
    void setOpacity(double opacity);
    void setColormap(const QString& name);

    QString selectedNode() const { return QString::fromStdString(m_view.node); }  ///< a path of the tree
    void selectNode(const QString& path);

    // --- what is changed in the run: session_change.cpp ---
    const Intervention& intervention() const { return m_view.intervention; }
    void setIntervention(const Intervention& intervention);  ///< the picture is looked at again, at once
    void resetChanges();                                     ///< nothing is changed, in no picture
    void setMasked(const std::vector<Cell>& patches);
    void setFill(Fill fill);
    void switchPart(const Off& part, bool off);
    /// Tokens of another picture of the strip (its file), which has to have one. None: no graft.
    void setGraft(const std::optional<Graft>& graft);
    /// A stroke of the brush is one step for undo, however many patches it crosses.
    void setPainting(bool painting);
    bool isPainting() const { return m_painting; }

    // --- what is under way ----------------------------------------------------------------------------------------
    Activity activity() const;
    void cancel();  ///< stops what activity() says; the window stays as it is
    /// Somebody else's long work (the last that told), which activity() says and cancel() stops where there is none of ours.
    void setOtherWork(const void* who, const Activity& activity, std::function<void()> stop);
    void endOtherWork(const void* who);        ///< nothing happens where another one's is told
    bool isRunBehind() const;                  ///< one with what is changed now is under way: result() is of before
    bool isMapBehind() const;                  ///< one of another method or class is: maps() is of before
    bool settled() const;                      ///< nothing under way: what is shown is final
    void setBusy(const void* who, bool busy);  ///< a panel's own work, which settled() waits for (Inquiry says it)
    bool hidesTimes() const { return m_hidesTimes; }
    void setHidesTimes(bool hides) { m_hidesTimes = hides; }  ///< for pictures that must not differ from run to run

Q_SIGNALS:
    void planChanged();               ///< another architecture: everything about the tree
    void modelChanged();              ///< loading began, ended or failed
    void filmChanged();               ///< items added or removed, or all told anew
    void filmItemChanged(int index);  ///< one of them has a thumbnail, a top-1 or an error now
    void currentChanged();            ///< another item of the film strip is shown
    void pictureChanged();            ///< picture() or pictureError()
    void resultChanged();
    void viewChanged();          ///< view() but its style and node, or the hover
    void interventionChanged();  ///< view().intervention: result() follows
    void pageChanged();          ///< view().page
    void targetChanged();        ///< view().map.target
    void mapsChanged();
    void styleChanged();
    void selectionChanged();
    void activityChanged();
    void notice(const QString& title, const QString& text);  ///< something to tell in place, not in the way
    void sceneWanted(const QString& file);                   ///< a scene was among the files to open
    void fetchWanted(const ModelRequest& request,
                     const QString& what);    ///< its weights are not on this disk, but can be downloaded
    void modelDidNotFit(const Failure& why);  ///< as<DoesNotFit>(); the model that works stays
    void headsWanted(const QString& file, int width,
                     int guess);  ///< the file does not tell its heads: ask (guess 0: none is good)

private:
    void openPending();
    void appendPicture(const PictureSource& source, const QString& name);
    void followFetcher();
    void show(int index);
    bool showNextInstead();
    void arrangeFilm();
    void loadModel();
    void preparePicture();
    void runPicture();
    void takeRuns(const Outcome<Runs>& outcome);
    void changeRun(const Intervention& before);  ///< the view has another intervention now
    void beQuiet();                              ///< nothing of the picture shown is under way: what can be done ahead
    void packModel();
    void stopPacking();
    void setPacking(const Activity& activity);
    void runNextForFilm();
    void makeThumbnails();
    void requestMaps();
    void dropOldMaps();       ///< those of a run that is gone: none will take their place by itself
    bool hasPinMaps() const;  ///< what pinMaps() answers is what is asked
    void finishMaps(const Outcome<MapAnswer>& outcome, const MapRequest& request);
    void resetForModel(bool sameShape);
    void dropRun();                              ///< the result, and all that was made from it
    std::shared_ptr<const void> shown() const;   ///< the model, the picture and what came of it
    void free(std::shared_ptr<const void> old);  ///< after all have let go of it: in the thread of the model
    void refuseModel(const Failure& why);
    void giveUpLoading(const Failure& why);
    void setActivity(Activity::Kind kind, const QString& what, int done = 0, int total = 0);
    void endActivity(std::initializer_list<Activity::Kind> kinds);  ///< if it is one of these
    void settleLayer();
    void fitMethod();

    ModelRequest m_request;
    ModelRequest m_headsFor;                 // the checkpoint that headsWanted asks about
    std::optional<ModelRequest> m_lastGood;  // what to go back to when another cannot be loaded
    std::shared_ptr<const ModelPlan> m_plan;
    std::shared_ptr<const Model> m_model;
    Failure m_modelError;

    std::vector<FilmItem> m_film;
    std::vector<std::filesystem::path> m_pending;  // given to openFiles, not yet sorted
    int m_current = -1;
    int m_nextId = 1;
    FilmOrder m_filmOrder = FilmOrder::AsAdded;
    int m_tryFrom = 0;  // ids of pictures given together: the first good one of them is shown
    int m_tryUntil = 0;
    bool m_showsArrival = false;  // the next download is shown
    std::shared_ptr<const Picture> m_picture;
    int m_pictureOf = 0;  // the id of the item that it was made of
    std::shared_ptr<const Result> m_result, m_original;
    std::shared_ptr<const Capture> m_donor;
    std::string m_donorOf;  // the file
    bool m_painting = false;
    Failure m_pictureError;
    bool m_stale = false;

    View m_view;
    std::optional<Cell> m_hover;
    std::shared_ptr<const MapSet> m_maps;
    MapRequest m_mapsRequest, m_mapsAsked;                        // of what is there, and of what is computed
    std::shared_ptr<const Capture> m_mapsCapture, m_mapsAskedOf;  // likewise
    std::shared_ptr<const PinMaps> m_pinMaps;
    Failure m_mapError;
    std::optional<AttentionStats> m_stats;
    Activity m_activity;
    Activity m_packing;  ///< told where nobody waits for anything else
    Activity m_otherWork;
    const void* m_otherWorker = nullptr;
    std::function<void()> m_stopOther;
    std::set<const void*> m_busy;  // panels
    bool m_hidesTimes = false;

    // Pools before lanes: lanes cancel their work first, then the pools wait for it.
    QThreadPool m_modelPool;    // plan, load, run: one after the other, torch's threads belong to it
    QThreadPool m_picturePool;  // decode
    QThreadPool m_thumbPool;    // thumbnails, which nothing waits for
    QThreadPool m_mapPool;      // maps of the query under the mouse
    Lane<ModelPlan> m_planLane{m_modelPool};
    Lane<std::shared_ptr<const Model>> m_loadLane{m_modelPool};
    Lane<Runs> m_runLane{m_modelPool};
    Lane<Result> m_filmLane{m_modelPool};
    Lane<bool> m_packLane{m_modelPool};
    bool m_packs = true;
    bool m_mayPack = true;  ///< the present model: nobody stopped it
    Lane<Picture> m_prepareLane{m_picturePool};
    Lane<QImage> m_thumbLane{m_thumbPool};
    Lane<Sorted> m_sortLane{m_picturePool};
    Lane<MapAnswer> m_mapLane{m_mapPool};
    PictureFetcher m_fetcher;
};

}  // namespace vitrine::ui
