import { at, free, room, size } from "./memory";
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

/** Pixels whose gradients are computed at once: what they take of dy stays in the cache. */
const block: i32 = 64;

/**
 * The gradient of a convolution by x: for each pixel the sum over the places that saw it, and over all filters, of dy, the gradient
 * by the convolution's result, times the number of the filter [windowHeight, windowWidth, channels, filters] that saw it.
 *
 * Pixels whose row and column leave the same remainder when divided by the strides are seen by the same part of the window, and
 * so are done together: two tables say where they are and where in dy, with zeros around it, the last place is that saw them.
 */
export function inputGradient(dy: usize, filter: usize, gradient: usize): void {
  const above = (windowHeight - 1) / strideY;
  const before = (windowWidth - 1) / strideX;
  const tall = above + max(rows, (height - 1 + top) / strideY + 1);
  const wide = before + max(columns, (width - 1 + left) / strideX + 1);
  const asItIs = tall === rows && wide === columns;
  const known = asItIs ? dy : padded(dy, rows, columns, filters, above, before, tall, wide);

  const lastPlaces = room(batch * height * width + 3);
  const pixels = room(batch * height * width + 3);
  const taps = room(2 * windowHeight * windowWidth);
  for (let y = 0; y < strideY; y++) {
    for (let x = 0; x < strideX; x++) {
      const tapCount = findTaps(taps, y, x, wide);
      const count = findPixels(lastPlaces, pixels, y, x, tall, wide, above, before);
      for (let first = 0; first < count; first += block) {
        const end = min(first + block, count);
        for (let channel = 0; channel < channels; channel += 2) {
          for (let pixel = first; pixel < end; pixel += 4) {
            sumTaps(known, filter, gradient, at(lastPlaces, pixel), at(pixels, pixel), taps, tapCount, channel);
          }
        }
      }
    }
  }
  if (!asItIs) free(known);
  free(lastPlaces);
  free(pixels);
  free(taps);
}

/**
 * The numbers of the filter that see pixels of these remainders: of each, bytes from the last place that sees such a pixel to the one
 * where this number does, and from the beginning of the filter to it. Gives how many there are.
 */
function findTaps(taps: usize, remainderY: i32, remainderX: i32, wide: i32): i32 {
  let count = 0;
  for (let y = remainderY; y < windowHeight; y += strideY) {
    for (let x = remainderX; x < windowWidth; x += strideX) {
      const back = (y / strideY) * wide + x / strideX;
      store<i32>(at(taps, 2 * count), -back * filters * <i32>size);
      store<i32>(at(taps, 2 * count), (y * windowWidth + x) * channels * filters * <i32>size, 4);
      count++;
    }
  }
  return count;
}

/**
 * Of all pixels of these remainders: bytes from the beginning of dy to the last place that sees them, and from the beginning of x
 * to them. Gives how many there are; the last one is repeated until there are a multiple of four.
 */
function findPixels(
  lastPlaces: usize,
  pixels: usize,
  remainderY: i32,
  remainderX: i32,
  tall: i32,
  wide: i32,
  above: i32,
  before: i32,
): i32 {
  const firstY = (remainderY - (top % strideY) + strideY) % strideY;
  const firstX = (remainderX - (left % strideX) + strideX) % strideX;
  let count = 0;
  for (let picture = 0; picture < batch; picture++) {
    for (let y = firstY; y < height; y += strideY) {
      const row = (picture * tall + (y + top) / strideY + above) * wide;
      for (let x = firstX; x < width; x += strideX) {
        const place = row + (x + left) / strideX + before;
        const pixel = (picture * height + y) * width + x;
        store<i32>(at(lastPlaces, count), place * filters * <i32>size);
        store<i32>(at(pixels, count), pixel * channels * <i32>size);
        count++;
      }
    }
  }
  for (let more = count; count > 0 && more % 4 > 0; more++) {
    store<i32>(at(lastPlaces, more), load<i32>(at(lastPlaces, count - 1)));
    store<i32>(at(pixels, more), load<i32>(at(pixels, count - 1)));
  }
  return count;
}

/** Two channels of four pixels. */
function sumTaps(
  dy: usize,
  filter: usize,
  gradient: usize,
  lastPlaces: usize,
  pixels: usize,
  taps: usize,
  tapCount: i32,
  channel: i32,
): void {
  const row = <usize>filters * size;
  const first = filter + <usize>channel * row;
  const other = channel + 1 < channels ? row : 0;
  const dy0 = dy + load<i32>(lastPlaces);
  const dy1 = dy + load<i32>(lastPlaces, 4);
  const dy2 = dy + load<i32>(lastPlaces, 8);
  const dy3 = dy + load<i32>(lastPlaces, 12);
  let a0 = f32x4.splat(0);
  let b0 = a0;
  let a1 = a0;
  let b1 = a0;
  let a2 = a0;
  let b2 = a0;
  let a3 = a0;
  let b3 = a0;
  const vectors = filters & ~3;
  const tail = filters & 3;
  const lastTap = at(taps, 2 * tapCount);
  while (taps < lastTap) {
    const back = load<i32>(taps);
    let f = first + load<i32>(taps, 4);
    const end = f + <usize>vectors * size;
    let p0 = dy0 + back;
    let p1 = dy1 + back;
    let p2 = dy2 + back;
    let p3 = dy3 + back;
    while (f < end) {
      const a = v128.load(f);
      const b = v128.load(f + other);
      let known = v128.load(p0);
      a0 = f32x4.add(a0, f32x4.mul(known, a));
      b0 = f32x4.add(b0, f32x4.mul(known, b));
      known = v128.load(p1);
      a1 = f32x4.add(a1, f32x4.mul(known, a));
      b1 = f32x4.add(b1, f32x4.mul(known, b));
      known = v128.load(p2);
      a2 = f32x4.add(a2, f32x4.mul(known, a));
      b2 = f32x4.add(b2, f32x4.mul(known, b));
      known = v128.load(p3);
      a3 = f32x4.add(a3, f32x4.mul(known, a));
      b3 = f32x4.add(b3, f32x4.mul(known, b));
      f += 16;
      p0 += 16;
      p1 += 16;
      p2 += 16;
      p3 += 16;
    }
    if (tail > 0) {
      const a = loadTail(f, tail);
      const b = loadTail(f + other, tail);
      let known = loadTail(p0, tail);
      a0 = f32x4.add(a0, f32x4.mul(known, a));
      b0 = f32x4.add(b0, f32x4.mul(known, b));
      known = loadTail(p1, tail);
      a1 = f32x4.add(a1, f32x4.mul(known, a));
      b1 = f32x4.add(b1, f32x4.mul(known, b));
      known = loadTail(p2, tail);
      a2 = f32x4.add(a2, f32x4.mul(known, a));
      b2 = f32x4.add(b2, f32x4.mul(known, b));
      known = loadTail(p3, tail);
      a3 = f32x4.add(a3, f32x4.mul(known, a));
      b3 = f32x4.add(b3, f32x4.mul(known, b));
    }
    taps += 8;
  }
  const both = channel + 1 < channels;
  storeSums(at(gradient, channel) + load<i32>(pixels), a0, b0, both);
  storeSums(at(gradient, channel) + load<i32>(pixels, 4), a1, b1, both);
  storeSums(at(gradient, channel) + load<i32>(pixels, 8), a2, b2, both);
  storeSums(at(gradient, channel) + load<i32>(pixels, 12), a3, b3, both);
}

/** Up to three numbers, and zeros; no number behind them is read. */
function loadTail(place: usize, count: i32): v128 {
  if (count === 1) return v128.load32_zero(place);
  const two = v128.load64_zero(place);
  return count === 2 ? two : v128.load_lane<f32>(place + 8, two, 2);
}

function storeSums(place: usize, a: v128, b: v128, both: bool): void {
  store<f32>(place, sumOf(a));
  if (both) store<f32>(place, sumOf(b), 4);
}

function sumOf(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3));
}
