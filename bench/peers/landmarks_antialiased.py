"""Trains LandmarksAntialiased of specs/antialiased-resnet50.kpnet in PyTorch: the same faces, network, augmentation, rate and
batches, other random numbers. Prints epoch, training loss and validation loss.

    python3 bench/peers/landmarks_antialiased.py IBUG_FOLDER SEED
"""

import math
import pathlib
import random
import re
import sys

import numpy as np
import torch
from PIL import Image
from torch import nn

from networks import NETWORKS

SIZE, MARGIN, BATCH, EPOCHS, RATE = 224, 1.25, 8, 16, 5e-4
ROOT = pathlib.Path(__file__).parents[2]
SCHEME = (ROOT / "specs" / "keypoints" / "ibug68.kpnet").read_text()


def mirror():
    """The point that each point becomes in a mirrored picture."""
    partner = list(range(68))
    for a, b in re.findall(r"(\d+)<->(\d+)", SCHEME):
        partner[int(a)], partner[int(b)] = int(b), int(a)
    return partner


def faces(folder, listing):
    """Gray picture, box (left, top, width, height) and points [68, 2] of each face of one of dlib's lists."""
    text = (folder / listing).read_text(encoding="latin-1")
    for image in re.finditer(r"<image file='([^']+)'.*?</image>", text, re.S):
        box = re.search(r"<box top='(-?\d+)' left='(-?\d+)' width='(\d+)' height='(\d+)'", image.group(0))
        top, left, width, height = map(int, box.groups())
        parts = re.findall(r"part name='\d+' x='(-?\d+)' y='(-?\d+)'", image.group(0))
        picture = Image.open(folder / image.group(1)).convert("L")
        yield picture, (left, top, width, height), np.array(parts, float)


def example(face, augment, partner):
    """Picture [1, 224, 224] in -1..1 and points [68, 2] in parts of it."""
    picture, (left, top, width, height), points = face
    angle = math.radians(random.uniform(-15, 15)) if augment else 0
    shift = np.array([random.uniform(-0.1, 0.1), random.uniform(-0.1, 0.1)]) * SIZE if augment else np.zeros(2)
    flips = augment and random.random() < 0.5
    scale = np.array([width, height]) * MARGIN / SIZE * [-1 if flips else 1, 1]
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    # From pixels of the result to those of the picture; the inverse moves the points.
    matrix = turn @ np.diag(scale)
    offset = np.array([left + width / 2, top + height / 2]) - matrix @ (SIZE / 2 + shift)
    rows = (*matrix[0], offset[0], *matrix[1], offset[1])
    pixels = np.asarray(picture.transform((SIZE, SIZE), Image.AFFINE, rows, Image.BILINEAR), np.float32) / 255
    if augment:
        pixels = np.clip((pixels * random.uniform(0.8, 1.2) - 0.5) * random.uniform(0.8, 1.2) + 0.5, 0, 1)
    moved = (points - offset) @ np.linalg.inv(matrix).T / SIZE
    target = moved[partner] if flips else moved
    return torch.tensor(pixels * 2 - 1)[None], torch.tensor(target, dtype=torch.float32)


def stacked(examples):
    pictures, points = zip(*examples)
    return torch.stack(pictures), torch.stack(points)


def main():
    folder, seed = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    torch.manual_seed(seed)
    random.seed(seed)
    partner = mirror()
    train = list(faces(folder, "labels_ibug_300W_train.xml"))
    held_out = [example(face, False, partner) for face in faces(folder, "labels_ibug_300W_test.xml")]
    network = NETWORKS["AntialiasedResNet50"]()
    optimizer, mse = torch.optim.Adam(network.parameters(), lr=RATE), nn.MSELoss()

    def loss_of(examples):
        pictures, points = stacked(examples)
        return mse(network(pictures).view(-1, 68, 2), points)

    for epoch in range(EPOCHS):
        network.train()
        random.shuffle(train)
        total = 0
        for start in range(0, len(train), BATCH):
            faces_of_batch = train[start : start + BATCH]
            optimizer.zero_grad()
            loss = loss_of([example(face, True, partner) for face in faces_of_batch])
            loss.backward()
            optimizer.step()
            total += loss.item() * len(faces_of_batch)
        network.eval()
        with torch.no_grad():
            parts = [held_out[start : start + 16] for start in range(0, len(held_out), 16)]
            validation = sum(loss_of(part).item() * len(part) for part in parts) / len(held_out)
        print(epoch + 1, f"{total / len(train):.5f} {validation:.5f}", flush=True)


main()
