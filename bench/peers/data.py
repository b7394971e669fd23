"""torchvision's side of bench/data.ts: for every line "document 384" or "small-first 384" on stdin a DataLoader makes that many
augmented examples of pictures that are decoded in memory, and the seconds that this took are printed.

    python3 bench/peers/data.py WORKERS

`document` does the steps in the order in which the document names them; `small-first` resizes first, which is the fastest
order there is, though what is turned afterwards is blurred. Interpolation is torchvision's default, the nearest pixel.
"""

import sys
import time

import numpy as np
import torch
from PIL import Image
from torch.utils.data import DataLoader, Dataset
from torchvision import transforms
from torchvision.transforms import functional as F

WORKERS = int(sys.argv[1])
HEIGHT, WIDTH, PICTURES, BATCH = 480, 640, 192, 8


class Faces(Dataset):
    def __init__(self, order):
        random = np.random.default_rng(1)
        small = [Image.fromarray(random.integers(0, 256, (30, 40, 3), dtype=np.uint8)) for _ in range(PICTURES)]
        self.pictures = [each.resize((WIDTH, HEIGHT), Image.BICUBIC) for each in small]
        self.points = random.random((PICTURES, 58, 2))
        self.jitter = transforms.ColorJitter(brightness=0.2, contrast=0.2, saturation=0.2)
        self.order = order

    def __len__(self):
        return PICTURES

    def __getitem__(self, index):
        picture, points = self.pictures[index], self.points[index]
        if self.order == "small-first":
            picture = F.resize(picture, [120, 160])
        picture, points = self.augment(picture, points)
        picture = F.to_grayscale(picture)
        if self.order == "document":
            picture = F.resize(picture, [120, 160])
        return F.normalize(F.to_tensor(picture), [0.5], [0.5]), torch.from_numpy(points).float()

    def augment(self, picture, points):
        width, height = picture.size
        picture = self.jitter(picture)
        if torch.rand(1) < 0.5:
            picture, points = F.hflip(picture), points[::-1] * [-1, 1] + [1, 0]
        angle = float(torch.empty(1).uniform_(-15, 15))
        picture = F.rotate(picture, angle)
        cos, sin = np.cos(np.radians(angle)), np.sin(np.radians(angle))
        size = np.array([width, height])
        points = ((points - 0.5) * size) @ np.array([[cos, -sin], [sin, cos]]) / size + 0.5
        x, y = (float(each) for each in torch.empty(2).uniform_(-0.1, 0.1))
        picture = F.affine(picture, 0, [round(x * width), round(y * height)], 1.0, [0.0, 0.0])
        return picture, points + [x, y]


loaders = {
    order: DataLoader(Faces(order), batch_size=BATCH, shuffle=True, num_workers=WORKERS, persistent_workers=True)
    for order in ("document", "small-first")
}
for loader in loaders.values():
    for _ in loader:
        pass

for line in sys.stdin:
    order, count = line.split()
    began = time.perf_counter()
    for _ in range(round(int(count) / PICTURES)):
        for _ in loaders[order]:
            pass
    print(time.perf_counter() - began, flush=True)
