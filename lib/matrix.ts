/** An affine map of the plane: x' = a*x + b*y + c, y' = d*x + e*y + f. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

export const identity: Matrix = [1, 0, 0, 0, 1, 0];

/** First `inner`, then `outer`. */
export function compose(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer;
  const [g, h, i, j, k, l] = inner;
  return [a * g + b * j, a * h + b * k, a * i + b * l + c, d * g + e * j, d * h + e * k, d * i + e * l + f];
}

export function invert([a, b, c, d, e, f]: Matrix): Matrix {
  const determinant = a * e - b * d;
  return [
    e / determinant,
    -b / determinant,
    (b * f - e * c) / determinant,
    -d / determinant,
    a / determinant,
    (d * c - a * f) / determinant,
  ];
}

export function applyTo([a, b, c, d, e, f]: Matrix, x: number, y: number): readonly [number, number] {
  return [a * x + b * y + c, d * x + e * y + f];
}

/**
 * Resizing, edge to edge, in coordinates of pixel centres: the picture's edges lie half a pixel beyond its outermost
 * centres, so x' = (x + 0.5) * (to.width / from.width) - 0.5.
 */
export function resizing(
  from: { readonly width: number; readonly height: number },
  to: { readonly width: number; readonly height: number },
): Matrix {
  const sx = to.width / from.width;
  const sy = to.height / from.height;
  return [sx, 0, (sx - 1) / 2, 0, sy, (sy - 1) / 2];
}
