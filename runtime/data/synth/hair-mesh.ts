import { type HeadSurface, type Section, smoothstep } from "./head-surface.ts";
import type { Lamp } from "./lamp.ts";
import { type Material, type Mesh, mesh } from "./mesh.ts";
import type { Noise } from "./noise.ts";
import type { FaceShape, Hair, Person } from "./person.ts";

const columns = 91;

/** A shell over the skull, with a hole where the face is. */
export function hairMesh(surface: HeadSurface, { hair, shape }: Person, lamp: Lamp, strands: Noise): Mesh {
  const rows = hairRows(surface, hair, shape);
  const cover = coverOf(hair, shape);
  const shell = mesh(rows.length, columns, hairMaterial(hair, cover, lamp, strands), (row, column) => {
    const section = rows[row]!;
    const angle = -Math.PI + (2 * Math.PI * column) / (columns - 1);
    const [x, y, z] = surface.pointAt(section, angle);
    const crown = 1 - smoothstep(-150, 40, y);
    const locks = 0.75 + 0.5 * strands.at(angle * 5 + 60, y * 0.02);
    const thickness = hair.volume * locks * (0.45 + 0.75 * crown) * smoothstep(-4, 26, cover(angle, y)) + 1.5;
    const [dx, dy, dz] = [x, Math.min(0, y + 20) * 0.9, z - section.centre];
    const out = thickness / (Math.hypot(dx, dy, dz) || 1);
    return { point: [x + dx * out, y + dy * out, z + dz * out], attributes: [angle, y] };
  });
  return { ...shell, twoSided: true };
}

/** The head's own sections as far as the ears, then straight down as far as the hair hangs. */
function hairRows(surface: HeadSurface, { length }: Hair, shape: FaceShape): Section[] {
  const ears = 35 * shape.length;
  const skull = surface.sections.filter(({ y }) => y <= ears);
  const last = skull.at(-1)!;
  const hanging = length === "long" ? 165 : 70;
  const below = Array.from({ length: 18 }, (_, k) => {
    const share = (k + 1) / 18;
    const wide = length === "long" ? 1 + 0.16 * smoothstep(0, 0.6, share) : 1 - 0.22 * share ** 2;
    return { ...last, y: last.y + hanging * share, width: last.width * wide, back: last.back * wide };
  });
  return [...skull, ...below];
}

/** How far a point lies inside the hair, in pixels; negative outside. */
type Cover = (angle: number, y: number) => number;

/** Where short hair ends, by the angle from the front in degrees. Above the ear it leaves the ear free. */
const hairline: readonly (readonly [degrees: number, y: number])[] = [
  [0, -93],
  [25, -92],
  [45, -82],
  [57, -58],
  [67, -26],
  [76, 8],
  [84, 20],
  [90, 12],
  [97, -8],
  [108, -6],
  [118, 34],
  [135, 78],
  [180, 92],
];

function coverOf(hair: Hair, shape: FaceShape): Cover {
  // Looked up for every pixel, so worked out once, for every half degree.
  const steps = 720;
  const index = (angle: number) => Math.round(((angle + Math.PI) / (2 * Math.PI)) * steps);
  const ends = Float32Array.from({ length: steps + 1 }, (_, k) => hairEnd(hair, (k / steps) * 2 * Math.PI - Math.PI));
  const top = hair.length === "bald" ? -42 : -Infinity;
  return (angle, y) => Math.min(ends[index(angle)]! * shape.length - y, y - top);
}

/** How far down the hair reaches in a direction from the front. */
function hairEnd({ length, recession, fringe, parting }: Hair, angle: number): number {
  const degrees = (Math.abs(angle) * 180) / Math.PI;
  const front = 1 - smoothstep(25, 62, degrees);
  const temples = Math.exp(-(((degrees - 42) / 14) ** 2));
  const slant = 1 + 0.7 * parting * Math.sin(angle * 1.3);
  const short = interpolate(hairline, degrees) - recession * (front + 1.2 * temples) + fringe * slant * front;
  if (length !== "long" || degrees <= 62) return short;
  return Math.max(short, 40 + 150 * smoothstep(62, 74, degrees));
}

function interpolate(table: readonly (readonly [number, number])[], x: number): number {
  const next = table.findIndex(([at]) => at >= x);
  const [x1, y1] = table[Math.max(1, next)]!;
  const [x0, y0] = table[Math.max(1, next) - 1]!;
  return y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
}

function hairMaterial({ color, volume }: Hair, cover: Cover, lamp: Lamp, strands: Noise): Material {
  return (angle, y, nx, ny, nz, out) => {
    const strand = strands.at(angle * 34, y * 0.035 + angle * 2);
    const fine = strands.at(angle * 90 + 100, y * 0.05);
    // Strands end here and there, not in a line.
    if (cover(angle, y) + (strand - 0.5) * (8 + volume * 0.5) + (fine - 0.5) * 6 < 0) return false;
    const tone = 0.62 + 0.42 * strand + 0.3 * fine;
    lamp.light(color[0] * tone, color[1] * tone, color[2] * tone, nx, ny, nz, 0.035 * fine, out);
    return true;
  };
}
