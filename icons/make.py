#!/usr/bin/env python3
"""Renders every bundle icon from the three SVG drawings in this folder.

Needs rsvg-convert (Debian: librsvg2-bin) and Python 3, nothing else.
Each size comes from the drawing made for it; no bitmap is ever scaled.
"""

import struct
import subprocess
import zlib
from pathlib import Path

HERE = Path(__file__).resolve().parent
# The first entry of the .ico is what Tauri shows in a development window.
ICO_SIZES = (32, 16, 24, 48, 64, 256)
# Apple's type codes for PNG entries; the @2x ones reuse the pixels of the next size.
ICNS_TYPES = (
    ("icp4", 16), ("icp5", 32), ("icp6", 64), ("ic07", 128), ("ic08", 256), ("ic09", 512),
    ("ic10", 1024), ("ic11", 32), ("ic12", 64), ("ic13", 256), ("ic14", 512),
)
PNG_FILES = {"32x32.png": 32, "64x64.png": 64, "128x128.png": 128, "128x128@2x.png": 256, "icon.png": 512}


def drawing(size: int) -> Path:
    """The SVG drawn for this size in pixels."""
    if size <= 16:
        return HERE / "ansu-16.svg"
    return HERE / ("ansu-small.svg" if size <= 48 else "ansu.svg")


def render(size: int) -> bytes:
    """The drawing as a PNG of size × size pixels."""
    command = ["rsvg-convert", "-w", str(size), "-h", str(size), str(drawing(size))]
    return subprocess.run(command, check=True, capture_output=True).stdout


def pixels(png: bytes, size: int) -> list[bytes]:
    """Rows of RGBA bytes of an 8-bit, non-interlaced RGBA PNG (what rsvg-convert writes)."""
    position, packed = 8, b""
    while position < len(png):
        length, kind = struct.unpack(">I4s", png[position:position + 8])
        body = png[position + 8:position + 8 + length]
        if kind == b"IHDR" and struct.unpack(">IIBBBBB", body) != (size, size, 8, 6, 0, 0, 0):
            raise ValueError("not an 8-bit RGBA image of the size asked for")
        if kind == b"IDAT":
            packed += body
        position += length + 12
    data, stride = zlib.decompress(packed), size * 4
    rows, above = [], bytes(stride)
    for y in range(size):
        line = data[y * (stride + 1):(y + 1) * (stride + 1)]
        above = unfilter(line[0], line[1:], above)
        rows.append(above)
    return rows


def unfilter(kind: int, line: bytes, above: bytes) -> bytes:
    """Undoes one row's PNG filter."""
    out = bytearray(line)
    for i in range(len(out)):
        a = out[i - 4] if i >= 4 else 0
        b = above[i]
        c = above[i - 4] if i >= 4 else 0
        p = a + b - c
        paeth = min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]
        out[i] = (out[i] + (0, a, b, (a + b) // 2, paeth)[kind]) & 255
    return bytes(out)


def bitmap(png: bytes, size: int) -> bytes:
    """An icon entry as a 32-bit bitmap: old resource compilers refuse PNG below 256 pixels."""
    rows = pixels(png, size)
    mask_stride = (size + 31) // 32 * 4
    head = struct.pack("<IiiHHIIiiII", 40, size, size * 2, 1, 32, 0, size * size * 4 + mask_stride * size, 0, 0, 0, 0)
    colour = b"".join(
        bytes((row[i + 2], row[i + 1], row[i], row[i + 3]))
        for row in reversed(rows) for i in range(0, size * 4, 4)
    )
    return head + colour + bytes(mask_stride * size)


def ico(images: dict[int, bytes]) -> bytes:
    """A Windows icon: bitmaps up to 64 pixels, PNG for 256."""
    entries = [(s, images[s] if s == 256 else bitmap(images[s], s)) for s in ICO_SIZES]
    head, offset = struct.pack("<HHH", 0, 1, len(entries)), 6 + 16 * len(entries)
    for size, body in entries:
        head += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(body), offset)
        offset += len(body)
    return head + b"".join(body for _, body in entries)


def icns(images: dict[int, bytes]) -> bytes:
    """An Apple icon of PNG entries."""
    body = b"".join(struct.pack(">4sI", code.encode(), len(images[s]) + 8) + images[s] for code, s in ICNS_TYPES)
    return struct.pack(">4sI", b"icns", len(body) + 8) + body


def main() -> None:
    sizes = set(ICO_SIZES) | {s for _, s in ICNS_TYPES} | set(PNG_FILES.values())
    images = {size: render(size) for size in sizes}
    for name, size in PNG_FILES.items():
        (HERE / name).write_bytes(images[size])
    (HERE / "icon.ico").write_bytes(ico(images))
    (HERE / "icon.icns").write_bytes(icns(images))


if __name__ == "__main__":
    main()
