"""Draw the example logo of the standard template: a white wave on a teal shield.

python scripts/make_logo.py templates/standard/logo.png
"""

from __future__ import annotations

import math
import sys
from pathlib import Path

from PIL import Image, ImageDraw

_SIZE, _SCALE = 128, 4
_TEAL, _WHITE = (31, 78, 95, 255), (255, 255, 255, 255)


def draw_logo() -> Image.Image:
    """The logo, drawn large and scaled down so that its edges are smooth."""
    side = _SIZE * _SCALE
    image = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    left, right, top, waist = side * 0.14, side * 0.86, side * 0.06, side * 0.55
    points = [(left, top), (right, top), (right, waist)]
    for step in range(61):
        angle = math.pi * step / 60
        x = side / 2 + (right - side / 2) * math.cos(angle)
        points.append((x, waist + (side * 0.39) * math.sin(angle) ** 0.8))
    draw.polygon([*points, (left, waist)], fill=_TEAL)
    for height in (0.36, 0.52):
        wave = [
            (x, side * height + side * 0.045 * math.sin(4 * math.pi * (x - left) / (right - left)))
            for x in range(int(left + side * 0.09), int(right - side * 0.09))
        ]
        draw.line(wave, fill=_WHITE, width=int(side * 0.055), joint="curve")
    return image.resize((_SIZE, _SIZE), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    draw_logo().save(Path(sys.argv[1]), optimize=True)
