import type { Primitive } from "./primitive.ts";

export type InterpolationAttributes = {
  readonly mode: "nearest" | "bilinear";
  /** Pixels along an axis before and after resampling. */
  readonly from: number;
  readonly to: number;
};

export const interpolation: Primitive<InterpolationAttributes> = {
  name: "interpolation",
  doc: `The matrix [to, from] that resamples an axis as PyTorch's \`Upsample\` does with \`align_corners=False\`: pixel i sees the
place (i + 0.5) * from / to - 0.5, no less than 0, between its two neighbours; \`nearest\` takes pixel floor(i * from / to).`,
  shape: (_inputs, { from, to }) => [[to, from]],
  gradient: () => [],
  examples: [
    { inputs: [], attributes: { mode: "bilinear", from: 3, to: 6 } },
    { inputs: [], attributes: { mode: "bilinear", from: 5, to: 3 } },
    { inputs: [], attributes: { mode: "nearest", from: 3, to: 7 } },
  ],
};

/** The matrix, row by row. */
export function interpolationMatrix({ mode, from, to }: InterpolationAttributes): Float64Array {
  const matrix = new Float64Array(to * from);
  for (let row = 0; row < to; row++) {
    const place = mode === "nearest" ? Math.floor((row * from) / to) : Math.max(((row + 0.5) * from) / to - 0.5, 0);
    const left = Math.floor(place);
    const right = Math.min(left + 1, from - 1);
    matrix[row * from + left]! += 1 - (place - left);
    matrix[row * from + right]! += place - left;
  }
  return matrix;
}
