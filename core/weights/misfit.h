// What keeps a file from being the ViT that it looks like, tensor by tensor.
#pragma once

#include "core/error.h"
#include "core/model/module_tree.h"

#include <string>
#include <vector>

namespace vitrine {

class Checkpoint;
struct NamedTensors;

/// One tensor that is in the way.
struct Misfit {
    enum class Kind { Missing, Unexpected, OtherShape, OtherDtype };
    Kind kind{};
    std::string name;  ///< the file's, or what its project would call the missing one
    Shape expected;    ///< empty for an unexpected one
    Shape found;       ///< empty for a missing one
    std::string dtype;
};

/// The whole table; what() names the first of each kind, and what the file looks like instead.
class DoesNotFit : public Error {
public:
    DoesNotFit(std::string what, const NamedTensors& named, std::vector<Misfit> misfits);
    const std::vector<Misfit>& misfits() const { return m_misfits; }
    const std::string& looksLike() const { return m_looksLike; }  ///< "a BEiT ...": instead; empty where nothing tells

private:
    std::string m_looksLike;
    std::vector<Misfit> m_misfits;
};

/// Of a file's tensors against an architecture; empty: it fits. encoder.ln may be there where `config` does not use it.
std::vector<Misfit> misfitsOf(const Checkpoint& checkpoint, const NamedTensors& named, const VitConfig& config);

/// As text, a line a tensor: what is wrong, its name, the shape it should have and the one it has.
std::string misfitTable(const std::vector<Misfit>& misfits);

/// "missing", "not expected", "another shape", "another dtype".
const char* misfitWords(Misfit::Kind kind);

}  // namespace vitrine
