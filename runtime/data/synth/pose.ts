import type { Point3 } from "./head-surface.ts";
import type { Mesh } from "./mesh.ts";
import type { Camera } from "./painter.ts";
import type { Shot } from "./shot.ts";

/** How the head is held, and where the camera stands. */
export interface Pose {
  /** A point of the head as it is turned. */
  turn(point: Point3): Point3;
  /** A mesh of the head as it is turned. */
  turned(mesh: Mesh): Mesh;
  /** Pixels of the picture, from its edges. */
  readonly camera: Camera;
}

/** The point of the neck that the head turns about, and the distance of the camera. */
const pivot: Point3 = [0, 100, -42];
const distance = 1500;

export function poseOf({ yaw, pitch, roll, x: seatX, y: seatY, size }: Shot): Pose {
  const [sinYaw, cosYaw] = sinCos(yaw);
  const [sinPitch, cosPitch] = sinCos(pitch);
  const [sinRoll, cosRoll] = sinCos(roll);
  const turn = ([px, py, pz]: Point3): Point3 => {
    const [x, y, z] = [px - pivot[0], py - pivot[1], pz - pivot[2]];
    const [x1, z1] = [x * cosYaw + z * sinYaw, z * cosYaw - x * sinYaw];
    const [y2, z2] = [y * cosPitch + z1 * sinPitch, z1 * cosPitch - y * sinPitch];
    const [x3, y3] = [x1 * cosRoll - y2 * sinRoll, x1 * sinRoll + y2 * cosRoll];
    return [x3 + pivot[0], y3 + pivot[1], z2 + pivot[2]];
  };
  return {
    turn,
    turned(mesh) {
      const points = new Float32Array(mesh.points.length);
      for (let index = 0; index < points.length; index += 3) {
        points.set(turn([mesh.points[index]!, mesh.points[index + 1]!, mesh.points[index + 2]!]), index);
      }
      return { ...mesh, points };
    },
    camera: (x, y, z) => {
      const scale = (size * distance) / (distance - z);
      return [seatX + x * scale, seatY + y * scale, z];
    },
  };
}

function sinCos(degrees: number): readonly [number, number] {
  const radians = (degrees * Math.PI) / 180;
  return [Math.sin(radians), Math.cos(radians)];
}
