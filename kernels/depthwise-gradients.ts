import { at, clear, size } from "./memory";
import {
  batch,
  channels,
  columns,
  filters,
  height,
  left,
  rows,
  strideX,
  strideY,
  top,
  width,
  windowHeight,
  windowWidth,
} from "./window";

/**
 * The gradient of a depthwise convolution by its filter, [windowHeight, windowWidth, filters]: each channel of x has filters of its
 * own, as many as there are filters a channel. dy is the gradient by the result.
 */
export function depthwiseFilterGradient(x: usize, dy: usize, gradient: usize): void {
  clear(gradient, windowHeight * windowWidth * filters);
  slideRows(x, dy, gradient, true);
}

/** The gradient of a depthwise convolution by x. */
export function depthwiseInputGradient(dy: usize, filter: usize, gradient: usize): void {
  clear(gradient, batch * height * width * channels);
  slideRows(gradient, dy, filter, false);
}

/** Each number of the filter sees, in each row of places, a part of a row of x: sums there are of few numbers, which rounds less. */
function slideRows(x: usize, dy: usize, filter: usize, isByFilter: bool): void {
  for (let picture = 0; picture < batch; picture++) {
    for (let row = 0; row < rows; row++) {
      for (let tapY = 0; tapY < windowHeight; tapY++) {
        const y = row * strideY - top + tapY;
        if (y < 0 || y >= height) continue;
        for (let tapX = 0; tapX < windowWidth; tapX++) {
          const first = max(0, (left - tapX + strideX - 1) / strideX);
          const end = min(columns, (width - 1 + left - tapX + strideX) / strideX);
          if (end <= first) continue;
          const seen = ((picture * height + y) * width + first * strideX - left + tapX) * channels;
          const place = ((picture * rows + row) * columns + first) * filters;
          const tap = (tapY * windowWidth + tapX) * filters;
          if (isByFilter) sumRow(at(x, seen), at(dy, place), at(filter, tap), end - first);
          else spreadRow(at(x, seen), at(dy, place), at(filter, tap), end - first);
        }
      }
    }
  }
}

/** Adds to the numbers of the filter the products of what they saw at so many places and of dy. */
function sumRow(x: usize, dy: usize, gradient: usize, count: i32): void {
  const stepX = <usize>(strideX * channels) * size;
  const stepY = <usize>filters * size;
  const end = dy + <usize>count * stepY;
  const vectors = filters === channels ? filters & ~3 : 0;
  for (let filter = 0; filter < vectors; filter += 4) {
    let seen = at(x, filter);
    let sum = f32x4.splat(0);
    for (let known = at(dy, filter); known < end; known += stepY) {
      sum = f32x4.add(sum, f32x4.mul(v128.load(seen), v128.load(known)));
      seen += stepX;
    }
    const to = at(gradient, filter);
    v128.store(to, f32x4.add(v128.load(to), sum));
  }
  for (let filter = vectors; filter < filters; filter++) {
    let seen = at(x, filter / (filters / channels));
    let sum: f32 = 0;
    for (let known = at(dy, filter); known < end; known += stepY) {
      sum += load<f32>(seen) * load<f32>(known);
      seen += stepX;
    }
    const to = at(gradient, filter);
    store<f32>(to, load<f32>(to) + sum);
  }
}

/** Adds to the pixels that so many places saw the products of dy and of the numbers of the filter that saw them. */
function spreadRow(gradient: usize, dy: usize, filterRow: usize, count: i32): void {
  const stepX = <usize>(strideX * channels) * size;
  const stepY = <usize>filters * size;
  const end = dy + <usize>count * stepY;
  const vectors = filters === channels ? filters & ~3 : 0;
  for (let filter = 0; filter < vectors; filter += 4) {
    const number = v128.load(at(filterRow, filter));
    let to = at(gradient, filter);
    for (let known = at(dy, filter); known < end; known += stepY) {
      v128.store(to, f32x4.add(v128.load(to), f32x4.mul(v128.load(known), number)));
      to += stepX;
    }
  }
  for (let filter = vectors; filter < filters; filter++) {
    const number = load<f32>(at(filterRow, filter));
    let to = at(gradient, filter / (filters / channels));
    for (let known = at(dy, filter); known < end; known += stepY) {
      store<f32>(to, load<f32>(to) + load<f32>(known) * number);
      to += stepX;
    }
  }
}
