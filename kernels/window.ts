import { at, size, zeros } from "./memory";

/**
 * How a window slides over x [batch, height, width, channels], with zeros around it, and makes y [batch, rows, columns, filters].
 * The kernels that are called after `slide` read these; no two run at once.
 */
export let batch: i32 = 0;
export let height: i32 = 0;
export let width: i32 = 0;
export let channels: i32 = 0;
export let rows: i32 = 0;
export let columns: i32 = 0;
export let filters: i32 = 0;
export let windowHeight: i32 = 0;
export let windowWidth: i32 = 0;
export let strideY: i32 = 0;
export let strideX: i32 = 0;
/** Rows of zeros above x, and columns on its left; as many as needed are below and on the right. */
export let top: i32 = 0;
export let left: i32 = 0;

export function slide(
  ofBatch: i32,
  ofHeight: i32,
  ofWidth: i32,
  ofChannels: i32,
  ofRows: i32,
  ofColumns: i32,
  ofFilters: i32,
  ofWindowHeight: i32,
  ofWindowWidth: i32,
  ofStrideY: i32,
  ofStrideX: i32,
  ofTop: i32,
  ofLeft: i32,
): void {
  batch = ofBatch;
  height = ofHeight;
  width = ofWidth;
  channels = ofChannels;
  rows = ofRows;
  columns = ofColumns;
  filters = ofFilters;
  windowHeight = ofWindowHeight;
  windowWidth = ofWindowWidth;
  strideY = ofStrideY;
  strideX = ofStrideX;
  top = ofTop;
  left = ofLeft;
}

/** A copy of [batch, fromHeight, fromWidth, depth] among zeros, [batch, toHeight, toWidth, depth]; what is over is left out. */
export function padded(
  x: usize,
  fromHeight: i32,
  fromWidth: i32,
  depth: i32,
  above: i32,
  before: i32,
  toHeight: i32,
  toWidth: i32,
): usize {
  const copy = zeros(batch * toHeight * toWidth * depth);
  const row = <usize>(min(fromWidth, toWidth - before) * depth) * size;
  for (let picture = 0; picture < batch; picture++) {
    for (let y = 0; y < min(fromHeight, toHeight - above); y++) {
      const from = (picture * fromHeight + y) * fromWidth;
      const to = (picture * toHeight + y + above) * toWidth + before;
      memory.copy(at(copy, to * depth), at(x, from * depth), row);
    }
  }
  return copy;
}
