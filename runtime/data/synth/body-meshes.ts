import { type Point3, smoothstep } from "./head-surface.ts";
import type { Lamp } from "./lamp.ts";
import { type Material, type Mesh, mesh } from "./mesh.ts";
import type { Noise } from "./noise.ts";
import type { Person } from "./person.ts";

const columns = 73;
/** From behind the image's left shoulder, around the front, to behind the right one. */
const angleAt = (column: number) => -Math.PI + (2 * Math.PI * column) / (columns - 1);

export function neckMesh({ skin, shape, gender }: Person, lamp: Lamp, grain: Noise): Mesh {
  const chin = 167 * shape.length;
  const slim = gender === "f" ? 0.86 : 1;
  const material: Material = (x, y, nx, ny, nz, out) => {
    // The head keeps the light from the throat.
    const shadow = 0.55 + 0.45 * smoothstep(chin - 25, chin + 45, y);
    const tone = shadow * (0.95 + 0.08 * grain.at(x * 0.5, y * 0.5));
    lamp.light(skin[0] * tone, skin[1] * tone * 0.98, skin[2] * tone * 0.97, nx, ny, nz, 0.02, out);
    return true;
  };
  return mesh(30, columns, material, (row, column) => {
    const y = 60 + row * 8;
    const width = (61 + 44 * smoothstep(185, 290, y)) * slim * shape.width;
    const point = oval(angleAt(column), y, width, -26, 50 + 14 * smoothstep(190, 290, y));
    return { point, attributes: [point[0], point[1]] };
  });
}

/** Half the width of neck, shoulders and arms by height. */
const outline: readonly (readonly [y: number, width: number])[] = [
  [162, 58],
  [174, 70],
  [186, 104],
  [198, 152],
  [212, 196],
  [232, 228],
  [270, 252],
  [340, 268],
];

export function clothesMeshes(person: Person, lamp: Lamp, noise: Noise): Mesh[] {
  const { clothes, gender } = person;
  const shell = mesh(44, columns, clothMaterial(person, lamp, noise, true), (row, column) => {
    const y = outline[0]![0] + (row / 43) * 178;
    const width = along(outline, y) * (gender === "f" ? 0.9 : 1);
    const point = oval(angleAt(column), y, width, -30, 56 + 16 * smoothstep(180, 260, y));
    return { point, attributes: [point[0], point[2] > -40 ? y : y + 1000] };
  });
  const torso = { ...shell, twoSided: true };
  if (clothes.kind !== "turtleneck") return [torso];
  const collar = mesh(14, columns, clothMaterial(person, lamp, noise, false), (row, column) => {
    const y = 146 + row * 4.5;
    const bulge = Math.sin((Math.PI * (row + 1)) / 15);
    const point = oval(angleAt(column), y, 60 + 10 * bulge + row * 0.6, -26, 56 + 8 * bulge);
    return { point, attributes: [point[0], y] };
  });
  return [torso, collar];
}

/** A horizontal oval around the axis x = 0, z = `centre`. */
function oval(angle: number, y: number, width: number, centre: number, depth: number): Point3 {
  return [width * Math.sin(angle), y, centre + depth * Math.cos(angle)];
}

/** Cloth with its knit; `cut`: with the neckline cut out. */
function clothMaterial({ clothes }: Person, lamp: Lamp, noise: Noise, cut: boolean): Material {
  const { kind, color, trim, texture } = clothes;
  return (x, y, nx, ny, nz, out) => {
    const inside = cut && y < 1000 ? y - necklineAt(x, kind) : 100;
    if (inside < 0) return false;
    const base = inside < 7 && kind !== "turtleneck" ? trim : color;
    const knit = 1 + texture * 0.1 * Math.sin(x * 1.1) + 0.16 * (noise.at(x * 0.45, y * 0.45) - 0.5);
    const folds = 1 + 0.3 * (noise.at(x * 0.03 + 7, y * 0.035) - 0.5);
    const tone = 0.92 * knit * folds;
    lamp.light(base[0] * tone, base[1] * tone, base[2] * tone, nx, ny, nz, 0, out);
    return true;
  };
}

function necklineAt(x: number, kind: Person["clothes"]["kind"]): number {
  const across = Math.min(1, Math.abs(x) / 66);
  if (kind === "turtleneck") return 0;
  if (kind === "v neck") return 244 - 68 * across;
  return 176 + 34 * Math.sqrt(1 - across * across);
}

function along(table: readonly (readonly [number, number])[], y: number): number {
  const next = Math.max(
    1,
    table.findIndex(([at]) => at >= y),
  );
  const [y1, w1] = table[next]!;
  const [y0, w0] = table[next - 1]!;
  return w0 + (w1 - w0) * smoothstep(y0, y1, y);
}
