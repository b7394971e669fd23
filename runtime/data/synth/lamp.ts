import type { Point3 } from "./head-surface.ts";
import type { Light } from "./shot.ts";

/** Lights surfaces. */
export interface Lamp {
  /**
   * Color (0..1, to `out`) of a surface of this color (0..255) with this normal; `gloss` is the strength of the highlight.
   */
  light(
    red: number,
    green: number,
    blue: number,
    nx: number,
    ny: number,
    nz: number,
    gloss: number,
    out: Float32Array,
  ): void;
}

/** Light wraps around a soft surface by this much (0: hard, Lambert). */
const wrap = 0.22;

export function lamp({ direction, strength, ambient, warmth }: Light): Lamp {
  const [lx, ly, lz] = unit(direction);
  const [hx, hy, hz] = unit([lx, ly, lz + 1]);
  return {
    light(red, green, blue, nx, ny, nz, gloss, out) {
      const facing = Math.max(0, (nx * lx + ny * ly + nz * lz + wrap) / (1 + wrap));
      // The sky above gives more than the floor below, and the viewer's side a little.
      const around = ambient * (0.85 - 0.3 * ny + 0.35 * Math.max(0, nz));
      const light = around + strength * facing;
      const mirrored = Math.max(0, nx * hx + ny * hy + nz * hz);
      const highlight = gloss * strength * sixteenthPower(mirrored);
      out[0] = lit(red, light * warmth, highlight);
      out[1] = lit(green, light, highlight);
      out[2] = lit(blue, light / warmth, highlight);
    },
  };
}

function sixteenthPower(x: number): number {
  const fourth = x * x * x * x;
  return fourth * fourth * fourth * fourth;
}

/** Light adds up in linear color; a screen's color is about its square root. */
function lit(channel: number, light: number, highlight: number): number {
  const share = channel / 255;
  return Math.sqrt(share * share * light + highlight);
}

function unit([x, y, z]: Point3): Point3 {
  const length = Math.hypot(x, y, z);
  return [x / length, y / length, z / length];
}
