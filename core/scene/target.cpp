#include "core/scene/target.h"

#include "core/error.h"
#include "core/scene/scene.h"
#include "core/text.h"

#include <algorithm>
#include <charconv>
#include <numeric>
#include <utility>

namespace vitrine {
namespace {

std::string lowerCase(std::string text) {  // what is no ASCII stays as it is
    for (char& c : text)
        if (c >= 'A' && c <= 'Z')
            c = char(c - 'A' + 'a');
    return text;
}

template <class Matches>
std::vector<int> classesThat(const ModelPlan& plan, const Matches& matches) {
    std::vector<int> found;
    for (size_t i = 0; i < plan.labels.size() && int(i) < plan.config.num_classes; ++i)
        if (!plan.labels[i].empty() && matches(plan.labels[i]))
            found.push_back(int(i));
    return found;
}

std::optional<int> numberIn(const std::string& text) {
    int number = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
    if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size())
        return {};
    return number;
}

[[noreturn]] void throwSeveral(const ModelPlan& plan, const std::string& text, const std::vector<int>& found) {
    std::vector<std::string> names;
    for (const int index : found)
        names.push_back(std::to_string(index) + " " + plan.label(index));
    throw UsageError("target " + text,
                     "may be one of several classes: " + someOf(names, 4) + "; say which, by its number");
}

/// How many letters are to be put in, taken out or changed (Levenshtein 1966).
size_t distance(const std::string& a, const std::string& b) {
    std::vector<size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), size_t(0));
    for (size_t i = 0; i < a.size(); ++i) {
        size_t before = std::exchange(row[0], i + 1);
        for (size_t j = 0; j < b.size(); ++j)
            before = std::exchange(row[j + 1], std::min({before + (a[i] == b[j] ? 0 : 1), row[j] + 1, row[j + 1] + 1}));
    }
    return row.back();
}

[[noreturn]] void throwUnknown(const ModelPlan& plan, const std::string& text) {
    const std::string wanted = lowerCase(text);
    std::vector<std::string> near;
    for (const int index : classesThat(plan, [&](const std::string& label) {
             return distance(lowerCase(label), wanted) <= std::max<size_t>(2, wanted.size() / 3) && wanted.size() > 2;
         }))
        near.push_back(plan.label(index));
    const int classes = plan.config.num_classes;
    const std::string why = near.empty() ? "no class of this model is called that"
                                         : "no class of this model is called that; near it: " + someOf(near, 4);
    throw UsageError("target " + text, why + "; a number from 0 to " + std::to_string(classes - 1) +
                                           " will do as well (vitrine predict PHOTO --top " + std::to_string(classes) +
                                           " tells the names)");
}

/// "cat,dog", "2,3": whoever forgot the minus.
bool isTwoClasses(const ModelPlan& plan, const std::string& text) {
    const size_t comma = text.find(',');
    const auto isClass = [&](const std::string& part) {
        const auto is = [&](const std::string& label) { return lowerCase(label) == lowerCase(part); };
        return numberIn(part) || !classesThat(plan, is).empty();
    };
    const size_t second = text.find_first_not_of(", ", comma);
    return comma != text.npos && second != text.npos && isClass(text.substr(0, comma)) && isClass(text.substr(second));
}

}  // namespace

int classOf(const ModelPlan& plan, const std::string& text) {
    const int classes = plan.config.num_classes;
    if (classes == 0)
        throw UsageError("target " + text, "the model has no classes");
    std::vector<int> found = classesThat(plan, [&](const std::string& label) { return label == text; });
    if (const auto number = numberIn(text); number && found.empty()) {
        if (*number < 0 || *number >= classes)
            throw UsageError("target " + text, "the model's classes are 0 to " + std::to_string(classes - 1));
        return *number;
    }
    const std::string wanted = lowerCase(text);
    if (found.empty())
        found = classesThat(plan, [&](const std::string& label) { return lowerCase(label) == wanted; });
    if (found.empty() && !wanted.empty())
        found =
            classesThat(plan, [&](const std::string& label) { return lowerCase(label).find(wanted) != wanted.npos; });
    if (found.empty())
        throwUnknown(plan, text);
    if (found.size() > 1)
        throwSeveral(plan, text, found);
    return found.front();
}

Target targetOf(const ModelPlan& plan, const std::string& text) {
    const auto isLabel = [&](const std::string& label) { return label == text; };
    const size_t comma = text.rfind(",-");
    const bool isPair = comma != text.npos && comma > 0 && comma + 2 < text.size();
    if (!classesThat(plan, isLabel).empty())
        return {classOf(plan, text), {}};
    if (!isPair && (comma != text.npos || isTwoClasses(plan, text)))
        throw UsageError("target " + text, "two classes are written A,-B: what speaks for A against B");
    if (!isPair)
        return {classOf(plan, text), {}};
    const Target target{classOf(plan, text.substr(0, comma)), classOf(plan, text.substr(comma + 2))};
    if (target.of == target.against)
        throw UsageError("target " + text, "is a class against itself; choose two");
    return target;
}

void findTarget(Scene& scene, const ModelPlan& plan) {
    const auto find = [&](std::string& name, std::optional<int>& index) {
        if (!name.empty())
            index = classOf(plan, name);
        name.clear();
    };
    find(scene.targetName, scene.view.map.target.of);
    find(scene.againstName, scene.view.map.target.against);
}

}  // namespace vitrine
