// The words that scenes and command lines have for what a person chooses.
#pragma once

#include "core/explore.h"
#include "core/view.h"

#include <array>
#include <string>
#include <string_view>

namespace vitrine {

inline constexpr int maxIndex = 1 << 16;  ///< of a patch, a layer, a head

template <class T>
struct Word {
    const char* text;
    T value;
};

inline constexpr std::array<Word<Fit>, 3> fitWords{{{"crop", Fit::Crop}, {"squash", Fit::Squash}, {"pad", Fit::Pad}}};
inline constexpr std::array<Word<Interpolation>, 2> interpolationWords{
    {{"bilinear", Interpolation::Bilinear}, {"bicubic", Interpolation::Bicubic}}};
inline constexpr std::array<Word<Dtype>, 3> dtypeWords{
    {{"float32", Dtype::Float32}, {"bfloat16", Dtype::BFloat16}, {"float16", Dtype::Float16}}};
inline constexpr std::array<Word<Page>, 6> pageWords{{{"picture", Page::Picture},
                                                      {"input", Page::Input},
                                                      {"grid", Page::Grid},
                                                      {"matrix", Page::Matrix},
                                                      {"inside", Page::Inside},
                                                      {"board", Page::Board}}};
inline constexpr std::array<Word<InsideView>, 5> insideWords{{{"pca", InsideView::Pca},
                                                              {"similarity", InsideView::Similarity},
                                                              {"norms", InsideView::Norms},
                                                              {"lens", InsideView::Lens},
                                                              {"heads", InsideView::Heads}}};
/// Of a board: what shows no picture is not among them.
inline constexpr std::array<Word<Fill>, 3> boardFillWords{
    {{"black", Fill::Black}, {"mean", Fill::Mean}, {"blur", Fill::Blur}}};
inline constexpr std::array<Word<bool>, 2> boardCurveWords{{{"deletion", false}, {"insertion", true}}};
inline constexpr std::array<Word<bool>, 2> boardScaleWords{{{"own", false}, {"shared", true}}};
inline constexpr std::array<Word<GridScale>, 3> gridScaleWords{
    {{"own", GridScale::Own}, {"layer", GridScale::Layer}, {"all", GridScale::All}}};
inline constexpr std::array<Word<Direction>, 2> directionWords{{{"from", Direction::From}, {"to", Direction::To}}};
inline constexpr std::array<Word<Fusion>, 3> fusionWords{
    {{"mean", Fusion::Mean}, {"max", Fusion::Max}, {"min", Fusion::Min}}};
inline constexpr std::array<Word<Blend>, 4> blendWords{
    {{"over", Blend::Over}, {"multiply", Blend::Multiply}, {"screen", Blend::Screen}, {"light", Blend::Light}}};

inline constexpr std::array<Word<Fill>, 4> fillWords{
    {{"black", Fill::Black}, {"mean", Fill::Mean}, {"blur", Fill::Blur}, {"drop", Fill::Drop}}};

template <class T, size_t n>
const char* wordOf(const std::array<Word<T>, n>& words, T value) {
    for (const Word<T>& word : words)
        if (word.value == value)
            return word.text;
    return words[0].text;
}

/// The shortest decimal that reads back as the same float: "0.8", not "0.800000011920929".
std::string shortestText(float value);
/// The same for a double.
std::string shortestText(double value);

}  // namespace vitrine
