import type {
  AvgPool2dAttributes,
  Conv2dAttributes,
  MaxPool2dAttributes,
  Pair,
} from "../../compiler/primitives/window-rules.ts";
import type { Reference } from "./interpret.ts";
import { type Tensor, zeros } from "./tensor.ts";

interface Sliding {
  readonly kernel: readonly [number, number];
  readonly stride: Pair;
  readonly before: Pair;
  readonly after: Pair;
  readonly dilation: Pair;
}

/** Where windows start along one axis, counted in the unpadded input. */
function starts(size: number, { kernel, stride, before, after, dilation }: Sliding, axis: 0 | 1): number[] {
  const extent = dilation[axis] * (kernel[axis] - 1) + 1;
  const found: number[] = [];
  for (let start = -before[axis]; start + extent <= size + after[axis]; start += stride[axis]) found.push(start);
  return found;
}

/** A number of a plane that a window touches: its position there (undefined in the padding), the window, the tap. */
type Visit = (touch: { readonly position: number | undefined; readonly window: number; readonly tap: number }) => void;

/** Calls `visit` for all taps of all windows over a plane of height x width; gives the counts of windows. */
function slide([height, width]: readonly [number, number], sliding: Sliding, visit: Visit): [number, number] {
  const rows = starts(height, sliding, 0);
  const columns = starts(width, sliding, 1);
  rows.forEach((top, row) => {
    columns.forEach((left, column) => {
      for (let i = 0; i < sliding.kernel[0]; i++)
        for (let j = 0; j < sliding.kernel[1]; j++) {
          const y = top + i * sliding.dilation[0];
          const x = left + j * sliding.dilation[1];
          const inside = y >= 0 && y < height && x >= 0 && x < width;
          const position = inside ? y * width + x : undefined;
          visit({ position, window: row * columns.length + column, tap: i * sliding.kernel[1] + j });
        }
    });
  });
  return [rows.length, columns.length];
}

function planeOf(shape: readonly number[]): [number, number] {
  return [shape[2]!, shape[3]!];
}

function countWindows(shape: readonly number[], sliding: Sliding): [number, number] {
  return [starts(shape[2]!, sliding, 0).length, starts(shape[3]!, sliding, 1).length];
}

/** Every product of a convolution, by the positions of its three numbers in x, w and y. */
function products(
  xShape: readonly number[],
  wShape: readonly number[],
  attributes: Conv2dAttributes,
  visit: (x: number, w: number, y: number) => void,
): number[] {
  const [batch, channels] = [xShape[0]!, xShape[1]!];
  const [filters, depth] = [wShape[0]!, wShape[1]!];
  const { padding } = attributes;
  const sliding: Sliding = { ...attributes, kernel: planeOf(wShape), before: padding, after: padding };
  const [rows, columns] = countWindows(xShape, sliding);
  const taps = sliding.kernel[0] * sliding.kernel[1];
  for (let n = 0; n < batch; n++)
    for (let o = 0; o < filters; o++)
      for (let c = 0; c < depth; c++) {
        const channel = Math.floor(o / (filters / attributes.groups)) * depth + c;
        slide(planeOf(xShape), sliding, ({ position, window, tap }) => {
          if (position === undefined) return;
          const plane = (n * channels + channel) * xShape[2]! * xShape[3]!;
          visit(plane + position, (o * depth + c) * taps + tap, (n * filters + o) * rows * columns + window);
        });
      }
  return [batch, filters, rows, columns];
}

/** Calls `of` for each plane [height, width] of a value [batch, channels, height, width]. */
function forPlanes(shape: readonly number[], of: (plane: number) => void): void {
  for (let plane = 0; plane < shape[0]! * shape[1]!; plane++) of(plane);
}

function transposed([dy, w]: readonly Tensor[], attributes: Conv2dAttributes & { shape: number[] }): [Tensor] {
  const dx = zeros(attributes.shape);
  products(dx.shape, w!.shape, attributes, (xi, wi, yi) => {
    dx.data[xi]! += dy!.data[yi]! * w!.data[wi]!;
  });
  return [dx];
}

export const windows: Readonly<Record<string, Reference>> = {
  conv2d([x, w, bias], attributes: Conv2dAttributes) {
    const y = zeros(products(x!.shape, w!.shape, attributes, () => {}));
    const area = y.shape[2]! * y.shape[3]!;
    if (bias !== undefined)
      for (let i = 0; i < y.data.length; i++) y.data[i] = bias.data[Math.floor(i / area) % bias.data.length]!;
    products(x!.shape, w!.shape, attributes, (xi, wi, yi) => {
      y.data[yi]! += x!.data[xi]! * w!.data[wi]!;
    });
    return [y];
  },
  conv2d_input_grad: transposed,
  conv_transpose2d: transposed,
  conv2d_filter_grad([x, dy], attributes: Conv2dAttributes & { shape: number[] }) {
    const dw = zeros(attributes.shape);
    products(x!.shape, dw.shape, attributes, (xi, wi, yi) => {
      dw.data[wi]! += dy!.data[yi]! * x!.data[xi]!;
    });
    return [dw];
  },
  max_pool2d([x], attributes: MaxPool2dAttributes) {
    const y = zeros([...x!.shape.slice(0, 2), ...countWindows(x!.shape, attributes)]);
    y.data.fill(Number.NEGATIVE_INFINITY);
    const indices: Tensor = zeros(y.shape);
    const [area, count] = [x!.shape[2]! * x!.shape[3]!, y.shape[2]! * y.shape[3]!];
    forPlanes(x!.shape, (plane) =>
      slide(planeOf(x!.shape), attributes, ({ position, window }) => {
        if (position === undefined || x!.data[plane * area + position]! <= y.data[plane * count + window]!) return;
        y.data[plane * count + window] = x!.data[plane * area + position]!;
        indices.data[plane * count + window] = plane * area + position;
      }),
    );
    return [y, indices];
  },
  max_pool2d_grad([dy, indices, x]) {
    const dx = zeros(x!.shape);
    for (let i = 0; i < dy!.data.length; i++) dx.data[indices!.data[i]!]! += dy!.data[i]!;
    return [dx];
  },
  avg_pool2d([x], attributes: AvgPool2dAttributes) {
    const sliding: Sliding = { ...attributes, dilation: [1, 1] };
    const y = zeros([...x!.shape.slice(0, 2), ...countWindows(x!.shape, sliding)]);
    shares(x!.shape, sliding, (xi, yi, share) => {
      y.data[yi]! += x!.data[xi]! * share;
    });
    return [y];
  },
  avg_pool2d_grad([dy], attributes: AvgPool2dAttributes & { shape: number[] }) {
    const dx = zeros(attributes.shape);
    shares(dx.shape, { ...attributes, dilation: [1, 1] }, (xi, yi, share) => {
      dx.data[xi]! += dy!.data[yi]! * share;
    });
    return [dx];
  },
};

/** Every number that an average pool takes, by its position in x, that in y, and its share in the mean. */
function shares(
  shape: readonly number[],
  sliding: Sliding,
  visit: (x: number, y: number, share: number) => void,
): void {
  const area = shape[2]! * shape[3]!;
  const [rows, columns] = countWindows(shape, sliding);
  forPlanes(shape, (plane) =>
    slide(planeOf(shape), sliding, ({ position, window }) => {
      if (position === undefined) return;
      visit(plane * area + position, plane * rows * columns + window, 1 / (sliding.kernel[0] * sliding.kernel[1]));
    }),
  );
}
