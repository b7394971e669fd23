"""Writes test/data/goldens/transforms.json: what torchvision's transforms make of a small picture, as float tensors.

    python3 scripts/goldens/transforms.py

Needs torchvision 0.14. The picture is [height, width, 3] bytes in row order; results are thousandths.
"""

import json
from pathlib import Path

import torch
from torchvision.transforms import InterpolationMode
from torchvision.transforms import functional as F

torch.manual_seed(5)
height, width = 20, 26
# Smooth enough to be a picture, and sharp enough to show a shift of a tenth of a pixel.
noise = torch.nn.functional.interpolate(torch.rand(1, 3, 8, 10), size=(height, width), mode="bicubic")[0]
picture = (noise * 255).round().clamp(0, 255).byte()
image = picture.float() / 255


def affine(angle=0.0, translate=(0.0, 0.0), scale=1.0):
    # F.affine's angles are clockwise, F.rotate's counter-clockwise; F.affine shifts by whole pixels only.
    return F.affine(
        image, angle, [int(t) for t in translate], scale, [0.0, 0.0], interpolation=InterpolationMode.BILINEAR
    )


marks = [(3.0, 4.0), (12.5, 9.5), (20.0, 2.25)]


def moved(angle=0.0, translate=(0.0, 0.0), scale=1.0):
    """The marks, by the matrix that torchvision itself resamples with (clockwise, about the picture's middle)."""
    back = torch.tensor(F._get_inverse_affine_matrix([0, 0], angle, list(translate), scale, [0, 0])).reshape(2, 3)
    forth = torch.linalg.inv(torch.cat([back, torch.tensor([[0.0, 0.0, 1.0]])]).double())
    middle = torch.tensor([(width - 1) / 2, (height - 1) / 2, 0.0]).double()
    return [(forth @ (torch.tensor([x, y, 1.0]).double() - middle) + middle)[:2].tolist() for x, y in marks]


def numbers(tensor):
    return [round(value * 1000) for value in tensor.permute(1, 2, 0).flatten().tolist()]


color = {
    "brightness": [(factor, F.adjust_brightness(image, factor)) for factor in (0.7, 1.6)],
    "contrast": [(factor, F.adjust_contrast(image, factor)) for factor in (0.5, 1.4)],
    "saturation": [(factor, F.adjust_saturation(image, factor)) for factor in (0.3, 1.8)],
    "hue": [(factor, F.adjust_hue(image, factor)) for factor in (-0.4, -0.05, 0.2)],
}
jitter = [
    ("brightness", 1.2),
    ("hue", 0.1),
    ("contrast", 0.8),
    ("saturation", 1.3),
]
jittered = image
for name, factor in jitter:
    jittered = getattr(F, f"adjust_{name}")(jittered, factor)

geometry = [
    {"name": "hflip", "result": F.hflip(image)},
    *(
        {"name": "rotate", "angle": angle, "points": moved(-angle),
         "result": F.rotate(image, angle, interpolation=InterpolationMode.BILINEAR)}
        for angle in (15.0, -7.5, 90.0)
    ),
    *({"name": "shift", "x": x, "y": y, "points": moved(translate=(x, y)), "result": affine(translate=(x, y))} for x, y in ((4, -3), (-1, 2))),
    # Enlarged only: torchvision doesn't filter what an affine map shrinks.
    *({"name": "zoom", "factor": factor, "points": moved(scale=factor), "result": affine(scale=factor)} for factor in (1.1, 1.5)),
    # A box that leaves the picture on two sides.
    {"name": "crop", "box": [18, -4, 14, 16], "result": F.crop(image, -4, 18, 16, 14)},
    {"name": "grayscale", "result": F.rgb_to_grayscale(image)},
    {"name": "resize", "size": [9, 15], "result": F.resize(image, [9, 15], antialias=True)},
    {
        "name": "crop and resize",
        "box": [5, 4, 16, 12],
        "size": [7, 9],
        "result": F.resize(F.crop(image, 4, 5, 12, 16), [7, 9], antialias=True),
    },
]

golden = {
    "width": width,
    "height": height,
    "marks": marks,
    "picture": picture.permute(1, 2, 0).flatten().tolist(),
    "color": {name: [{"factor": f, "result": numbers(r)} for f, r in cases] for name, cases in color.items()},
    "jitter": {"order": jitter, "result": numbers(jittered)},
    "geometry": [{**case, "result": numbers(case["result"])} for case in geometry],
}
path = Path(__file__).parents[2] / "test/data/goldens/transforms.json"
path.write_text(json.dumps(golden, separators=(",", ":")) + "\n")
