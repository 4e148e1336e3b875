// Which methods there are.
#include "core/explain/attention.h"
#include "core/explain/class_maps.h"
#include "core/explain/input_maps.h"
#include "core/explain/methods.h"
#include "core/explain/relevance.h"
#include "core/explain/rollout.h"

namespace vitrine {

namespace {

Method attention() {
    return {.name = "attention",
            .title = "Attention",
            .summary =
                "How much one token takes in from each patch in this layer; the shares of all tokens sum to 1. Every "
                "token (a patch, or the class token that the answer is read from) has a query and a key; the "
                "softmax of its query against every key makes the shares, in one head or fused over all. "
                "(Dosovitskiy et al., An Image is Worth 16x16 Words, 2021)",
            .usesLayer = true,
            .usesHead = true,
            .usesFusion = true,
            .usesQuery = true,
            .isAttention = true,
            .compute = attentionMap,
            .around = attentionAround,
            .matrix = attentionMatrix};
}

Method rollout() {
    return {.name = "rollout",
            .title = "Rollout",
            .summary =
                "Attention followed through the layers, from the chosen one back to the patches of the picture. Each "
                "layer's heads are fused, the residual connection counts "
                "as attention to oneself, rows are scaled to sum to 1, and the layers are multiplied. With nothing "
                "discarded and the mean of heads it is the paper's (Abnar & Zuidema, Quantifying Attention Flow in "
                "Transformers, 2020); leaving out the smallest entries is vit-explain's idea, with its slip put "
                "right (it divides along the wrong axis).",
            .usesLayers = true,
            .usesFusion = true,
            .usesDiscard = true,
            .usesQuery = true,
            .compute = rolloutMap,
            .around = rolloutAround,
            .matrix = rolloutMatrix};
}

Method gradRollout() {
    return {.name = "grad_rollout",
            .title = "Gradient rollout",
            .summary =
                "Rollout of the attention that speaks for a class. Each layer's attention is first multiplied by "
                "how much the class's score would rise with it (its gradient), heads are fused and what is below 0 is "
                "left out; then the layers are multiplied as in rollout. This is vit-explain's idea (Gildenblat 2020), "
                "with its slips put right: it pairs the gradients with the wrong layers.",
            .usesLayers = true,
            .usesFusion = true,
            .usesDiscard = true,
            .usesQuery = true,
            .usesTarget = true,
            .compute = gradRolloutMap,
            .around = gradRolloutAround,
            .matrix = gradRolloutMatrix};
}

Method chefer() {
    return {
        .name = "chefer",
        .title = "Chefer",
        .summary =
            "Which patches spoke for a class, followed through all layers. In each layer the attention is multiplied "
            "by its gradient (how much the class's score would rise with it); of every head what is above 0 counts, "
            "heads are averaged, and the relevance gathered so far is passed on along it. The usual first choice for "
            "a class. (Chefer, Gur & Wolf, Generic Attention-model Explainability, ICCV 2021)",
        .usesLayers = true,
        .usesQuery = true,
        .usesTarget = true,
        .compute = cheferMap,
        .around = cheferAround,
        .matrix = cheferMatrix};
}

Method attnGrad() {
    return {.name = "attn_grad",
            .title = "Attention × gradient",
            .summary =
                "The attention of one layer that speaks for a class. Each share is multiplied by how much the class's "
                "score would rise with it (its gradient), and what is below 0 is left out. Heads can be looked at one "
                "by one. (A step of Chefer, Gur & Wolf, Transformer Interpretability Beyond Attention Visualization, "
                "CVPR 2021)",
            .usesLayer = true,
            .usesHead = true,
            .usesFusion = true,
            .usesQuery = true,
            .usesTarget = true,
            .compute = attnGradMap,
            .around = attnGradAround};
}

Method legrad() {
    return {
        .name = "legrad",
        .title = "LeGrad",
        .summary =
            "How sensitive the reading of each layer is to its attention. The mean of a layer's tokens is read as if "
            "it were the answer; the gradient of the class's score by that layer's attention is taken, what is below "
            "0 left out, and averaged over heads, queries and layers. (Bousselham et al., LeGrad: An Explainability "
            "Method for Vision Transformers via Feature Formation Sensitivity, 2024)",
        .usesLayers = true,
        .usesTarget = true,
        .compute = legradMap,
        .around = legradAround};
}

Method gradcam() {
    return {.name = "gradcam",
            .title = "Grad-CAM",
            .summary =
                "Which channels speak for a class, and where they are strong. What enters the last layer's attention is "
                "weighed, channel by channel, with the mean gradient of the class's score, summed, and what is below 0 "
                "left out. (Selvaraju et al., Grad-CAM, ICCV 2017. It was made for convolutional networks; in a ViT the "
                "layer's output would not do, since only the class token reaches the answer.)",
            .usesTarget = true,
            .compute = gradcamMap};
}

Method inputGrad() {
    return {.name = "input_grad",
            .title = "Input × gradient",
            .summary =
                "How strongly the class's score hangs on the pixels of each patch. Every pixel's value is multiplied by "
                "the gradient of the score by it; the sizes of the products are summed over the patch. It tells how "
                "much, not in which direction, and is often noisy. (Simonyan et al., Deep Inside Convolutional "
                "Networks, 2014; Shrikumar et al., 2017)",
            .usesTarget = true,
            .compute = inputGradMap};
}

Method ig() {
    return {
        .name = "ig",
        .title = "Integrated gradients",
        .summary =
            "The class's score shared out among the patches. On the way from a black picture to this one the gradient "
            "is taken at 32 places; its mean times what each pixel has changed sums, over all of them, to the change "
            "of the score. Patches above 0 raise it, those below 0 lower it. What 32 steps are too coarse for is told "
            "as the completeness error. (Sundararajan et al., Axiomatic Attribution for Deep Networks, ICML 2017)",
        .usesTarget = true,
        .cost = MapCost::Steps,
        .compute = igMap};
}

Method occlusion() {
    return {.name = "occlusion",
            .title = "Occlusion",
            .summary =
                "How far the class's score falls when a patch is painted black, one patch after the other. No gradient is "
                "needed: the model is asked once for every patch. Above 0 the patch was missed; below 0 the class is "
                "better off without it. (Zeiler & Fergus, Visualizing and Understanding Convolutional Networks, 2014)",
            .usesTarget = true,
            .cost = MapCost::EveryPatch,
            .compute = occlusionMap};
}

Method random() {
    return {.name = "random",
            .title = "Random",
            .summary =
                "No explanation: a number drawn by chance for every patch. A map that does no better than this one has "
                "not shown that it explains anything.",
            .usesSeed = true,
            .isBaseline = true,
            .compute = randomMap};
}

Method centre() {
    return {.name = "centre",
            .title = "Centre",
            .summary =
                "No explanation: highest in the middle, falling towards the corners. Photographers put what matters in "
                "the middle, so that even this does well; an explanation should do better.",
            .isBaseline = true,
            .compute = centreMap};
}

}  // namespace

const std::vector<Method>& methods() {
    static const std::vector<Method> all{attention(), rollout(),   gradRollout(), chefer(),    attnGrad(), legrad(),
                                         gradcam(),   inputGrad(), ig(),          occlusion(), random(),   centre()};
    return all;
}

}  // namespace vitrine
