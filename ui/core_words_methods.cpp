// What core says of methods and presets, for the translators: core_words.h translates it.
#include <QtCore/QtGlobal>

namespace vitrine::ui {
namespace {

/// Of method_table.cpp and presets.cpp, word for word: a test compares.
[[maybe_unused]] constexpr const char* methodWords[] = {
    QT_TRANSLATE_NOOP("vitrine::ui", "Attention"),
    QT_TRANSLATE_NOOP("vitrine::ui",
                      "How much one token takes in from each patch in this layer; the shares of all tokens sum to 1. Every "
                      "token (a patch, or the class token that the answer is read from) has a query and a key; the "
                      "softmax of its query against every key makes the shares, in one head or fused over all. "
                      "(Dosovitskiy et al., An Image is Worth 16x16 Words, 2021)"),
    QT_TRANSLATE_NOOP("vitrine::ui", "Rollout"),
    QT_TRANSLATE_NOOP(
        "vitrine::ui",
        "Attention followed through the layers, from the chosen one back to the patches of the picture. Each "
        "layer's heads are fused, the residual connection counts "
        "as attention to oneself, rows are scaled to sum to 1, and the layers are multiplied. With nothing "
        "discarded and the mean of heads it is the paper's (Abnar & Zuidema, Quantifying Attention Flow in "
        "Transformers, 2020); leaving out the smallest entries is vit-explain's idea, with its slip put "
        "right (it divides along the wrong axis)."),
    QT_TRANSLATE_NOOP("vitrine::ui", "Gradient rollout"),
    QT_TRANSLATE_NOOP(
        "vitrine::ui",
        "Rollout of the attention that speaks for a class. Each layer's attention is first multiplied by "
        "how much the class's score would rise with it (its gradient), heads are fused and what is below 0 is "
        "left out; then the layers are multiplied as in rollout. This is vit-explain's idea (Gildenblat 2020), "
        "with its slips put right: it pairs the gradients with the wrong layers."),
    QT_TRANSLATE_NOOP("vitrine::ui", "Chefer"),
    QT_TRANSLATE_NOOP(
        "vitrine::ui",
        "Which patches spoke for a class, followed through all layers. In each layer the attention is multiplied "
        "by its gradient (how much the class's score would rise with it); of every head what is above 0 counts, "
        "heads are averaged, and the relevance gathered so far is passed on along it. The usual first choice for "
        "a class. (Chefer, Gur & Wolf, Generic Attention-model Explainability, ICCV 2021)"),
    QT_TRANSLATE_NOOP("vitrine::ui", "Attention × gradient"),
    QT_TRANSLATE_NOOP(
        "vitrine::ui",
        "The attention of one layer that speaks for a class. Each share is multiplied by how much the class's "
        "score would rise with it (its gradient), and what is below 0 is left out. Heads can be looked at one "
        "by one. (A step of Chefer, Gur & Wolf, Transformer Interpretability Beyond Attention Visualization, "
        "CVPR 2021)"),
    QT_TRANSLATE_NOOP("vitrine::ui", "LeGrad"),
    QT_TRANSLATE_NOOP(
        "vitrine::ui",
        "How sensitive the reading of each layer is to its attention. The mean of a layer's tokens is read as if "
        "it were the answer; the gradient of the class's score by that layer's attention is taken, what is below "
        "0 left out, and averaged over heads, queries and layers. (Bousselham et al., LeGrad: An Explainability "
        "Method for Vision Transformers via Feature Formation Sensitivity, 2024)"),
    QT_TRANSLATE_NOOP("vitrine::ui", "Grad-CAM"),
    QT_TRANSLATE_NOOP(
        "vitrine::ui",
        "Which channels speak for a class, and where they are strong. What enters the last layer's attention is "
        "weighed, channel by channel, with the mean gradient of the class's score, summed, and what is below 0 "
        "left out. (Selvaraju et al., Grad-CAM, ICCV 2017. It was made for convolutional networks; in a ViT the "
        "layer's output would not do, since only the class token reaches the answer.)"),
    QT_TRANSLATE_NOOP("vitrine::ui", "Input × gradient"),
    QT_TRANSLATE_NOOP(
        "vitrine::ui",
        "How strongly the class's score hangs on the pixels of each patch. Every pixel's value is multiplied by "
        "the gradient of the score by it; the sizes of the products are summed over the patch. It tells how "
        "much, not in which direction, and is often noisy. (Simonyan et al., Deep Inside Convolutional "
        "Networks, 2014; Shrikumar et al., 2017)"),
    QT_TRANSLATE_NOOP("vitrine::ui", "Integrated gradients"),
    QT_TRANSLATE_NOOP(
        "vitrine::ui",
        "The class's score shared out among the patches. On the way from a black picture to this one the gradient "
        "is taken at 32 places; its mean times what each pixel has changed sums, over all of them, to the change "
        "of the score. Patches above 0 raise it, those below 0 lower it. What 32 steps are too coarse for is told "
        "as the completeness error. (Sundararajan et al., Axiomatic Attribution for Deep Networks, ICML 2017)"),
    QT_TRANSLATE_NOOP("vitrine::ui", "Occlusion"),
    QT_TRANSLATE_NOOP(
        "vitrine::ui",
        "How far the class's score falls when a patch is painted black, one patch after the other. No gradient is "
        "needed: the model is asked once for every patch. Above 0 the patch was missed; below 0 the class is "
        "better off without it. (Zeiler & Fergus, Visualizing and Understanding Convolutional Networks, 2014)"),
    QT_TRANSLATE_NOOP("vitrine::ui", "Random"),
    QT_TRANSLATE_NOOP(
        "vitrine::ui",
        "No explanation: a number drawn by chance for every patch. A map that does no better than this one has "
        "not shown that it explains anything."),
    QT_TRANSLATE_NOOP("vitrine::ui", "Centre"),
    QT_TRANSLATE_NOOP(
        "vitrine::ui",
        "No explanation: highest in the middle, falling towards the corners. Photographers put what matters in "
        "the middle, so that even this does well; an explanation should do better."),
    QT_TRANSLATE_NOOP("vitrine::ui", "Abnar & Zuidema"),
    QT_TRANSLATE_NOOP("vitrine::ui", "The paper: the mean of heads, nothing left out, all layers."),
    QT_TRANSLATE_NOOP("vitrine::ui", "vit-explain"),
    QT_TRANSLATE_NOOP("vitrine::ui",
                      "Its default: the largest head counts, and the lowest 90 % of all entries are left out. Much "
                      "hangs on what that share happens to keep."),
    QT_TRANSLATE_NOOP("vitrine::ui", "vit-explain, minimum"),
    QT_TRANSLATE_NOOP("vitrine::ui",
                      "Its advice against noise: only what all heads attend to counts, and the lowest 90 % are "
                      "left out."),
    QT_TRANSLATE_NOOP("vitrine::ui", "Chefer et al., baseline"),
    QT_TRANSLATE_NOOP("vitrine::ui", "The rollout that their papers compare with: the mean of heads from the second layer "
                                     "on, since the first ones look everywhere."),
};

}  // namespace
}  // namespace vitrine::ui
