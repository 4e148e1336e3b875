#!/usr/bin/env python3
"""Makes tests/data/odd/: pictures that need more than OpenCV, and what Pillow makes of them.

python3 tests/data/make_odd_images.py   (needs Pillow 13 or later, numpy, safetensors)
"""
import io
import shutil
import struct
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, ImageSequence, PngImagePlugin
from safetensors.numpy import save_file

HERE = Path(__file__).parent / "odd"
rng = np.random.default_rng(5)
expected = {}


def noise(width, height, channels=3):
    return np.ascontiguousarray(rng.integers(0, 256, (height, width, channels), dtype=np.uint8))


def on_white(image):
    image = ImageOps.exif_transpose(image)
    if image.has_transparency_data:
        image = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")
    return image.convert("RGB")


def keep(name, data, rgb=None):
    (HERE / name).write_bytes(data)
    expected[name] = np.ascontiguousarray(rgb if rgb is not None else np.asarray(on_white(Image.open(io.BytesIO(data)))))


def encoded(image, fmt, **options):
    out = io.BytesIO()
    image.save(out, fmt, **options)
    return out.getvalue()


def packed_tiff(values, bits, meaning=1):
    """One sample a pixel of any number of bits, which Pillow does not write."""
    height, width = values.shape
    rows = b"".join(np.packbits((row[:, None] >> np.arange(bits - 1, -1, -1) & 1).astype(np.uint8).ravel()).tobytes() for row in values)
    tags = [(256, 3, 1, width), (257, 3, 1, height), (258, 3, 1, bits), (259, 3, 1, 1), (262, 3, 1, meaning), (273, 4, 1, 8),
            (277, 3, 1, 1), (278, 3, 1, height), (279, 4, 1, len(rows))]
    body = b"".join(struct.pack("<HHII", *tag) for tag in tags)
    padding = b"\0" * (len(rows) % 2)
    return b"II*\0" + struct.pack("<I", 8 + len(rows) + len(padding)) + rows + padding + struct.pack("<H", len(tags)) + body + struct.pack("<I", 0)


def tiff(values, meaning, planes=1, tile=None, extra=None):
    """Samples (height, width, samples) of 8 bits as Pillow does not write them: in tiles, a plane a channel, alpha of any kind."""
    height, width, samples = values.shape
    parts = [values] if planes == 1 else [values[..., i:i + 1] for i in range(samples)]
    if tile:
        full = [np.pad(part, ((0, -height % tile), (0, -width % tile), (0, 0)), constant_values=99) for part in parts]
        parts = [part[y:y + tile, x:x + tile] for part in full for y in range(0, height, tile) for x in range(0, width, tile)]
    parts = [part.tobytes() for part in parts]
    offsets, data = [], b""
    for part in parts:
        offsets.append(8 + len(data))
        data += part + b"\0" * (len(part) % 2)
    tags = {256: [width], 257: [height], 258: [8] * samples, 259: [1], 262: [meaning], 277: [samples], 284: [planes]}
    if tile:
        tags |= {322: [tile], 323: [tile], 324: offsets, 325: [len(part) for part in parts]}
    else:
        tags |= {273: offsets, 278: [height], 279: [len(part) for part in parts]}
    if extra is not None:
        tags[338] = [extra]
    body, more, at = b"", b"", 8 + len(data) + 2 + 12 * len(tags) + 4
    for tag, numbers in sorted(tags.items()):
        packed = struct.pack(f"<{len(numbers)}I", *numbers)
        body += struct.pack("<HHI", tag, 4, len(numbers)) + (packed if len(numbers) == 1 else struct.pack("<I", at + len(more)))
        more += packed if len(numbers) > 1 else b""
    return b"II*\0" + struct.pack("<I", 8 + len(data)) + data + struct.pack("<H", len(tags)) + body + struct.pack("<I", 0) + more


def grey(values):
    return np.repeat(values.astype(np.uint8)[..., None], 3, 2)


def animation(frames, fmt, name, **options):
    data = encoded(frames[0], fmt, save_all=True, append_images=frames[1:], **options)
    (HERE / name).write_bytes(data)
    for i, frame in enumerate(ImageSequence.Iterator(Image.open(io.BytesIO(data)))):
        expected[f"{name}/{i}"] = np.ascontiguousarray(np.asarray(on_white(frame.copy())))


shutil.rmtree(HERE, ignore_errors=True)
HERE.mkdir()
rgb = Image.fromarray(noise(23, 14))
alpha = Image.fromarray(noise(9, 14, 4))
inks = Image.merge("CMYK", [Image.fromarray(noise(23, 14, 1)[..., 0]) for _ in range(4)])
keep("cmyk.jpg", encoded(inks, "JPEG", quality=90))
keep("cmyk.tif", encoded(inks, "TIFF"))
keep("cmyk-lzw.tif", encoded(inks, "TIFF", compression="tiff_lzw"))
keep("grey-alpha.tif", encoded(Image.merge("LA", [alpha.getchannel("R"), alpha.getchannel("A")]), "TIFF"))
keep("lab.tif", encoded(rgb.convert("LAB"), "TIFF"))  # colours that a screen has: others are clipped in as many ways as programs
keep("jpeg.tif", encoded(rgb, "TIFF", compression="jpeg"))
for bits in (2, 4, 12):
    values = rng.integers(0, 1 << bits, (7, 13))
    keep(f"grey{bits}.tif", packed_tiff(values, bits), grey(values * 255 // ((1 << bits) - 1) if bits < 8 else values >> (bits - 8)))
values = rng.integers(0, 16, (7, 13))
keep("inverted4.tif", packed_tiff(values, 4, 0), grey(255 - values * 17))
xmp = PngImagePlugin.PngInfo()
xmp.add_itxt("XML:com.adobe.xmp", '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description tiff:Orientation="6"/></x:xmpmeta>')
keep("turned-by-xmp.png", encoded(rgb, "PNG", pnginfo=xmp))
keep("rgb.jp2", encoded(rgb, "JPEG2000"))
keep("rgb16bit.bmp", b"BM" + struct.pack("<IHHI", 54 + 8 * 3, 0, 0, 54) + struct.pack("<IiiHHIIiiII", 40, 3, 3, 1, 16, 0, 24, 0, 0, 0, 0)
     + rng.integers(0, 256, 24, dtype=np.uint8).tobytes())
frames = [Image.fromarray(noise(12, 9)).convert("P", palette=Image.Palette.ADAPTIVE, colors=16) for _ in range(3)]
animation(frames, "GIF", "three.gif", disposal=1)
animation([frame.convert("RGB") for frame in frames], "WEBP", "three.webp", lossless=True)
animation([rgb, rgb.rotate(180), rgb.resize((5, 4))], "TIFF", "three.tif")
keep("still.gif", encoded(frames[0], "GIF", transparency=3))
keep("icon.ico", encoded(alpha.resize((32, 32)), "ICO", sizes=[(16, 16), (32, 32)]))
# The first frame has a transparent colour and a control block that says so, the others have neither.
first, *others = [frame.copy() for frame in frames]
first.info["transparency"] = 5
animation([first, *others], "GIF", "turning.gif")
colours = noise(23, 14)
keep("tiles.tif", tiff(colours, 2, tile=16))
keep("planes.tif", tiff(colours, 2, planes=2))
keep("tiles-planes.tif", tiff(colours, 2, planes=2, tile=16))
covered = noise(23, 14, 4)
covered[..., :3] = covered[..., :3].astype(int) * covered[..., 3:] // 255
keep("premultiplied.tif", tiff(covered, 2, extra=1))
keep("straight.tif", tiff(covered, 2, extra=2))
lab = np.asarray(rgb.convert("LAB"))  # a and b signed
(HERE / "icclab.tif").write_bytes(tiff(lab ^ np.array([0, 128, 128], np.uint8), 9))  # Pillow reads none; the test compares
save_file(expected, HERE / "expected.safetensors")
