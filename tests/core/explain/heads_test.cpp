// All heads at once, the matrix of all queries, and the map of who looks at one: each against the golden's attention.
#include "core/explain/heads.h"
#include "core/explain/methods.h"
#include "core/model/vit.h"
#include "tests/support/reference.h"

#include <QElapsedTimer>
#include <QTest>

using namespace vitrine;
using namespace vitrine::test;

namespace {

const Golden& deep() {
    static const Golden golden("deep");
    return golden;
}
const Capture& deepRun() {
    static const auto capture = deep().run();
    return *capture;
}
at::Tensor deepAttention() { return deep().expected.at("attention"); }  // (L, H, N, N)

Query queryOf(int token) { return token ? Query{Cell{(token - 1) / 8, (token - 1) % 8}} : Query{}; }

/// The line of a matrix (..., N, N) that a query and a direction mean. (..., N)
at::Tensor lineOf(const at::Tensor& matrix, int token, Direction direction) {
    return matrix.select(direction == Direction::From ? -2 : -1, token);
}

at::Tensor matrixTensor(const TokenMatrix& matrix) {
    return tensorOf(matrix.values).view({matrix.tokens, matrix.tokens});
}

void addQueries() {
    QTest::addColumn<int>("token");
    QTest::addColumn<Direction>("direction");
    for (const int token : {0, 1, 22, 64})
        for (const Direction direction : {Direction::From, Direction::To})
            QTest::addRow("token %d, %s", token, direction == Direction::From ? "from" : "to") << token << direction;
}

}  // namespace

class HeadsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void grid_data() { addQueries(); }
    void grid();
    void gridRefuses();
    void distances();
    void attentionOfOneLayer_data() { addQueries(); }
    void attentionOfOneLayer();
    void rolloutOfLayers_data() { addQueries(); }
    void rolloutOfLayers();
    void matrixOfAttention();
    void matrixOfRollout();
    void matrixIsItsMaps();
    void registersAreNoClassToken();
    void speed_data();
    void speed();
};

void HeadsTest::grid() {
    QFETCH(int, token);
    QFETCH(Direction, direction);
    const HeadGrid grid = headGrid(deepRun(), queryOf(token), direction);
    QCOMPARE(grid.layers, 6);
    QCOMPARE(grid.heads, 4);
    QCOMPARE(grid.maps.size(), size_t(24));
    for (int layer = 0; layer < 6; ++layer)
        for (int head = 0; head < 4; ++head) {
            const at::Tensor line = lineOf(deepAttention()[layer][head], token, direction).to(at::kDouble);  // (N)
            const size_t at = grid.index(layer, head);
            QCOMPARE(grid.maps[at].rows, 8);
            COMPARE_TENSORS(tensorOf(grid.maps[at].values), line.slice(0, 1), 1e-5);
            const at::Tensor shares = line / line.sum();
            const double bits = -(shares * at::log2(shares)).sum().item<double>();
            QVERIFY(std::abs(grid.entropy_bits[at] - bits) < 1e-3);
        }
}

void HeadsTest::gridRefuses() {
    QVERIFY_EXCEPTION_THROWN(headGrid(deepRun(), {Cell{8, 0}}), UsageError);
    QVERIFY_EXCEPTION_THROWN(headGrid(deepRun(), {Cell{0, -1}}, Direction::To), UsageError);
}

void HeadsTest::distances() {
    const auto fresh = deep().run();
    std::vector<int> steps;
    const auto count = [&](int done, int) {
        steps.push_back(done);
        return true;
    };
    const std::vector<float> all = headDistances(*fresh, count);
    QCOMPARE(steps, (std::vector<int>{0, 1, 2, 3, 4, 5, 6}));
    QCOMPARE(all.size(), size_t(24));
    for (const auto& [layer, head] : {std::pair{0, 0}, std::pair{3, 2}, std::pair{5, 3}}) {
        const at::Tensor A = deepAttention()[layer][head].to(at::kDouble);
        double sum = 0;
        for (int from = 0; from < 64; ++from) {
            double weighted = 0, share = 0;
            for (int to = 0; to < 64; ++to) {
                const double a = A[from + 1][to + 1].item<double>();
                weighted += a * fresh->patch_size() * std::hypot(from / 8 - to / 8, from % 8 - to % 8);
                share += a;
            }
            sum += weighted / share / 64;
        }
        QVERIFY(std::abs(all[size_t(layer * 4 + head)] - sum) < 1e-3);
        QCOMPARE(double(all[size_t(layer * 4 + head)]),
                 attentionStats(*fresh, layer, {head, Fusion::Mean}, {}).distance_px);
    }
    QVERIFY_EXCEPTION_THROWN(headDistances(*deep().run(), [](int, int) { return false; }), Cancelled);
}

void HeadsTest::attentionOfOneLayer() {
    QFETCH(int, token);
    QFETCH(Direction, direction);
    for (int layer = 0; layer < 6; ++layer) {
        const at::Tensor lines = lineOf(deepAttention()[layer], token, direction).slice(1, 1);  // (H, N-1)
        const auto map = [&](HeadChoice head) {
            const MapRequest request{.layer = layer, .head = head, .query = queryOf(token), .direction = direction};
            const MapSet around = explainAround(deepRun(), request);
            const Map alone = explain(deepRun(), request);
            return around.map.values == alone.values ? tensorOf(alone.values) : at::Tensor(at::zeros({1}));
        };
        COMPARE_TENSORS(map({2, Fusion::Mean}), lines[2], 1e-5);
        COMPARE_TENSORS(map({-1, Fusion::Mean}), lines.mean(0), 1e-5);
        COMPARE_TENSORS(map({-1, Fusion::Max}), lines.amax(0), 1e-5);
        COMPARE_TENSORS(map({-1, Fusion::Min}), lines.amin(0), 1e-5);
    }
}

void HeadsTest::rolloutOfLayers() {
    QFETCH(int, token);
    QFETCH(Direction, direction);
    for (const auto& [first, last] : {std::pair{0, 6}, std::pair{2, 5}, std::pair{4, 5}}) {
        at::Tensor R = at::eye(65, at::kDouble);
        for (int layer = first; layer < last; ++layer) {
            const at::Tensor A = deepAttention()[layer].to(at::kDouble).mean(0) + at::eye(65, at::kDouble);
            R = at::matmul(A / A.sum(1, true), R);
        }
        const MapRequest request{
            .method = "rollout", .query = queryOf(token), .direction = direction, .layers = {first, last}};
        const at::Tensor expected = lineOf(R, token, direction).slice(0, 1);
        COMPARE_TENSORS(tensorOf(explain(deepRun(), request).values), expected, 1e-5);
        const MapSet around = explainAround(deepRun(), request);
        COMPARE_TENSORS(tensorOf(around.map.values), expected, 1e-5);
        COMPARE_TENSORS(tensorOf(around.byLayer[size_t(last - 1)].values), expected, 1e-5);
        for (int layer = 0; layer < 6; ++layer) {
            MapRequest alone = request;
            alone.layers = {std::min(first, layer), layer + 1};
            COMPARE_TENSORS(tensorOf(around.byLayer[size_t(layer)].values), tensorOf(explain(deepRun(), alone).values),
                            1e-5);
        }
    }
}

void HeadsTest::matrixOfAttention() {
    for (const int layer : {0, 5}) {
        const at::Tensor A = deepAttention()[layer];  // (H, N, N)
        const auto matrix = [&](HeadChoice head) {
            return matrixTensor(explainMatrix(deepRun(), {.layer = layer, .head = head}));
        };
        COMPARE_TENSORS(matrix({3, Fusion::Mean}), A[3], 1e-5);
        COMPARE_TENSORS(matrix({-1, Fusion::Mean}), A.mean(0), 1e-5);
        COMPARE_TENSORS(matrix({-1, Fusion::Max}), A.amax(0), 1e-5);
    }
    QVERIFY_EXCEPTION_THROWN(explainMatrix(deepRun(), {.layer = 9}), UsageError);
}

void HeadsTest::matrixOfRollout() {
    const TokenMatrix matrix = explainMatrix(deepRun(), {.method = "rollout", .layers = {1, 4}});
    for (const int token : {0, 30}) {
        const MapRequest request{.method = "rollout", .query = queryOf(token), .layers = {1, 4}};
        COMPARE_TENSORS(tensorOf(matrix.row(token).values), tensorOf(explain(deepRun(), request).values), 1e-5);
    }
    const Progress stop = [](int done, int) { return done < 1; };
    QVERIFY_EXCEPTION_THROWN(explainMatrix(deepRun(), {.method = "rollout"}, stop), Cancelled);
}

void HeadsTest::matrixIsItsMaps() {
    const TokenMatrix matrix = explainMatrix(deepRun(), {.layer = 2, .head = {1, Fusion::Mean}});
    QVERIFY(!matrix.cell(0));
    QVERIFY(!matrix.cell(65));
    QVERIFY(!matrix.cell(-1));
    for (const int token : {0, 1, 8, 9, 64}) {
        const Query query = queryOf(token);
        QCOMPARE(matrix.token(query), token);
        QVERIFY(matrix.cell(token) == query.patch);
        const auto map = [&](Direction direction) {
            return tensorOf(
                explain(deepRun(), {.layer = 2, .head = {1, Fusion::Mean}, .query = query, .direction = direction}).values);
        };
        COMPARE_TENSORS(tensorOf(matrix.row(token).values), map(Direction::From), 1e-5);
        COMPARE_TENSORS(tensorOf(matrix.column(token).values), map(Direction::To), 1e-5);
    }
}

// Registers stand before the patches, too; without a class token all patches together ask, in the matrix as in the map.
void HeadsTest::registersAreNoClassToken() {
    VitConfig config = deep().config;
    config.class_token = false;
    config.register_tokens = 2;
    config.position_prefix = 0;
    config.pooling = Pooling::PatchMean;
    StateDict weights = deep().weights;
    weights.tensors.erase("class_token");
    weights.tensors["register_tokens"] = at::randn({1, 2, config.hidden_dim});
    weights.tensors["encoder.pos_embedding"] = weights.at("encoder.pos_embedding").slice(1, 1).contiguous();
    const auto run = Vit(config, weights, testPlacement()).forward(deep().input());
    const TokenMatrix matrix = explainMatrix(*run, {.layer = 2});
    QCOMPARE(matrix.prefix, 2);
    QCOMPARE(matrix.token({}), -1);
    QCOMPARE(matrix.token({Cell{0, 1}}), 3);
    COMPARE_TENSORS(tensorOf(matrix.row(-1).values), tensorOf(explain(*run, {.layer = 2}).values), 1e-5);
}

void HeadsTest::speed_data() {
    QTest::addColumn<int>("direction");
    QTest::newRow("rows") << int(Direction::From);
    QTest::newRow("columns") << int(Direction::To);
}

// No bound that a busy machine could break: the figure is for who reads the log.
void HeadsTest::speed() {
    static const auto capture = Bundled().run("chelsea");
    QFETCH(int, direction);
    QElapsedTimer timer;
    std::vector<double> times;
    for (int i = 0; i < 31; ++i) {
        timer.start();
        const HeadGrid grid = headGrid(*capture, {Cell{i % 16, i / 3}}, Direction(direction));
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
        QCOMPARE(grid.maps.size(), size_t(72));
    }
    const double first = times.front();
    std::sort(times.begin(), times.end());
    qInfo("all 72 heads of one query: first %.1f ms, then %.2f ms", first, times[times.size() / 2]);
}

QTEST_GUILESS_MAIN(HeadsTest)
#include "heads_test.moc"
