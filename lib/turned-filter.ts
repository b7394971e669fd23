import { invert, type Matrix } from "./matrix.ts";
import { type BytePicture, type Outside, type Picture, type Size, unitOf } from "./picture.ts";

/**
 * Any map that shrinks. A pixel of the result weighs the source by a triangle along each of the result's own axes, one
 * pixel of the result to either side: what turning the picture first, without loss, and then resizing it would give.
 */
export function shrinkTurned(source: Picture | BytePicture, matrix: Matrix, to: Size, outside: Outside): Picture {
  const { width, height, channels, data } = source;
  const [a, b, , d, e] = matrix;
  const [ia, ib, ic, id, ie, jf] = invert(matrix);
  // How far a triangle reaches, in pixels of the result: a pixel of the source, at least.
  const reachU = Math.max(1, Math.hypot(a, b));
  const reachV = Math.max(1, Math.hypot(d, e));
  const reachY = Math.abs(id) * reachU + Math.abs(ie) * reachV;
  const [ux, uy, vx, vy] = [a / reachU, b / reachU, d / reachV, e / reachV];
  // A row is crossed where u is within 1: about -u0 / ux, as far as 1 / ux. An axis that runs along columns bounds no row.
  const [perU, perV] = [1 / notZero(ux), 1 / notZero(vx)];
  const [halfU, halfV] = [Math.abs(perU), Math.abs(perV)];
  const unit = unitOf(source);
  const result = new Float32Array(to.width * to.height * channels);
  if (outside !== "edge" && outside !== 0) result.fill(outside);
  for (let y = 0, at = 0; y < to.height; y++) {
    for (let x = 0; x < to.width; x++, at += channels) {
      let sx = ia * x + ib * y + ic;
      let sy = id * x + ie * y + jf;
      if (sx < -0.5 || sx > width - 0.5 || sy < -0.5 || sy > height - 0.5) {
        if (outside !== "edge") continue;
        sx = Math.min(Math.max(sx, -0.5), width - 0.5);
        sy = Math.min(Math.max(sy, -0.5), height - 0.5);
      }
      const bottom = Math.min(height - 1, Math.floor(sy + reachY));
      let total = 0;
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let row = Math.max(0, Math.ceil(sy - reachY)); row <= bottom; row++) {
        // Along this row, u and v are the distances on the result's axes in reaches: weights lie where both are below 1.
        const u0 = uy * (row - sy);
        const v0 = vy * (row - sy);
        const low = Math.max(-u0 * perU - halfU, -v0 * perV - halfV);
        const high = Math.min(-u0 * perU + halfU, -v0 * perV + halfV);
        const first = Math.max(0, Math.ceil(sx + low));
        const last = Math.min(width - 1, Math.floor(sx + high));
        let u = u0 + ux * (first - sx);
        let v = v0 + vx * (first - sx);
        const end = (row * width + last) * channels;
        let pixel = (row * width + first) * channels;
        if (channels === 1) {
          for (; pixel <= end; pixel++) {
            const weight = (1 - Math.abs(u)) * (1 - Math.abs(v));
            u += ux;
            v += vx;
            total += weight;
            red += weight * data[pixel]!;
          }
        } else {
          for (; pixel <= end; pixel += 3) {
            const weight = (1 - Math.abs(u)) * (1 - Math.abs(v));
            u += ux;
            v += vx;
            total += weight;
            red += weight * data[pixel]!;
            green += weight * data[pixel + 1]!;
            blue += weight * data[pixel + 2]!;
          }
        }
      }
      const share = unit / total;
      result[at] = red * share;
      if (channels === 1) continue;
      result[at + 1] = green * share;
      result[at + 2] = blue * share;
    }
  }
  return { width: to.width, height: to.height, channels, data: result };
}

/** A slope that is too small to matter, but can be divided by. */
function notZero(slope: number): number {
  return Math.abs(slope) < 1e-12 ? 1e-12 : slope;
}
