#include "core/image/opencv_codec.h"

#include "core/error.h"
#include "core/image/decode.h"
#include "core/image/helpers.h"
#include "core/image/on_white.h"
#include "core/image/png_essentials.h"

#include <opencv2/core.hpp>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/imgcodecs.hpp>

#include <iostream>
#include <new>

namespace vitrine {

namespace {

int readMode(int times) {
    switch (times) {
    case 2: return cv::IMREAD_REDUCED_COLOR_2 | cv::IMREAD_IGNORE_ORIENTATION;
    case 4: return cv::IMREAD_REDUCED_COLOR_4 | cv::IMREAD_IGNORE_ORIENTATION;
    case 8: return cv::IMREAD_REDUCED_COLOR_8 | cv::IMREAD_IGNORE_ORIENTATION;
    default: return cv::IMREAD_UNCHANGED;
    }
}

/// OpenCV 4.6 complains on std::cerr about what people are told in better words; nothing of Vitrine's is said there.
void silenceOpenCv() {
    static const bool once =
        (std::cerr.rdbuf(nullptr), cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT), true);
    (void)once;
}

/// The file's samples as they are: 1, 3 (BGR) or 4 (BGRA) channels, not turned, not blended. Into `room` where they fit
/// it exactly.
cv::Mat decodeRaw(Bytes file, Format format, const std::string& name, cv::Mat room = {}, int times = 1) {
    silenceOpenCv();
    cv::Mat decoded = std::move(room);
    try {
        const cv::Mat buffer(1, int(file.size()), CV_8UC1, const_cast<uint8_t*>(file.data()));
        if (cv::imdecode(buffer, readMode(times), &decoded).empty())
            decoded.release();
    } catch (const cv::Exception& error) {
        if (error.code == cv::Error::StsNoMem)
            throw std::bad_alloc();
        decoded.release();
    }
    const int channels = decoded.empty() ? 0 : decoded.channels();
    if (channels != 1 && channels != 3 && channels != 4)
        refuseBroken(format, name);
    if (decoded.depth() != CV_8U && decoded.depth() != CV_16U)
        throw Error(name,
                    theFormat(format) + " has floating-point or signed samples. Save it with 8 or 16 bits a channel");
    return decoded;
}

/// One row of samples, already 8-bit, to RGB on white. `in` and `out` may be the same where there are three channels.
void convertRow(const uint8_t* in, uint8_t* out, int width, int channels) {
    for (int x = 0; x < width; ++x, in += channels, out += 3) {
        if (channels == 1) {
            out[0] = out[1] = out[2] = in[0];
        } else if (channels == 3) {
            const uint8_t blue = in[0];
            out[0] = in[2];
            out[1] = in[1];
            out[2] = blue;
        } else {
            for (int c = 0; c < 3; ++c)
                out[c] = onWhite(in[2 - c], in[3]);
        }
    }
}

/// BGR to RGB, grey repeated, 16 bits to their high 8 (as Pillow reads 16-bit RGB), alpha on white.
Image toRgb(const cv::Mat& decoded) {
    Image image(decoded.cols, decoded.rows);
    const int samples = decoded.cols * decoded.channels();
    std::vector<uint8_t> narrow(decoded.depth() == CV_16U ? size_t(samples) : 0);
    for (int y = 0; y < decoded.rows; ++y) {
        const uint8_t* row = decoded.ptr<uint8_t>(y);
        if (!narrow.empty()) {
            const uint16_t* wide = decoded.ptr<uint16_t>(y);
            for (int i = 0; i < samples; ++i)
                narrow[size_t(i)] = uint8_t(wide[i] >> 8);
            row = narrow.data();
        }
        convertRow(row, image.row(y), decoded.cols, decoded.channels());
    }
    return image;
}

/// A grey PNG can name one value as transparent; OpenCV ignores it.
void whitenTransparentGrey(cv::Mat& grey, const PngEssentials& png) {
    if (!png.transparentGrey || grey.channels() != 1)
        return;
    const int value = png.depth < 8 ? *png.transparentGrey * 255 / ((1 << png.depth) - 1) : *png.transparentGrey;
    grey.setTo(grey.depth() == CV_16U ? 65535 : 255, grey == value);
}

/// OpenCV shifts 5 and 6 bits up and leaves the rest 0; Pillow spreads them over 0 to 255.
void spreadBits(Image& image, int greenBits) {
    for (size_t i = 0; i < image.pixels.size(); ++i) {
        const int bits = i % 3 == 1 ? greenBits : 5;
        image.pixels[i] = uint8_t((image.pixels[i] >> (8 - bits)) * 255 / ((1 << bits) - 1));
    }
}

}  // namespace

void refuseBroken(Format format, const std::string& name) {
    throw Error(name,
                theFormat(format) + " is damaged, or of a rare kind that is not read. Save it again as PNG or JPEG");
}

Image decodeWithOpenCv(Bytes bytes, const FileInfo& info, const std::string& name, int times) {
    Image image(int(info.width), int(info.height));
    cv::Mat room(image.height, image.width, CV_8UC3, image.pixels.data());
    const cv::Mat decoded = decodeRaw(bytes, info.format, name, times == 1 ? room : cv::Mat(), times);
    if (decoded.data != image.pixels.data()) {
        image = {};
        return toRgb(decoded);
    }
    for (int y = 0; y < image.height; ++y)
        convertRow(image.row(y), image.row(y), image.width, 3);
    return image;
}

Image decodePng(Bytes bytes, const FileInfo& info, const std::string& name) {
    const auto png = pngEssentials(bytes);
    if (!png)
        refuseBroken(info.format, name);
    if (!png->transparentGrey)
        return decodeWithOpenCv(png->file, info, name, 1);
    cv::Mat decoded = decodeRaw(png->file, info.format, name);
    whitenTransparentGrey(decoded, *png);
    return toRgb(decoded);
}

Image decodeBmp(Bytes bytes, const FileInfo& info, const std::string& name) {
    if (info.needsFallback && fallbackDecoder())
        if (auto decoded = fallbackDecoder()(bytes, "bmp", {}, name))
            return std::move(decoded->image);
    Image image = decodeWithOpenCv(bytes, info, name, 1);
    if (info.greenBits > 0)
        spreadBits(image, info.greenBits);
    return image;
}

std::vector<uint8_t> encodePng(const Image& image) {
    if (image.empty())
        throw Error("picture", "there is none to write");
    cv::Mat bgr(image.height, image.width, CV_8UC3);
    for (int y = 0; y < image.height; ++y)
        convertRow(image.row(y), bgr.ptr<uint8_t>(y), image.width, 3);  // reversing is its own inverse
    std::vector<uint8_t> png;
    if (!cv::imencode(".png", bgr, png))
        throw Error("picture", "cannot be written as PNG");
    return png;
}

std::string opencvVersion() { return CV_VERSION; }

}  // namespace vitrine
