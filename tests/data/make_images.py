#!/usr/bin/env python3
"""Makes tests/data/images/: small odd pictures, and what Pillow and torchvision make of them.

python3 tests/data/make_images.py   (needs Pillow 13 or later, numpy, safetensors; torch and torchvision for `view`)
"""
import io
import shutil
import struct
import zlib
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageOps, TiffImagePlugin
from safetensors.numpy import save_file

# A torchvision built for another torch has no operators of its own, but names them on import; transforms need none.
library = torch.library.Library("torchvision", "FRAGMENT")
for operator in ("nms", "qnms"):
    library.define(operator + "(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
from torchvision.transforms import InterpolationMode, functional  # noqa: E402

HERE = Path(__file__).parent / "images"
rng = np.random.default_rng(4)
expected = {}


def smooth(width, height, channels=3):
    """Noise with edges and plateaus: every filter tap matters and clipping happens."""
    a = rng.integers(0, 256, (height, width, channels), dtype=np.uint8)
    a[: height // 3] = a[: height // 3] // 128 * 255
    return a


def on_white(image):
    """What Vitrine promises: upright, alpha on white, 8-bit RGB."""
    image = ImageOps.exif_transpose(image)
    if image.has_transparency_data:
        image = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")
    return image.convert("RGB")


def write(name, data, rgb=None):
    """A file, with Pillow's reading of it unless `rgb` says what is right."""
    (HERE / name).write_bytes(data)
    expected["decode/" + name] = np.ascontiguousarray(rgb if rgb is not None else np.asarray(on_white(Image.open(io.BytesIO(data)))))


def encoded(image, fmt, **options):
    out = io.BytesIO()
    image.save(out, fmt, **options)
    return out.getvalue()


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, depth, colour, rows, *between):
    """A PNG that Pillow does not write: `rows` are bytes, `between` chunks before IDAT."""
    raw = b"".join(b"\0" + row for row in rows)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)) + b"".join(between)
            + chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b""))


def tiff(array, extra=None):
    """An uncompressed 16-bit TIFF, little-endian."""
    height, width, samples = array.shape
    data = array.astype("<u2").tobytes()
    bits = struct.pack("<%dH" % samples, *[16] * samples)
    tags = [(256, 3, 1, width), (257, 3, 1, height), (258, 3, samples, None), (259, 3, 1, 1), (262, 3, 1, 2),
            (273, 4, 1, None), (277, 3, 1, samples), (278, 3, 1, height), (279, 4, 1, len(data))]
    if extra is not None:
        tags.append((338, 3, 1, extra))
    end = 8 + 2 + 12 * len(tags) + 4
    fixed = {258: end, 273: end + len(bits)}
    body = b"".join(struct.pack("<HHII", tag, kind, count, fixed.get(tag, value)) for tag, kind, count, value in tags)
    return b"II*\0" + struct.pack("<IH", 8, len(tags)) + body + struct.pack("<I", 0) + bits + data


def bmp32(array, masks):
    """A 32-bit BMP with bit fields (V4 header), alpha mask included."""
    height, width, _ = array.shape
    data = array[::-1, :, [2, 1, 0, 3]].tobytes()
    header = struct.pack("<IiiHHIIiiII", 108, width, height, 1, 32, 3, len(data), 2835, 2835, 0, 0) + struct.pack("<4I", *masks)
    header += b"BGRs" + b"\0" * 48
    return b"BM" + struct.pack("<IHHI", 14 + len(header) + len(data), 0, 0, 14 + len(header)) + header + data


def grey_of_two_bits(packed, transparent):
    """By the PNG specification; Pillow compares the unscaled transparent value with scaled samples."""
    samples = np.stack([packed >> shift & 3 for shift in (6, 4, 2, 0)], -1).reshape(len(packed), -1)
    return np.repeat(np.where(samples == transparent, 255, samples * 85).astype(np.uint8)[..., None], 3, 2)


def make_decodes():
    rgb = Image.fromarray(smooth(23, 14))
    alpha = Image.fromarray(smooth(9, 14, 4))
    grey = rgb.convert("L")
    la = Image.merge("LA", [alpha.convert("RGB").convert("L"), alpha.getchannel("A")])
    palette = rgb.convert("P", palette=Image.Palette.ADAPTIVE, colors=16)
    for fmt, extension, options in (("PNG", "png", {}), ("WEBP", "webp", {"lossless": True}), ("BMP", "bmp", {}), ("TIFF", "tif", {}),
                                    ("TIFF", "lzw.tif", {"compression": "tiff_lzw"}), ("JPEG", "jpg", {"quality": 80}),
                                    ("JPEG", "progressive.jpg", {"progressive": True, "subsampling": 0})):
        write("rgb." + extension, encoded(rgb, fmt, **options))
    for fmt, extension in (("PNG", "png"), ("BMP", "bmp"), ("TIFF", "tif"), ("JPEG", "jpg")):
        write("grey." + extension, encoded(grey, fmt))
    for fmt, extension in (("PNG", "png"), ("BMP", "bmp"), ("TIFF", "tif")):
        write("palette." + extension, encoded(palette, fmt))
        write("bit." + extension, encoded(rgb.convert("1"), fmt))
    write("alpha.png", encoded(alpha, "PNG"))
    write("alpha.webp", encoded(alpha, "WEBP", lossless=True, exact=True))
    write("alpha.tif", encoded(alpha, "TIFF"))
    write("alpha.bmp", bmp32(np.asarray(alpha), (0xFF0000, 0xFF00, 0xFF, 0xFF000000)))
    write("rgbx.bmp", encoded(alpha, "BMP"), np.asarray(alpha)[..., :3])  # 32 bits without a mask: no alpha
    write("grey-alpha.png", encoded(la, "PNG"))
    write("palette-alpha.png", encoded(palette, "PNG", transparency=bytes([0, 80, 160, 255])))
    write("grey-transparent.png", encoded(grey, "PNG", transparency=grey.getpixel((0, 0))))
    write("rgb-transparent.png", encoded(rgb, "PNG", transparency=rgb.getpixel((3, 9))))
    write("cut-profile.png", png(2, 1, 8, 2, [bytes(range(6))], chunk(b"iCCP", b"broken\0\0nonsense"), chunk(b"gAMA", b"\0\0\1\1")),
          np.arange(6, dtype=np.uint8).reshape(1, 2, 3))
    wide = rng.integers(0, 65536, (6, 5, 4), dtype=np.uint16)
    big = wide.astype(">u2")
    narrow = (wide >> 8).astype(np.uint8)  # Pillow does this for RGB; for 16-bit grey it clips to white, which shows nothing
    write("rgb16.png", png(5, 6, 16, 2, [row[:, :3].tobytes() for row in big]))
    write("grey16.png", png(5, 6, 16, 0, [row[:, 0].tobytes() for row in big]), np.repeat(narrow[..., :1], 3, 2))
    clear = wide[2, 3, 0]
    write("grey16-transparent.png", png(5, 6, 16, 0, [row[:, 0].tobytes() for row in big], chunk(b"tRNS", struct.pack(">H", clear))),
          np.repeat(np.where(wide[..., :1] == clear, 255, narrow[..., :1]).astype(np.uint8), 3, 2))
    write("alpha16.png", png(5, 6, 16, 6, [row.tobytes() for row in big]), np.asarray(on_white(Image.fromarray(narrow))))
    write("rgb16.tif", tiff(wide[..., :3]), narrow[..., :3])
    two = rng.integers(0, 256, (3, 2), dtype=np.uint8)
    write("grey2-transparent.png", png(8, 3, 2, 0, [row.tobytes() for row in two], chunk(b"tRNS", b"\0\2")), grey_of_two_bits(two, 2))
    TiffImagePlugin.STRIP_SIZE = 23 * 3 * 4  # several strips, the last one shorter
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[274] = orientation
        for fmt, extension, options in (("JPEG", "jpg", {"quality": 90}), ("PNG", "png", {}), ("WEBP", "webp", {"lossless": True}),
                                        ("TIFF", "tif", {})):
            write(f"turned-{orientation}.{extension}", encoded(rgb, fmt, exif=exif, **options))
    write("turned-alpha.tif", encoded(alpha, "TIFF", exif=exif))
    (HERE / "cmyk.jpg").write_bytes(encoded(rgb.convert("CMYK"), "JPEG"))
    (HERE / "float.tif").write_bytes(encoded(rgb.convert("F"), "TIFF"))
    (HERE / "animated.webp").write_bytes(encoded(rgb, "WEBP", save_all=True, append_images=[rgb.rotate(180)]))
    (HERE / "one.gif").write_bytes(encoded(rgb, "GIF"))


RESIZES = [(23, 14, 7, 5), (23, 14, 61, 40), (23, 14, 23, 6), (23, 14, 5, 14), (23, 14, 1, 1), (1, 1, 9, 4), (1, 60, 8, 200), (60, 1, 200, 8),
           (37, 53, 36, 54), (300, 3, 17, 19), (3, 300, 19, 17), (64, 64, 63, 65), (97, 41, 10, 80), (48, 65, 34, 34), (40, 90, 30, 69), (40, 90, 30, 70), (97, 205, 33, 71)]
FILTERS = {"bilinear": Image.BILINEAR, "bicubic": Image.BICUBIC}


def make_resizes():
    for width, height, to_width, to_height in RESIZES:
        image = Image.fromarray(smooth(width, height))
        name = f"{width}x{height}-{to_width}x{to_height}"
        expected[f"resize/{name}/source"] = np.asarray(image)
        for filter_name, pillow in FILTERS.items():
            expected[f"resize/{name}/{filter_name}"] = np.asarray(image.resize((to_width, to_height), pillow))


VIEWS = [(50, 40, 32, 28), (40, 50, 32, 28), (33, 47, 31, 24), (28, 28, 28, 28), (45, 32, 32, 29), (20, 30, 24, 28), (30, 20, 16, 28), (5, 7, 40, 32),
         (2, 600, 36, 32), (600, 2, 36, 32), (1, 2000, 18, 16), (2000, 1, 18, 16), (64, 48, 20, 33), (48, 65, 21, 34), (31, 32, 33, 28), (60, 200, 30, 28), (200, 60, 30, 28), (40, 123, 21, 20)]


def fitted(image, fit, resize, crop, mode, pillow):
    if fit == "crop":
        return functional.center_crop(functional.resize(image, [resize], interpolation=mode), [crop])
    if fit == "squash":
        return functional.resize(image, [crop, crop], interpolation=mode)
    scale = [max(1, int(crop * side / max(image.size))) for side in image.size]
    small = image.resize(scale, pillow)
    black = Image.new("RGB", (crop, crop))
    black.paste(small, ((crop - small.width) // 2, (crop - small.height) // 2))
    return black


def make_views():
    modes = {"bilinear": InterpolationMode.BILINEAR, "bicubic": InterpolationMode.BICUBIC}
    for width, height, resize, crop in VIEWS:
        image = Image.fromarray(smooth(width, height))
        name = f"{width}x{height}-{resize}-{crop}"
        expected[f"view/{name}/source"] = np.asarray(image)
        for filter_name, pillow in FILTERS.items():
            for fit in ("crop", "squash", "pad"):
                seen = fitted(image, fit, resize, crop, modes[filter_name], pillow)
                expected[f"view/{name}/{filter_name}/{fit}"] = np.asarray(seen)


shutil.rmtree(HERE, ignore_errors=True)
HERE.mkdir()
make_decodes()
make_resizes()
make_views()
save_file(expected, HERE / "expected.safetensors")
