#include "core/image/cmyk_jpeg.h"

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstdio>
#include <jpeglib.h>

namespace vitrine {
namespace {

/// libjpeg's errors are jumps: whatever must be freed lives outside of the function that sets the target.
struct Decoder {
    jpeg_decompress_struct info{};
    jpeg_error_mgr errors{};
    std::jmp_buf escape{};

    Decoder() {
        info.err = jpeg_std_error(&errors);
        info.client_data = this;
        errors.error_exit = [](j_common_ptr common) {
            std::longjmp(static_cast<Decoder*>(common->client_data)->escape, 1);
        };
        errors.emit_message = [](j_common_ptr, int) {};  // Pillow is silent about small damages, too
    }
    ~Decoder() { jpeg_destroy_decompress(&info); }
    Decoder(const Decoder&) = delete;
    Decoder& operator=(const Decoder&) = delete;
};

/// Until the size of what comes out is known. False after an error.
bool begin(Decoder& decoder, Bytes file, unsigned reduce) {
    if (setjmp(decoder.escape))
        return false;
    jpeg_create_decompress(&decoder.info);
    decoder.info.client_data = &decoder;
    jpeg_mem_src(&decoder.info, file.data(), static_cast<unsigned long>(file.size()));
    jpeg_read_header(&decoder.info, TRUE);
    decoder.info.out_color_space = JCS_CMYK;
    decoder.info.scale_num = 1;
    decoder.info.scale_denom = reduce;
    jpeg_start_decompress(&decoder.info);
    return decoder.info.output_components == 4;
}

/// `row` has room for a row of four inks.
bool readRow(Decoder& decoder, uint8_t* row) {
    if (setjmp(decoder.escape))
        return false;
    return jpeg_read_scanlines(&decoder.info, &row, 1) == 1;
}

}  // namespace

void cmykToRgb(const uint8_t* inks, uint8_t* rgb) {
    const uint32_t light = 255U - inks[3];
    for (int c = 0; c < 3; ++c) {
        const uint32_t product = inks[c] * light + 128;
        rgb[c] = uint8_t(light - (((product >> 8) + product) >> 8));
    }
}

std::optional<Image> decodeCmykJpeg(Bytes file, int reduce) {
    Decoder decoder;
    if (!begin(decoder, file, unsigned(reduce)))
        return {};
    Image image(int(decoder.info.output_width), int(decoder.info.output_height));
    std::vector<uint8_t> row(size_t(image.width) * 4);
    for (int y = 0; y < image.height; ++y) {
        if (!readRow(decoder, row.data()))
            return {};
        for (uint8_t& ink : row)
            ink = uint8_t(255 - ink);
        for (int x = 0; x < image.width; ++x)
            cmykToRgb(&row[size_t(x) * 4], image.row(y) + size_t(x) * 3);
    }
    return image;
}

}  // namespace vitrine
