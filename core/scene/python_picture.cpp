// The script's way from a picture to the model's input, with Pillow and torchvision.
#include "core/read_file.h"
#include "core/scene/python_parts.h"
#include "core/scene/words.h"

#include <cmath>

namespace vitrine {
namespace {

std::string pythonTuple(const std::array<float, 3>& values) {
    return "(" + shortestText(values[0]) + ", " + shortestText(values[1]) + ", " + shortestText(values[2]) + ")";
}

class PictureWriter {
public:
    PictureWriter(Code& code, const Scene& scene, const ModelPlan& plan) : m_code(code), m_scene(scene), m_plan(plan) {}

    void write() {
        const int size = m_plan.config.image_size;
        line("# --- the picture: " + m_scene.pictureName);
        if (m_scene.picture.dummySeed) {
            line("torch.manual_seed(" + std::to_string(*m_scene.picture.dummySeed) + ")");
            line("input = torch.randn(1, 3, " + text(size) + ", " + text(size) + ")");
        } else if (isPythonTensor(m_scene)) {
            line("input = load_safetensors(" + pythonText(fullPath(m_scene.picture.file)) +
                 ")[0][\"input\"][None]  # (1, 3, " + text(size) + ", " + text(size) + "), already preprocessed");
        } else {
            openPicture();
            cut();
            line("input = F.to_tensor(image)[None]  # (1, 3, " + text(size) + ", " + text(size) + "), 0 to 1");
            line("input = F.normalize(input, mean=" + pythonTuple(m_plan.preprocessing.mean) +
                 ", std=" + pythonTuple(m_plan.preprocessing.std) + ")");
        }
        line();
    }

private:
    void line(const std::string& code = {}) { m_code.line(code); }

    void openPicture() {
        const int frame = m_scene.picture.frame;
        line("def open_rgb(file):");
        line("    image = Image.open(file)");
        if (frame > 0)
            line("    image.seek(" + text(frame) + ")  # this frame or page of several, from 0");
        m_code.lines(R"(    image = ImageOps.exif_transpose(image)  # upright, as the camera was held
    if image.mode.startswith("I"):  # 16-bit grey: the high 8 bits, and white where it is transparent
        clear = image.info.pop("transparency", None)
        image = image.convert("I").point([255 if value == clear else value >> 8 for value in range(65536)], "L")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:  # what is transparent is white
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    return image.convert("RGB")  # grey and palettes, and CMYK without its profile


)");
        if (m_scene.picture.image && m_scene.picture.url.empty())
            line("# This picture came from memory (pasted, or from the network): save it under this name first.");
        if (!m_scene.picture.url.empty())
            line("image = open_rgb(io.BytesIO(urllib.request.urlopen(" + pythonText(m_scene.picture.url) + ").read()))");
        else
            line("image = open_rgb(" +
                 pythonText(m_scene.picture.image ? m_scene.pictureName : fullPath(m_scene.picture.file)) + ")");
    }

    void cut() {
        const Preprocessing& p = m_plan.preprocessing;
        const std::string how = p.interpolation == Interpolation::Bicubic ? "BICUBIC" : "BILINEAR";
        const std::string pillow = ", Image.Resampling." + how + ")";
        const std::string side = text(p.crop), square = "(" + side + ", " + side + ")";
        const Framing& framing = m_scene.picture.framing;
        const Fit fit = framing.fit.value_or(p.fit);
        if (framing.crop) {
            const Box& b = *framing.crop;
            const auto at = [](double v) { return std::lround(v); };
            const auto end = [&at](double first, double length) { return text(at(first) + at(length)); };
            line("image = image.crop((" + text(at(b.x)) + ", " + text(at(b.y)) + ", " + end(b.x, b.width) + ", " +
                 end(b.y, b.height) + "))  # the part chosen: left, top, right, bottom");
            line("image = image.resize(" + square + pillow);
        } else if (fit == Fit::Squash) {
            line("image = image.resize(" + square + pillow + "  # the whole picture, stretched");
        } else if (fit == Fit::Pad) {
            line("# the whole picture, its long side to " + side + ", with black bars");
            line("size = [" + side + " if side == max(image.size) else max(1, int(" + side +
                 " * side / max(image.size))) for side in image.size]");
            line("small = image.resize(size" + pillow);
            line("image = Image.new(\"RGB\", " + square + ")");
            line("image.paste(small, ((" + side + " - size[0]) // 2, (" + side + " - size[1]) // 2))");
        } else {
            line("image = F.resize(image, " + text(p.resize) + ", F.InterpolationMode." + how + ")  # the short side");
            line("image = F.center_crop(image, " + side + ")");
        }
    }

    Code& m_code;
    const Scene& m_scene;
    const ModelPlan& m_plan;
};

}  // namespace

bool isPythonTensor(const Scene& scene) { return !scene.picture.dummySeed && !isImage(scene.picture); }

bool isPythonPicture(const Scene& scene) { return !isPythonTensor(scene) && !scene.picture.dummySeed; }

void writePicture(Code& code, const Scene& scene, const ModelPlan& plan) { PictureWriter(code, scene, plan).write(); }

}  // namespace vitrine
