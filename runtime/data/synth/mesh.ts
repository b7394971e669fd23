import type { Point3 } from "./head-surface.ts";

/** A surface as a grid of points; what its pixels look like follows from two numbers that every point carries. */
export interface Mesh {
  readonly rows: number;
  readonly columns: number;
  /** [rows, columns, 3] */
  readonly points: Float32Array;
  /** [rows, columns, 2] */
  readonly attributes: Float32Array;
  readonly material: Material;
  /** True where its inside can be seen too, as in hair that hangs down behind the neck. */
  readonly twoSided?: boolean;
}

/** Lit color (0..1) of a pixel, written to `out`, from the attributes and the normal; false where there is a hole. */
export type Material = (a: number, b: number, nx: number, ny: number, nz: number, out: Float32Array) => boolean;

export interface MeshPoint {
  readonly point: Point3;
  readonly attributes: readonly [number, number];
}

export function mesh(
  rows: number,
  columns: number,
  material: Material,
  at: (row: number, column: number) => MeshPoint,
): Mesh {
  const points = new Float32Array(rows * columns * 3);
  const attributes = new Float32Array(rows * columns * 2);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const index = row * columns + column;
      const { point, attributes: carried } = at(row, column);
      points.set(point, index * 3);
      attributes.set(carried, index * 2);
    }
  }
  return { rows, columns, points, attributes, material };
}

/** Unit normals of the grid's points, from the differences of their neighbours: [rows, columns, 3]. */
export function normals({ rows, columns, points }: Pick<Mesh, "rows" | "columns" | "points">): Float32Array {
  const result = new Float32Array(points.length);
  for (let row = 0; row < rows; row++) {
    const above = Math.max(row - 1, 0) * columns;
    const below = Math.min(row + 1, rows - 1) * columns;
    for (let column = 0; column < columns; column++) {
      const left = row * columns + Math.max(column - 1, 0);
      const right = row * columns + Math.min(column + 1, columns - 1);
      setNormal(
        points,
        left * 3,
        right * 3,
        (above + column) * 3,
        (below + column) * 3,
        result,
        (row * columns + column) * 3,
      );
    }
  }
  return result;
}

/** The cross product of left-to-right and up-to-down, which points outwards. All are indices of x. */
function setNormal(
  points: Float32Array,
  left: number,
  right: number,
  up: number,
  down: number,
  result: Float32Array,
  at: number,
): void {
  const ax = points[right]! - points[left]!;
  const ay = points[right + 1]! - points[left + 1]!;
  const az = points[right + 2]! - points[left + 2]!;
  const bx = points[down]! - points[up]!;
  const by = points[down + 1]! - points[up + 1]!;
  const bz = points[down + 2]! - points[up + 2]!;
  const x = ay * bz - az * by;
  const y = az * bx - ax * bz;
  const z = ax * by - ay * bx;
  const length = Math.sqrt(x * x + y * y + z * z) || 1;
  result[at] = x / length;
  result[at + 1] = y / length;
  result[at + 2] = z / length;
}
