// How closely shorter numbers answer: against the definition, on the small golden model and the samples.
#include "core/precision.h"

#include "core/resources.h"
#include "tests/support/paths.h"

#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace vitrine;

namespace {

std::vector<PictureSource> samples() {
    std::vector<PictureSource> sources(2);
    sources[0].file = resource("samples/chelsea.png");
    sources[1].file = resource("samples/coffee.png");
    return sources;
}

ModelPlan planOf(Dtype dtype = Dtype::Float32) {
    ModelRequest request;
    request.weights = test::data("golden/plain/model.safetensors").string();
    request.heads = 2;
    request.resize = 72;
    request.crop = 64;
    request.placement = {"cpu", dtype, 0};
    return plan(request);
}

/// By class.
std::vector<float> logitsBy(const Result& result) {
    std::vector<float> logits(result.top.size());
    for (const Prediction& one : result.top)
        logits[size_t(one.index)] = one.logit;
    return logits;
}

}  // namespace

class PrecisionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// What it says is what two runs by hand say.
    void isTheDifferenceOfTwoRuns() {
        const Precision told = precisionOf(planOf(), Dtype::BFloat16, samples());
        const auto exact = load(planOf()), other = load(planOf(Dtype::BFloat16));
        double largest = 0, squares = 0;
        size_t same = 0, count = 0;
        for (const PictureSource& source : samples()) {
            const Result a = look(*exact, source), b = look(*other, source);
            const auto la = logitsBy(a), lb = logitsBy(b);
            for (size_t i = 0; i < la.size(); ++i) {
                const double d = std::abs(double(la[i]) - double(lb[i]));
                largest = std::max(largest, d);
                squares += d * d;
                ++count;
            }
            same += a.top.front().index == b.top.front().index ? 1 : 0;
        }
        QCOMPARE(told.pictures, size_t(2));
        QCOMPARE(told.pictures - told.others.size(), same);
        QVERIFY2(largest > 1e-4 && largest < 0.2, qPrintable(QString::number(largest)));
        // Batched and single passes add in another order, and bfloat16 rounds what comes of it.
        QVERIFY2(std::abs(told.logit - largest) < 0.3 * largest, qPrintable(QString::number(told.logit)));
        const double rms = std::sqrt(squares / double(count));
        QVERIFY2(std::abs(told.logit_rms - rms) < 0.3 * rms, qPrintable(QString::number(told.logit_rms)));
        QVERIFY(told.exact_ms > 0 && told.other_ms > 0);
    }

    void float32IsItself() {
        const Precision told = precisionOf(planOf(Dtype::BFloat16), Dtype::Float32, samples());
        QVERIFY(told.logit == 0 && told.probability == 0 && told.others.empty());
    }

    void whatCannotBeReadIsTold() {
        auto sources = samples();
        sources[0].file = test::data("there/is/nothing.png");
        const Precision told = precisionOf(planOf(), Dtype::Float16, sources);
        QCOMPARE(told.pictures, size_t(1));
        QCOMPARE(told.unread.size(), size_t(1));
        QCOMPARE(told.unread[0].index, size_t(0));
        QVERIFY(told.unread[0].error.find("nothing.png") != std::string::npos);
    }

    void stops() {
        int asked = 0;
        QVERIFY_EXCEPTION_THROWN(
            precisionOf(planOf(), Dtype::BFloat16, samples(), [&](int, int) { return ++asked < 2; }), Cancelled);
        QCOMPARE(asked, 2);
    }
};

QTEST_GUILESS_MAIN(PrecisionTest)
#include "precision_test.moc"
