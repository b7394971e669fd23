"""Weights and pictures that are not written down but computed from a hash, here and in test/support/hashed.ts."""

import numpy


def hash32(x):
    """A 32-bit hash of each number."""
    x = x.astype(numpy.uint32)
    x = (x ^ (x >> numpy.uint32(16))) * numpy.uint32(0x21F0AAAD)
    x = (x ^ (x >> numpy.uint32(15))) * numpy.uint32(0x735A2D97)
    return x ^ (x >> numpy.uint32(15))


def offset_of(name):
    """FNV-1a of a name: where its numbers begin."""
    state = 0x811C9DC5
    for byte in name.encode():
        state = ((state ^ byte) * 0x01000193) & 0xFFFFFFFF
    return state


def drawn(name, shape, low, high):
    """Float32 numbers of [low, high)."""
    count = int(numpy.prod(shape))
    shares = hash32(numpy.arange(count, dtype=numpy.uint64) + offset_of(name)).astype(numpy.float64) / 2**32
    return (low + shares * (high - low)).astype(numpy.float32).reshape(shape)


def drawn_weight(key, shape):
    """A weight, bias or running statistic, so that values neither vanish nor grow from layer to layer."""
    name = key.rsplit(".", 1)[-1]
    if name == "num_batches_tracked":
        return numpy.full(shape, 4, numpy.float32)
    if name == "running_var":
        return drawn(key, shape, 1.0, 3.0)
    if name == "weight" and len(shape) == 1:
        return drawn(key, shape, 0.5, 1.5)
    if name == "weight":
        bound = (6 / numpy.prod(shape[1:])) ** 0.5  # He's: a variance of 2 / fan_in
        return drawn(key, shape, -bound, bound)
    return drawn(key, shape, -0.1, 0.1)
