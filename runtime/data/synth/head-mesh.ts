import { type FaceTexture, sample } from "./face-texture.ts";
import type { HeadSurface, Point3 } from "./head-surface.ts";
import type { Lamp } from "./lamp.ts";
import { type Material, type Mesh, mesh } from "./mesh.ts";
import type { Noise } from "./noise.ts";
import type { Person } from "./person.ts";

/** Sides of the mesh: dense in front, coarse behind, where hair is. */
const frontColumns = 66;
const backColumns = 9;

export function headMesh(surface: HeadSurface, texture: FaceTexture, lamp: Lamp, grain: Noise): Mesh {
  const angles = headAngles();
  return mesh(surface.sections.length, angles.length, skinMaterial(texture, lamp, grain), (row, column) => {
    const point = surface.pointAt(surface.sections[row]!, angles[column]!);
    return { point, attributes: [point[0], point[1]] };
  });
}

function headAngles(): number[] {
  const front = Array.from({ length: frontColumns + 1 }, (_, k) => Math.PI * (k / frontColumns - 0.5));
  const quarter = Array.from({ length: backColumns }, (_, k) => (Math.PI / 2) * ((k + 1) / backColumns));
  return [
    ...quarter.map((angle) => -Math.PI / 2 - angle).toReversed(),
    ...front,
    ...quarter.map((angle) => Math.PI / 2 + angle),
  ];
}

/** The face's colors, by its coordinates seen from the front, with the grain of skin. */
function skinMaterial(texture: FaceTexture, lamp: Lamp, grain: Noise): Material {
  return (x, y, nx, ny, nz, out) => {
    const tone = 0.94 + 0.08 * grain.at(x * 0.7, y * 0.7) + 0.04 * grain.at(x * 0.08 + 40, y * 0.08);
    const red = sample(texture, x, y, 0) * tone;
    const green = sample(texture, x, y, 1) * tone;
    const blue = sample(texture, x, y, 2) * tone;
    lamp.light(red, green, blue, nx, ny, nz, 0.05, out);
    return true;
  };
}

/** An ear, at the image's left (side -1) or right (1). */
export function earMesh(surface: HeadSurface, { skin, shape }: Person, lamp: Lamp, side: -1 | 1): Mesh {
  const middle = 27 * shape.length;
  const centre: Point3 = [side * (surface.sectionAt(middle).width + 4), middle, -14];
  const material: Material = (across, down, nx, ny, nz, out) => {
    const hollow = 1 - 0.35 * Math.exp(-(((across - 0.2) / 0.5) ** 2) - (down / 0.55) ** 2);
    lamp.light(skin[0] * hollow, skin[1] * 0.9 * hollow, skin[2] * 0.88 * hollow, nx, ny, nz, 0.02, out);
    return true;
  };
  return mesh(14, 25, material, (row, column) => {
    const polar = (Math.PI * row) / 13;
    const azimuth = -Math.PI + (2 * Math.PI * column) / 24;
    const across = Math.sin(polar) * Math.sin(azimuth);
    const forward = Math.sin(polar) * Math.cos(azimuth);
    const down = -Math.cos(polar);
    // Tilted: the upper end lies further back and out.
    const point: Point3 = [
      centre[0] + across * 11 - side * down * 4,
      centre[1] + down * 27,
      centre[2] + forward * 15 + down * 6,
    ];
    return { point, attributes: [forward, down] };
  });
}
