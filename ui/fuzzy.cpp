#include "ui/fuzzy.h"

#include <QtCore/QStringList>

#include <algorithm>
#include <vector>

namespace vitrine::ui {
namespace {

constexpr int perLetter = 4, atWordStart = 12, afterPrevious = 10, atNameStart = 8, perGap = 1;
constexpr int longest = 160;  // letters of a name that are looked at

bool startsWord(const QString& name, qsizetype i) {
    if (i == 0)
        return true;
    const QChar before = name[i - 1], at = name[i];
    return !before.isLetterOrNumber() || (before.isLower() && at.isUpper()) || (before.isLetter() && at.isDigit());
}

constexpr int no = -1'000'000;

/// The best there was so far, its gap counted.
struct Place {
    int score = no, at = -1;
    void offer(int newScore, int newAt) {
        score -= perGap;
        if (newScore >= score) {
            score = newScore;
            at = newAt;
        }
    }
};

/// The best places for one word: score[k][i] is of its first k + 1 letters, the last of them at i.
FuzzyMatch matchWord(const QString& word, const QString& lower, const QString& name) {
    const int n = std::min(longest, int(name.size())), k = int(word.size());
    std::vector<std::vector<int>> score(size_t(k), std::vector<int>(size_t(n), no)), from = score;
    for (int j = 0; j < k; ++j) {
        Place any, inWord;  // of the letter before: anywhere before i, and in the same word
        for (int i = 0; i < n; ++i) {
            const bool start = startsWord(name, i);
            if (j > 0 && i > 0) {
                any.offer(score[size_t(j - 1)][size_t(i - 1)], i - 1);
                inWord.offer(score[size_t(j - 1)][size_t(i - 1)], i - 1);
            }
            if (start)
                inWord = {};
            if (lower[i] != word[j])
                continue;
            const auto [best, bestAt] = start ? any : inWord;  // from word to word only to a beginning
            const int here = perLetter + (start ? atWordStart : 0) + (i == 0 ? atNameStart : 0);
            if (j == 0) {
                score[0][size_t(i)] = here;
                continue;
            }
            const int joined = i > 0 ? score[size_t(j - 1)][size_t(i - 1)] + afterPrevious : no;
            score[size_t(j)][size_t(i)] = std::max(best, joined) + here;
            from[size_t(j)][size_t(i)] = joined >= best ? i - 1 : bestAt;
        }
    }
    const auto& last = score[size_t(k - 1)];
    const auto top = n == 0 ? last.end() : std::max_element(last.begin(), last.end());
    FuzzyMatch found;
    if (top == last.end() || *top < 0)
        return found;
    found.score = *top;
    int i = int(top - last.begin());
    for (int j = k - 1; j >= 0; i = from[size_t(j)][size_t(i)], --j)
        found.letters.prepend(i);
    return found;
}

}  // namespace

FuzzyMatch fuzzyMatch(const QString& typed, const QString& name) {
    FuzzyMatch all;
    all.score = 0;
    const QString lower = name.toLower();
    const QString& words = lower.size() == name.size() ? name : lower;  // a Turkish capital i is two letters then
    for (const QString& word : typed.toLower().split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const FuzzyMatch one = matchWord(word, lower, words);
        if (!one)
            return {};
        all.score += one.score;
        all.letters += one.letters;
    }
    std::sort(all.letters.begin(), all.letters.end());
    all.score = std::max(0, all.score * 8 - int(name.size()));
    return all;
}

}  // namespace vitrine::ui
