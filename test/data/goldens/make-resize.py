"""Makes resize.json: pictures resized by PyTorch, which torchvision's F.resize(antialias=True) calls on tensors.

    pip install torch && python test/data/goldens/make-resize.py > test/data/goldens/resize.json
"""

import json

import torch
from torch.nn.functional import interpolate

SIZES = [((12, 16), (6, 8)), ((17, 23), (5, 7)), ((9, 7), (20, 15)), ((24, 10), (7, 13)), ((5, 5), (5, 5)), ((30, 40), (4, 3))]


def case(seed, source, target):
    generator = torch.Generator().manual_seed(seed)
    picture = (torch.rand(1, 3, *source, generator=generator) * 255).round() / 255
    resized = interpolate(picture, size=target, mode="bilinear", antialias=True, align_corners=False)
    return {
        "from": source,
        "to": target,
        # Height, width, channels.
        "source": [round(x * 255) for x in picture[0].permute(1, 2, 0).flatten().tolist()],
        "expected": [round(x, 6) for x in resized[0].permute(1, 2, 0).flatten().tolist()],
    }


print(json.dumps({"torch": torch.__version__, "cases": [case(i, *sizes) for i, sizes in enumerate(SIZES)]}))
