import { at, clear, free, room, roundUp, size, zeros } from "./memory";
import {
  batch,
  channels,
  columns,
  filters,
  height,
  left,
  padded,
  rows,
  strideX,
  strideY,
  top,
  width,
  windowHeight,
  windowWidth,
} from "./window";

/** Places that are summed over at once: what they see stays in the cache, and sums of few numbers round less. */
const block: i32 = 256;

/** Filters whose gradients are summed at once, in two vectors. */
const panel: i32 = 8;

/**
 * The gradient of a convolution by its filter, [windowHeight, windowWidth, channels, filters]: the sum over all places of dy, the
 * gradient by its result, times what each number of the filter saw there.
 *
 * That is a product of matrices, [numbers of the filter, places] by [places, filters]. The left one is never made: two tables say
 * where its numbers are in x. The right one is parted into panels.
 */
export function filterGradient(x: usize, dy: usize, gradient: usize): void {
  const seenHeight = (rows - 1) * strideY + windowHeight;
  const seenWidth = (columns - 1) * strideX + windowWidth;
  const asItIs = top + left === 0 && seenHeight <= height && seenWidth <= width;
  const seen = asItIs ? x : padded(x, height, width, channels, top, left, seenHeight, seenWidth);
  const tall = asItIs ? height : seenHeight;
  const wide = asItIs ? width : seenWidth;

  const depth = windowHeight * windowWidth * channels;
  const sumRows = roundUp(depth, 4);
  const sumColumns = roundUp(filters, panel);
  const isFull = depth === sumRows && filters === sumColumns;
  const sums = isFull ? gradient : room(sumRows * sumColumns);
  clear(sums, sumRows * sumColumns);

  const corners = cornersOf(tall, wide);
  const offsets = offsetsOf(wide, sumRows);
  const packed = room(block * 4);
  const panels = room(block * sumColumns);
  const places = batch * rows * columns;
  for (let first = 0; first < places; first += block) {
    const count = min(block, places - first);
    for (let filter = 0; filter < filters; filter += panel)
      packPanel(at(dy, first * filters + filter), at(panels, filter * count), count, min(panel, filters - filter));
    for (let number = 0; number < depth; number += 4) {
      packSeen(seen, at(offsets, number), at(corners, first), count, packed);
      for (let filter = 0; filter < filters; filter += panel) {
        const sum = at(sums, number * sumColumns + filter);
        addProducts(packed, at(panels, filter * count), count, sum, <usize>sumColumns * size);
      }
    }
  }

  if (!isFull) {
    const row = <usize>filters * size;
    for (let number = 0; number < depth; number++)
      memory.copy(at(gradient, number * filters), at(sums, number * sumColumns), row);
    free(sums);
  }
  if (!asItIs) free(seen);
  free(corners);
  free(offsets);
  free(packed);
  free(panels);
}

/** Bytes from the beginning of x to the first number that the window sees, for each of its places. */
function cornersOf(tall: i32, wide: i32): usize {
  const table = room(batch * rows * columns);
  let next = table;
  for (let picture = 0; picture < batch; picture++) {
    for (let row = 0; row < rows; row++) {
      const pixel = (picture * tall + row * strideY) * wide;
      for (let column = 0; column < columns; column++) {
        store<i32>(next, (pixel + column * strideX) * channels * <i32>size);
        next += size;
      }
    }
  }
  return table;
}

/** Bytes from there to what each number of the filter sees; 0 for those that fill the table up. */
function offsetsOf(wide: i32, count: i32): usize {
  const table = zeros(count);
  let next = table;
  for (let y = 0; y < windowHeight; y++) {
    for (let x = 0; x < windowWidth; x++) {
      for (let channel = 0; channel < channels; channel++) {
        store<i32>(next, ((y * wide + x) * channels + channel) * <i32>size);
        next += size;
      }
    }
  }
  return table;
}

/** Some columns of so many rows of dy, one row after the other, with zeros where there are fewer than a panel has. */
function packPanel(dy: usize, packed: usize, count: i32, taken: i32): void {
  if (taken < panel) clear(packed, count * panel);
  for (let place = 0; place < count; place++) {
    const from = at(dy, place * filters);
    const to = at(packed, place * panel);
    if (taken === panel) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
    } else {
      for (let filter = 0; filter < taken; filter++) store<f32>(at(to, filter), load<f32>(at(from, filter)));
    }
  }
}

/** What four numbers of the filter see at so many places, one place after the other. */
function packSeen(x: usize, offsets: usize, corners: usize, count: i32, packed: usize): void {
  const offset0 = load<i32>(offsets);
  const offset1 = load<i32>(offsets, 4);
  const offset2 = load<i32>(offsets, 8);
  const offset3 = load<i32>(offsets, 12);
  const end = at(packed, 4 * count);
  const together = offset3 - offset0 === 12 && offset2 - offset1 === 4 && offset2 - offset0 === 8;
  while (packed < end) {
    const corner = x + load<i32>(corners);
    if (together) {
      v128.store(packed, v128.load(corner + offset0));
    } else {
      store<f32>(packed, load<f32>(corner + offset0));
      store<f32>(packed, load<f32>(corner + offset1), 4);
      store<f32>(packed, load<f32>(corner + offset2), 8);
      store<f32>(packed, load<f32>(corner + offset3), 12);
    }
    corners += size;
    packed += 16;
  }
}

/** Adds, for four numbers of the filter, what they saw at so many places times a panel of dy, to four rows of eight sums. */
function addProducts(seen: usize, dy: usize, count: i32, sums: usize, row: usize): void {
  let a0 = f32x4.splat(0);
  let b0 = a0;
  let a1 = a0;
  let b1 = a0;
  let a2 = a0;
  let b2 = a0;
  let a3 = a0;
  let b3 = a0;
  const end = at(dy, count * panel);
  while (dy < end) {
    const a = v128.load(dy);
    const b = v128.load(dy, 16);
    let one = v128.load_splat<f32>(seen);
    a0 = f32x4.add(a0, f32x4.mul(one, a));
    b0 = f32x4.add(b0, f32x4.mul(one, b));
    one = v128.load_splat<f32>(seen, 4);
    a1 = f32x4.add(a1, f32x4.mul(one, a));
    b1 = f32x4.add(b1, f32x4.mul(one, b));
    one = v128.load_splat<f32>(seen, 8);
    a2 = f32x4.add(a2, f32x4.mul(one, a));
    b2 = f32x4.add(b2, f32x4.mul(one, b));
    one = v128.load_splat<f32>(seen, 12);
    a3 = f32x4.add(a3, f32x4.mul(one, a));
    b3 = f32x4.add(b3, f32x4.mul(one, b));
    dy += 32;
    seen += 16;
  }
  add(sums, a0, b0);
  add(sums + row, a1, b1);
  add(sums + 2 * row, a2, b2);
  add(sums + 3 * row, a3, b3);
}

function add(sums: usize, a: v128, b: v128): void {
  v128.store(sums, f32x4.add(v128.load(sums), a));
  v128.store(sums, f32x4.add(v128.load(sums, 16), b), 16);
}
