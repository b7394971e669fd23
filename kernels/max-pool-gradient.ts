import { at, clear } from "./memory";
import {
  batch,
  channels,
  columns,
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
 * The gradient of a max pool by x; y is its result and dy the gradient by that. The first number of a window, in reading order, that
 * equals the maximum takes all.
 */
export function maxPoolGradient(x: usize, y: usize, dy: usize, gradient: usize): void {
  clear(gradient, batch * height * width * channels);
  let place = 0;
  for (let picture = 0; picture < batch; picture++) {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        passOn(x, y, dy, gradient, picture * height, row * strideY - top, column * strideX - left, place);
        place += channels;
      }
    }
  }
}

/** What one window gives to the numbers in it: four channels at once, then those that are left one by one. */
function passOn(
  x: usize,
  y: usize,
  dy: usize,
  gradient: usize,
  firstRow: i32,
  fromY: i32,
  fromX: i32,
  place: i32,
): void {
  const startY = max(fromY, 0);
  const endY = min(fromY + windowHeight, height);
  const startX = max(fromX, 0);
  const endX = min(fromX + windowWidth, width);
  let channel = 0;
  for (; channel + 4 <= channels; channel += 4) {
    const largest = v128.load(at(y, place + channel));
    const share = v128.load(at(dy, place + channel));
    let open = i32x4.splat(-1);
    for (let row = startY; row < endY; row++) {
      for (let column = startX; column < endX; column++) {
        const number = ((firstRow + row) * width + column) * channels + channel;
        const won = v128.and(open, f32x4.eq(v128.load(at(x, number)), largest));
        open = v128.andnot(open, won);
        const to = at(gradient, number);
        v128.store(to, f32x4.add(v128.load(to), v128.and(share, won)));
      }
    }
  }
  for (; channel < channels; channel++) {
    const number = placeOf(x, load<f32>(at(y, place + channel)), firstRow, startY, endY, startX, endX, channel);
    if (number < 0) continue;
    const to = at(gradient, number);
    store<f32>(to, load<f32>(to) + load<f32>(at(dy, place + channel)));
  }
}

/** Index in x of the first number of a window that equals the largest; -1 where none does, as where there is no number. */
function placeOf(
  x: usize,
  largest: f32,
  firstRow: i32,
  startY: i32,
  endY: i32,
  startX: i32,
  endX: i32,
  channel: i32,
): i32 {
  for (let row = startY; row < endY; row++) {
    for (let column = startX; column < endX; column++) {
      const number = ((firstRow + row) * width + column) * channels + channel;
      if (load<f32>(at(x, number)) === largest) return number;
    }
  }
  return -1;
}
