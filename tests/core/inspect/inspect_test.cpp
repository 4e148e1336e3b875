// inspect(): what each node's card draws, held against PyTorch's tensors and against the definitions worked out by hand.
#include "core/inspect/inspect.h"

#include "core/inspect/block_trace.h"
#include "tests/support/reference.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>

using namespace vitrine;
using namespace vitrine::test;

namespace {

/// A golden model with its run, as the window has them.
struct Case {
    Golden golden;
    Model model;
    Result result;
    int patches = golden.config.num_patches();

    explicit Case(const std::string& name, Dtype dtype = Dtype::Float32) : golden(name) {
        model.plan.config = golden.config;
        model.plan.tree = buildTree(golden.config);
        model.plan.weights = name;
        model.vit = std::make_shared<const Vit>(golden.config, golden.weights, testPlacement(dtype));
        see(golden.input());
        result.top.push_back({tensorOf(result.capture->logits()).argmax().item<int>(), {}, 0, 0});
    }
    void see(Input input) {
        auto picture = std::make_shared<Picture>();
        picture->input = std::move(input);
        result.capture = model.vit->forward(picture->input);
        result.picture = picture;
    }
    const at::Tensor& weight(const std::string& name) const { return golden.weights.at(name); }
    const at::Tensor& expected(const std::string& name) const { return golden.expected.at(name); }
    std::vector<Finding> findings(const std::string& node, const Query& query = {}, int target = -1) const {
        return Inspector().inspect(model, result, {node, query, target}).findings;
    }
};

template <class T>
std::optional<T> find(const std::vector<Finding>& findings, size_t number = 0) {
    for (const Finding& finding : findings)
        if (const T* found = std::get_if<T>(&finding))
            if (number-- == 0)
                return *found;
    return {};
}

at::Tensor norm(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias) {
    const at::Tensor centred = x - x.mean(-1, true);
    return centred / (centred.square().mean(-1, true) + 1e-6).sqrt() * weight + bias;
}

/// The MLP's hidden numbers from PyTorch's own tokens and attention: what the block's trace must come to.
at::Tensor hiddenByHand(const Case& c, int layer) {
    const std::string block = "encoder.layers.encoder_layer_" + std::to_string(layer) + ".";
    const int64_t H = c.golden.config.num_heads, d = c.golden.config.head_dim(), D = H * d;
    const at::Tensor x = c.expected("tokens")[layer];  // (N, D)
    const at::Tensor y = norm(x, c.weight(block + "ln_1.weight"), c.weight(block + "ln_1.bias"));
    const at::Tensor v = at::linear(y, c.weight(block + "self_attention.in_proj_weight").slice(0, 2 * D),
                                    c.weight(block + "self_attention.in_proj_bias").slice(0, 2 * D));  // (N, D)
    const at::Tensor heads =
        at::matmul(c.expected("attention")[layer], v.view({-1, H, d}).transpose(0, 1));  // (H, N, d)
    const at::Tensor middle =
        x + at::linear(heads.transpose(0, 1).reshape({-1, D}), c.weight(block + "self_attention.out_proj.weight"),
                       c.weight(block + "self_attention.out_proj.bias"));
    const at::Tensor z = norm(middle, c.weight(block + "ln_2.weight"), c.weight(block + "ln_2.bias"));
    const at::Tensor before = at::linear(z, c.weight(block + "mlp.0.weight"), c.weight(block + "mlp.0.bias"));
    return before * 0.5 * (1 + at::erf(before / std::sqrt(2.0)));  // (N, M)
}

/// Of an even number the lower of the two in the middle, as PyTorch has it.
double medianOf(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values.at((values.size() - 1) / 2);
}

/// The threshold worked out from the lengths alone, and who is beyond it.
void checkOutliers(const Norms& norms) {
    const std::vector<double> lengths(norms.map.values.begin(), norms.map.values.end());
    const double median = medianOf(lengths);
    std::vector<double> away;
    for (const double length : lengths)
        away.push_back(std::abs(length - median));
    const double threshold = median + 5 * 1.4826 * medianOf(away);
    QVERIFY(std::abs(double(norms.median) - median) < 1e-6 * median);
    QVERIFY2(std::abs(double(norms.threshold) - threshold) < 1e-5 * threshold, qPrintable(QString::number(threshold)));
    std::vector<Cell> outliers;
    for (int row = 0; row < norms.map.rows; ++row)
        for (int col = 0; col < norms.map.cols; ++col)
            if (lengths[size_t(row * norms.map.cols + col)] > threshold)
                outliers.push_back({row, col});
    QVERIFY(norms.outliers == outliers);
}

}  // namespace

class InspectTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTracedBlockIsTheBlock() {
        for (const char* name : {"plain", "deep"}) {
            const Case c(name);
            for (int layer = 0; layer < c.golden.config.num_layers; ++layer) {
                const BlockTrace trace = traceBlock(*c.model.vit, *c.result.capture, layer);
                COMPARE_TENSORS(trace.input, c.expected("tokens")[layer], 1e-4);
                COMPARE_TENSORS(trace.middle + trace.mlp, c.expected("tokens")[layer + 1], 1e-4);
                COMPARE_TENSORS(trace.input + trace.attention, trace.middle, 1e-5);
                COMPARE_TENSORS(trace.hidden, hiddenByHand(c, layer), 1e-4);
            }
        }
    }

    void plainFiltersAnswerAsTheConvolution() {
        const Case c("plain");
        const auto filters = find<Filters>(c.findings("conv_proj"), 1);
        QVERIFY(filters && !filters->principal);
        QCOMPARE(filters->all, c.golden.config.hidden_dim);
        QCOMPARE(filters->pictures.size(), size_t(28));
        const at::Tensor embedded =
            (c.expected("tokens")[0] - c.weight("encoder.pos_embedding")[0]).slice(0, 1);  // (P, D)
        for (size_t i = 0; i < filters->answers.size(); ++i)
            COMPARE_TENSORS(tensorOf(filters->answers[i].values) + c.weight("conv_proj.bias")[int64_t(i)],
                            embedded.select(1, int64_t(i)), 1e-4);
        // The picture: grey is 0, the largest weight reaches an end.
        const at::Tensor weight = c.weight("conv_proj.weight")[3];  // (3, P, P)
        const at::Tensor scaled = 127.5 + 127.5 * weight / weight.abs().max();
        const Image& image = filters->pictures[3];
        QCOMPARE(image.width, c.golden.config.patch_size);
        for (const auto& [y, x, channel] : {std::tuple{0, 0, 0}, std::tuple{2, 5, 1}, std::tuple{7, 1, 2}})
            QVERIFY(std::abs(scaled[channel][y][x].item<float>() - float(image.row(y)[x * 3 + channel])) <= 0.51F);
    }

    // The principal components of both kinds of product (by pixel and by filter): unit vectors that do not overlap, the
    // first ones with the most variance, and as much of it as is said.
    void principalFiltersExplainTheVarianceTheySay_data() {
        QTest::addColumn<int64_t>("filters");
        QTest::addColumn<int64_t>("patch");
        QTest::newRow("more filters than pixels") << int64_t(96) << int64_t(4);
        QTest::newRow("more pixels than filters") << int64_t(40) << int64_t(8);
        QTest::newRow("fewer filters than shown") << int64_t(6) << int64_t(4);
    }
    void principalFiltersExplainTheVarianceTheySay();

    void positionsAreComparedByTheirCosine() {
        const Case c("deep");
        const at::Tensor all = c.weight("encoder.pos_embedding")[0];  // (N, D)
        for (const int token : {0, 1, 27}) {
            const int cols = c.golden.config.cols();
            const Query query = token ? Query{Cell{(token - 1) / cols, (token - 1) % cols}} : Query{};
            const auto found = find<Similarity>(c.findings("encoder.pos_embedding", query));
            QVERIFY(found);
            const at::Tensor cosine = at::cosine_similarity(all[token].unsqueeze(0), all);  // (N)
            COMPARE_TENSORS(tensorOf(found->map.values), cosine.slice(0, 1), 1e-5);
            QVERIFY(std::abs(found->classToken.value() - cosine[0].item<float>()) < 1e-5F);
            if (token > 0)
                QVERIFY(std::abs(found->map.values[size_t(token - 1)] - 1) < 1e-5F);
        }
    }

    void headsLookWherePytorchsDo() {
        const Case c("deep");
        const Query query{Cell{2, 5}};
        const int token = 1 + 2 * c.golden.config.cols() + 5;
        const auto heads = find<HeadMaps>(c.findings("encoder.layers.encoder_layer_1.self_attention", query));
        QVERIFY(heads);
        QCOMPARE(heads->layer, 1);
        QCOMPARE(heads->maps.size(), size_t(c.golden.config.num_heads));
        for (size_t h = 0; h < heads->maps.size(); ++h) {
            const at::Tensor row = c.expected("attention")[1][int64_t(h)][token];  // (N)
            COMPARE_TENSORS(tensorOf(heads->maps[h].values), row.slice(0, 1), 1e-5);
            const double entropy = -(row * row.log2()).nan_to_num().sum().item<double>();
            QVERIFY(std::abs(heads->entropy_bits[h] - entropy) < 1e-3);
            QVERIFY(heads->distance_px[h] > 0);
        }
    }

    void theMlpsActivationsAreCounted();

    void whatIsAddedIsWhatTheTokensGrowBy() {
        const Case c("plain");
        const std::string block = "encoder.layers.encoder_layer_0.";
        const at::Tensor grown = c.expected("tokens")[1] - c.expected("tokens")[0];  // attention and MLP together
        const BlockTrace trace = traceBlock(*c.model.vit, *c.result.capture, 0);
        COMPARE_TENSORS(trace.attention + trace.mlp, grown, 1e-4);
        const auto mlp = find<Added>(c.findings(block + "mlp"));
        const auto attention = find<Added>(c.findings(block + "self_attention.out_proj"));
        QVERIFY(mlp && attention);
        COMPARE_TENSORS(tensorOf(mlp->lengths.values), trace.mlp.square().sum(1).sqrt().slice(0, 1), 1e-4);
        const at::Tensor share = trace.attention.square().sum(1).sqrt() / trace.input.square().sum(1).sqrt();
        COMPARE_TENSORS(tensorOf(attention->share.values), share.slice(0, 1), 1e-4);
        QVERIFY(std::abs(attention->classShare.value() - share[0].item<float>()) < 1e-4F);
    }

    void aLayerNormTellsItsScale_data() {
        QTest::addColumn<QString>("path");
        for (const char* path :
             {"encoder.layers.encoder_layer_1.ln_1", "encoder.layers.encoder_layer_1.ln_2", "encoder.ln"})
            QTest::newRow(path) << path;
    }
    void aLayerNormTellsItsScale() {
        QFETCH(QString, path);
        const Case c("plain");
        const std::string node = path.toStdString();
        const auto scale = find<NormScale>(c.findings(node));
        QVERIFY(scale);
        const at::Tensor weight = c.weight(node + ".weight"), bias = c.weight(node + ".bias");
        COMPARE_TENSORS(tensorOf(scale->weight), weight, 0);
        COMPARE_TENSORS(tensorOf(scale->bias), bias, 0);
        const BlockTrace trace = traceBlock(*c.model.vit, *c.result.capture, 1);
        const at::Tensor in = path == "encoder.ln"    ? c.expected("tokens")[-1]
                              : path.endsWith("ln_1") ? c.expected("tokens")[1]
                                                      : trace.middle;
        COMPARE_TENSORS(tensorOf(scale->before), in.square().sum(1).sqrt(), 1e-4);
        COMPARE_TENSORS(tensorOf(scale->after), norm(in, weight, bias).square().sum(1).sqrt(), 1e-3);
    }

    void tokensAreAsLongAsPytorchs() {
        const Case c("deep");
        const at::Tensor lengths = c.expected("tokens").square().sum(2).sqrt();  // (L + 1, N)
        const int layers = c.golden.config.num_layers;
        for (const auto& [node, after] :
             {std::pair{std::string("encoder.layers.encoder_layer_1"), 2},
              std::pair{std::string("encoder.layers.encoder_layer_0…1"), 2},
              std::pair{std::string("encoder.layers"), layers}, std::pair{std::string(), layers}}) {
            const auto norms = find<Norms>(c.findings(node));
            QVERIFY2(norms, node.c_str());
            QCOMPARE(norms->after, after);
            COMPARE_TENSORS(tensorOf(norms->map.values), lengths[after].slice(0, 1), 1e-4);
            QVERIFY(std::abs(norms->classToken.value() - lengths[after][0].item<float>()) < 1e-4F);
            QCOMPARE(norms->medianByLayer.size(), size_t(layers + 1));
            COMPARE_TENSORS(tensorOf(norms->largestByLayer), lengths.slice(1, 1).amax(1), 1e-4);
            checkOutliers(*norms);
        }
    }

    // DINOv2's small model has patches that shout (Darcet et al. 2024): the bundled one, made of it, must show them.
    void aTokenThatShoutsIsAnOutlier() {
        Case c("deep");
        const at::Tensor quiet = at::full({1, c.golden.config.num_tokens(), c.golden.config.hidden_dim}, 0.01);
        quiet[0].select(0, 1 + 9).fill_(5);  // patch 9
        StateDict loud = c.golden.weights;
        loud.tensors["encoder.pos_embedding"] = quiet;
        loud.tensors["conv_proj.weight"] = c.weight("conv_proj.weight") * 0.01;
        c.model.vit = std::make_shared<const Vit>(c.golden.config, loud, testPlacement());
        c.see(c.golden.input());
        const auto norms = find<Norms>(c.findings("encoder.layers.encoder_layer_0"));
        QVERIFY(norms);
        const int cols = c.golden.config.cols();
        QVERIFY(std::count(norms->outliers.begin(), norms->outliers.end(), Cell{9 / cols, 9 % cols}) == 1);
        QVERIFY(norms->outliers.size() < size_t(c.patches) / 4);
        checkOutliers(*norms);
    }

    void theHeadsPushesMakeTheLogit() {
        for (const char* name : {"plain", "deep"}) {
            const Case c(name);
            const at::Tensor logits = c.expected("logits");
            for (const int target : {-1, 0, 3}) {
                const auto found = find<Contributions>(c.findings("heads", {}, target));
                QVERIFY(found);
                const int wanted = target < 0 ? logits.argmax().item<int>() : target;
                QCOMPARE(found->target, wanted);
                QVERIFY(std::abs(found->logit - logits[wanted].item<float>()) < 1e-4F);
                QVERIFY(std::abs(found->bias + found->up + found->down - found->logit) < 1e-3F);
                const at::Tensor z =
                    norm(c.expected("tokens")[-1][0], c.weight("encoder.ln.weight"), c.weight("encoder.ln.bias"));
                const at::Tensor push = c.weight("heads.head.weight")[wanted] * z;  // (D)
                const at::Tensor sorted = std::get<0>(push.sort(0, true));          // (D)
                const int64_t ups = std::min<int64_t>(5, (push > 0).sum().item<int64_t>());
                const int64_t downs = std::min<int64_t>(5, (push < 0).sum().item<int64_t>());
                QCOMPARE(int64_t(found->strongest.size()), ups + downs);
                for (size_t i = 0; i < found->strongest.size(); ++i) {
                    const int64_t at = int64_t(i) < ups ? int64_t(i) : sorted.size(0) - 1 - (int64_t(i) - ups);
                    QVERIFY(std::abs(found->strongest[i].push() - sorted[at].item<float>()) < 1e-4F);
                    QVERIFY(std::abs(found->strongest[i].push() - push[found->strongest[i].index].item<float>()) < 1e-4F);
                }
            }
            QVERIFY(c.findings("heads", {}, 1'000'000).empty());
        }
    }

    void theClassTokenIsFollowed() {
        const Case c("plain");
        const auto path = find<ClassPath>(c.findings("class_token"));
        QVERIFY(path);
        const at::Tensor tokens = c.expected("tokens").select(1, 0);  // (L + 1, D)
        COMPARE_TENSORS(tensorOf(path->toStart), at::cosine_similarity(tokens[0].unsqueeze(0), tokens), 1e-4);
        COMPARE_TENSORS(tensorOf(path->toEnd), at::cosine_similarity(tokens[-1].unsqueeze(0), tokens), 1e-4);
    }

    void everyNodeHasSomethingToTell_data() {
        QTest::addColumn<int>("dtype");
        QTest::newRow("float32") << int(Dtype::Float32);
        QTest::newRow("bfloat16") << int(Dtype::BFloat16);
    }
    void everyNodeHasSomethingToTell() {
        QFETCH(int, dtype);
        const Case c("plain", Dtype(dtype));
        Inspector inspector;
        const std::function<void(const ModuleNode&)> visit = [&](const ModuleNode& node) {
            const Inspection found = inspector.inspect(c.model, c.result, {node.path, {}, -1});
            QVERIFY2(!found.findings.empty() || node.kind == ModuleKind::Dropout, node.path.c_str());
            for (const ModuleNode& child : node.children)
                visit(child);
        };
        visit(c.model.plan.tree);
        QVERIFY(inspector.inspect(c.model, c.result, {"encoder.layers.encoder_layer_99", {}, -1}).findings.empty());
    }

    // Dropped patches are in no mean, histogram or list; what is left is what the model ran on.
    void droppedPatchesAreNotCounted() {
        Case c("plain");
        const Intervention change{.masked = {{0, 0}, {2, 1}, {3, 3}}, .fill = Fill::Drop, .off = {}, .graft = {}};
        c.result.capture = c.model.vit->forward(c.result.picture->input, {}, change);
        const int64_t left = c.golden.config.num_tokens() - 3;
        const std::string block = "encoder.layers.encoder_layer_1.";
        const auto found = find<Activations>(c.findings(block + "mlp"));
        QVERIFY(found.has_value());
        QCOMPARE(found->before.values, left * c.golden.config.mlp_dim);
        QCOMPARE(found->after.values, left * c.golden.config.mlp_dim);
        for (const Activations::Unit& unit : found->units) {
            double sum = 0;
            for (const float value : unit.map.values)
                sum += double(value);
            QCOMPARE(unit.map.at(2, 1), 0.0F);
            // The patches' share of the mean over all that are left; the class token has the rest.
            const double classes = double(unit.mean) * double(left) - sum;
            QVERIFY2(std::abs(classes - double(unit.atQuery)) < 1e-4, qPrintable(QString::number(classes)));
        }
        QCOMPARE(find<Histogram>(c.findings(block + "mlp.0"))->values, left * c.golden.config.mlp_dim);
        for (const std::string& node : {block + "ln_1", block + "ln_2", std::string("encoder.ln")}) {
            const auto scale = find<NormScale>(c.findings(node));
            QVERIFY2(scale && int64_t(scale->before.size()) == left && int64_t(scale->after.size()) == left,
                     node.c_str());
        }
    }

    // What is kept from one look to the next must not be another picture's or another model's.
    void nothingOldIsTold() {
        const Case plain("plain"), deep("deep");
        Inspector inspector;
        Case other("plain");
        Input grey = other.golden.input();
        grey.values.assign(grey.values.size(), 0.5F);
        other.see(std::move(grey));
        for (const Case* c : std::initializer_list<const Case*>{&plain, &other, &plain, &deep, &other})
            for (const char* node :
                 {"conv_proj", "encoder.layers.encoder_layer_1.mlp", "encoder.layers.encoder_layer_1"}) {
                const auto kept = inspector.inspect(c->model, c->result, {node, {}, -1}).findings;
                const auto fresh = Inspector().inspect(c->model, c->result, {node, {}, -1}).findings;
                QCOMPARE(kept.size(), fresh.size());
                if (const auto filters = find<Filters>(kept))
                    QCOMPARE(filters->answers[0].values, find<Filters>(fresh)->answers[0].values);
                if (const auto found = find<Activations>(kept))
                    QCOMPARE(found->units[0].map.values, find<Activations>(fresh)->units[0].map.values);
                if (const auto norms = find<Norms>(kept))
                    QCOMPARE(norms->map.values, find<Norms>(fresh)->map.values);
            }
    }

    void theForwardPassIsTimed() {
        const Case c("deep");
        const ForwardTimes& times = c.result.capture->times();
        QCOMPARE(times.blocks.size(), size_t(c.golden.config.num_layers));
        if (!times.partsKnown)
            QSKIP("only whole blocks are timed on this device");
        for (const BlockTimes& block : times.blocks) {
            for (const double part : {block.ln_1, block.self_attention, block.ln_2, block.mlp})
                QVERIFY(part > 0 && part <= block.whole);
            QVERIFY(block.ln_1 + block.self_attention + block.ln_2 + block.mlp <= block.whole);
        }
        double sum = 0;  // the tree's rows add up as the tree does
        for (const ModuleNode& child : c.model.plan.tree.children)
            sum += millisecondsOf(times, child).value_or(0);
        QVERIFY(std::abs(sum - *millisecondsOf(times, c.model.plan.tree)) < 1e-9);
        QVERIFY(!millisecondsOf(times, c.model.plan.tree.children[2].children[1]));  // dropout: nothing happens
    }
};

void InspectTest::principalFiltersExplainTheVarianceTheySay() {
    QFETCH(int64_t, filters);
    QFETCH(int64_t, patch);
    VitConfig config{"made", int(patch * 4), int(patch), 1, 1, int(filters), 8, 3, {}};
    StateDict weights;
    at::manual_seed(3);
    for (const Parameter& parameter : stateDict(buildTree(config)))
        weights.tensors.emplace(parameter.name, at::randn(parameter.shape));
    at::Tensor& conv = weights.tensors["conv_proj.weight"];                         // (D, 3, P, P)
    conv = conv * at::linspace(0.2, 3, 3 * patch * patch).view({3, patch, patch});  // some directions vary more
    Model model;
    model.plan.config = config;
    model.plan.tree = buildTree(config);
    model.vit = std::make_shared<const Vit>(config, weights, testPlacement());
    Result result;
    auto picture = std::make_shared<Picture>();
    picture->input = inputOf(at::randn({3, patch * 4, patch * 4}));
    result.capture = model.vit->forward(picture->input);
    result.picture = picture;
    const auto findings = Inspector().inspect(model, result, {"conv_proj", {}, 0}).findings;
    const auto found = find<Filters>(findings);
    QVERIFY(found && found->principal);
    const at::Tensor flat = conv.to(at::kDouble).flatten(1), centred = flat - flat.mean(0);  // (D, K)
    const auto [u, s, vh] = at::linalg_svd(centred, false);
    const int64_t count = std::min<int64_t>(28, s.size(0));
    QCOMPARE(found->pictures.size(), size_t(count));
    COMPARE_TENSORS(tensorOf(found->share), (s.square() / s.square().sum()).slice(0, 0, count), 1e-5);
    // The answers of the patches to the components, whose signs are free in PyTorch's.
    const at::Tensor pixels = tensorOf(picture->input.values).view({3, 4, patch, 4, patch});
    const at::Tensor patches = pixels.permute({1, 3, 0, 2, 4}).reshape({16, -1}).to(at::kDouble);  // (16, K)
    for (int64_t i = 0; i + 1 < count; ++i)  // the last may be of no variance at all
        COMPARE_TENSORS(tensorOf(found->answers[size_t(i)].values).abs(), at::matmul(patches, vh[i]).abs(), 1e-3);
}

void InspectTest::theMlpsActivationsAreCounted() {
    const Case c("deep");
    const int layer = 2, token = 1 + 11;
    const int cols = c.golden.config.cols();
    const at::Tensor hidden = hiddenByHand(c, layer);  // (N, M)
    const auto findings = c.findings("encoder.layers.encoder_layer_2.mlp", Query{Cell{11 / cols, 11 % cols}});
    const auto found = find<Activations>(findings);
    QVERIFY(found);
    QCOMPARE(found->after.values, hidden.numel());
    int64_t counted = 0;
    for (const int64_t count : found->after.counts)
        counted += count;
    QCOMPARE(counted, hidden.numel());
    QVERIFY(std::abs(found->after.max - hidden.max().item<double>()) < 1e-4);
    QVERIFY(std::abs(found->after.mean - hidden.mean().item<double>()) < 1e-5);
    const double step = 2.0 / double(hidden.numel());  // numbers at the very edge of 0 may fall to either side
    QVERIFY(std::abs(found->positive - (hidden > 0).to(at::kDouble).mean().item<double>()) <= step);
    QVERIFY(std::abs(found->silentUnits - (hidden.amax(0) <= 0).to(at::kDouble).mean().item<double>()) <= step);
    const auto [values, units] = hidden[token].topk(8);
    QCOMPARE(found->units.size(), size_t(8));
    for (size_t i = 0; i < 8; ++i) {
        const Activations::Unit& unit = found->units[i];
        QVERIFY(std::abs(unit.atQuery - values[int64_t(i)].item<float>()) < 1e-4F);
        COMPARE_TENSORS(tensorOf(unit.map.values), hidden.select(1, unit.index).slice(0, 1), 1e-4);
        QVERIFY(std::abs(unit.mean - hidden.select(1, unit.index).mean().item<float>()) < 1e-4F);
    }
}

QTEST_GUILESS_MAIN(InspectTest)
#include "inspect_test.moc"
