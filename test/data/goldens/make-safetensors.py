"""Makes tensors.safetensors with the format's own library.

    pip install torch safetensors && python test/data/goldens/make-safetensors.py
"""

from pathlib import Path

import torch
from safetensors.torch import save_file

numbers = torch.tensor([[0.0, -1.5, 2.25], [1e-3, 65504.0, -0.25]])
tensors = {
    "single": numbers,
    "half": numbers.half(),
    "bfloat": numbers.bfloat16(),
    "double": numbers.double(),
    "count": torch.tensor(7),
    "bytes": torch.tensor([0, 128, 255], dtype=torch.uint8),
    "empty": torch.zeros(0, 3),
}
save_file(tensors, Path(__file__).with_name("tensors.safetensors"), metadata={"made by": "torch"})
