// An intervention in the words that scenes and command lines share: which patches, which parts are off.
#pragma once

#include "core/model/intervention.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

inline constexpr const char* patchesForm =
    "ROW,COL or ROW:ROW,COL:COL, several with ; between them: 2:5,7 is rows 2 to 4";
inline constexpr const char* offForm = "LAYER.attention, LAYER.mlp or LAYER.head.N, with =mean by its mean: 3.head.1";

/// "2:5,7:9;0,0": rectangles, the end not included, in the order of rows.
std::string patchesText(std::vector<Cell> patches);
/// Each once, in the order of the text. None for anything that is not of patchesForm, and for more than a million.
std::optional<std::vector<Cell>> readPatches(std::string_view text);

/// "3.head.1", "5.mlp=mean".
std::string offText(const Off& off);
/// None for anything that is not of offForm.
std::optional<Off> readOff(std::string_view text);

/// All of it on one line, for a caption: "masked 4:8,4:8 (blur) · off 5.head.2 · tokens after layer 6 from dog.jpg".
std::string interventionText(const Intervention& intervention);
/// "rollout of the class token · masked 4:8,4:8 (blur)"; the words alone where nothing is changed.
std::string withChange(std::string words, const Intervention& intervention);

void addOnce(std::vector<Cell>& cells, Cell cell);

/// Puts a part among those that are off; one that was there gives what the new one says.
void switchOff(Intervention& intervention, const Off& off);
/// Whether the part is among them, whatever it gives instead.
bool isOff(const Intervention& intervention, const Off& off);
void switchOn(Intervention& intervention, const Off& off);

}  // namespace vitrine
