// The parts of the script that "Copy as Python" writes, in its order. For core/scene/python*.cpp.
#pragma once

#include "core/scene/python.h"

namespace vitrine {

inline std::string text(int64_t number) { return std::to_string(number); }

/// Lines of Python.
class Code {
public:
    void line(const std::string& code = {}) { m_text += code + "\n"; }
    void lines(const std::string& code) { m_text += code; }
    const std::string& text() const { return m_text; }

private:
    std::string m_text;
};

/// Whether the picture is numbers for the model already: a file of them.
bool isPythonTensor(const Scene& scene);
/// Whether Pillow reads it.
bool isPythonPicture(const Scene& scene);

/// `input` (1, 3, size, size): the picture read, cut and normalised.
void writePicture(Code& code, const Scene& scene, const ModelPlan& plan);

/// `attention_map` (rows, cols).
void writeMap(Code& code, const Scene& scene, const ModelPlan& plan);

}  // namespace vitrine
