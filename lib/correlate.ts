/** Numbers in planes: [channels, height, width] in row order. */
export interface Planes {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly data: Float32Array;
}

/**
 * Slides one filter over planes, at all places where it lies inside, and sums the products: what a convolutional layer does with a filter,
 * without its stride, padding and bias. The filter may see fewer planes than there are, those from `firstChannel` on.
 *
 * @returns one plane of (height - filter.height + 1) by (width - filter.width + 1).
 */
export function correlate(planes: Planes, filter: Planes, firstChannel = 0): Planes {
  const height = planes.height - filter.height + 1;
  const width = planes.width - filter.width + 1;
  const data = new Float32Array(height * width);
  for (let channel = 0; channel < filter.channels; channel++) {
    for (let row = 0; row < filter.height; row++) {
      for (let column = 0; column < filter.width; column++) {
        const weight = filter.data[(channel * filter.height + row) * filter.width + column]!;
        for (let y = 0; y < height; y++) {
          const from = ((firstChannel + channel) * planes.height + y + row) * planes.width + column;
          for (let x = 0; x < width; x++) data[y * width + x]! += weight * planes.data[from + x]!;
        }
      }
    }
  }
  return { channels: 1, height, width, data };
}
