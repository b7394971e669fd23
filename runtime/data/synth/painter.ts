import { type Mesh, normals } from "./mesh.ts";

/** Places a point of the scene on the canvas. Coordinates are counted from the canvas's edges; depth grows to the viewer. */
export type Camera = (x: number, y: number, z: number) => readonly [x: number, y: number, depth: number];

/** Numbers of a corner: x, y, depth, two attributes, the normal. */
const stride = 8;

/** A canvas with depth: of what is painted on one pixel, the nearest stays. */
export class Painter {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue: the backdrop at first. */
  readonly pixels: Uint8Array;
  readonly #depth: Float32Array;
  readonly #color = new Float32Array(3);

  constructor(width: number, height: number, backdrop: Uint8Array) {
    this.width = width;
    this.height = height;
    this.pixels = backdrop;
    this.#depth = new Float32Array(width * height).fill(-Infinity);
  }

  paint(mesh: Mesh, camera: Camera): void {
    const corners = cornersOf(mesh, camera);
    for (let row = 0; row + 1 < mesh.rows; row++) {
      for (let column = 0; column + 1 < mesh.columns; column++) {
        const topLeft = row * mesh.columns + column;
        const bottomLeft = topLeft + mesh.columns;
        this.#triangle(mesh, corners, topLeft * stride, (topLeft + 1) * stride, bottomLeft * stride);
        this.#triangle(mesh, corners, (topLeft + 1) * stride, (bottomLeft + 1) * stride, bottomLeft * stride);
      }
    }
  }

  /** Paints the pixels whose centres lie in the triangle with these corners, unless it shows its back. */
  #triangle(mesh: Mesh, corners: Float32Array, a: number, b: number, c: number): void {
    const ax = corners[a]!;
    const ay = corners[a + 1]!;
    const bx = corners[b]!;
    const by = corners[b + 1]!;
    const cx = corners[c]!;
    const cy = corners[c + 1]!;
    const area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay);
    if (Math.abs(area) < 1e-9 || (area < 0 && mesh.twoSided !== true)) return;
    const left = Math.max(0, Math.ceil(Math.min(ax, bx, cx) - 0.5));
    const right = Math.min(this.width - 1, Math.floor(Math.max(ax, bx, cx) - 0.5));
    const top = Math.max(0, Math.ceil(Math.min(ay, by, cy) - 0.5));
    const bottom = Math.min(this.height - 1, Math.floor(Math.max(ay, by, cy) - 0.5));
    // How much the corners a and b count changes by these a pixel to the right.
    const stepA = (by - cy) / area;
    const stepB = (cy - ay) / area;
    for (let y = top; y <= bottom; y++) {
      const px = left + 0.5;
      const py = y + 0.5;
      let wa = ((bx - px) * (cy - py) - (cx - px) * (by - py)) / area;
      let wb = ((cx - px) * (ay - py) - (ax - px) * (cy - py)) / area;
      for (let x = left; x <= right; x++, wa += stepA, wb += stepB) {
        const wc = 1 - wa - wb;
        if (wa >= 0 && wb >= 0 && wc >= 0) this.#pixel(mesh, y * this.width + x, corners, a, b, c, wa, wb, wc);
      }
    }
  }

  /** One pixel of a triangle, whose corners count wa, wb and wc there. */
  #pixel(
    { material }: Mesh,
    pixel: number,
    corners: Float32Array,
    a: number,
    b: number,
    c: number,
    wa: number,
    wb: number,
    wc: number,
  ): void {
    const depth = blend(corners, a + 2, b + 2, c + 2, wa, wb, wc);
    if (depth <= this.#depth[pixel]!) return;
    const painted = material(
      blend(corners, a + 3, b + 3, c + 3, wa, wb, wc),
      blend(corners, a + 4, b + 4, c + 4, wa, wb, wc),
      blend(corners, a + 5, b + 5, c + 5, wa, wb, wc),
      blend(corners, a + 6, b + 6, c + 6, wa, wb, wc),
      blend(corners, a + 7, b + 7, c + 7, wa, wb, wc),
      this.#color,
    );
    if (!painted) return;
    this.#depth[pixel] = depth;
    for (let channel = 0; channel < 3; channel++) {
      this.pixels[pixel * 3 + channel] = Math.min(255, Math.max(0, this.#color[channel]! * 255));
    }
  }
}

function blend(numbers: Float32Array, a: number, b: number, c: number, wa: number, wb: number, wc: number): number {
  return numbers[a]! * wa + numbers[b]! * wb + numbers[c]! * wc;
}

/** Of every point of the mesh: its place on the canvas, and what is carried to the pixels. */
function cornersOf(mesh: Mesh, camera: Camera): Float32Array {
  const count = mesh.rows * mesh.columns;
  const directions = normals(mesh);
  const corners = new Float32Array(count * stride);
  for (let index = 0; index < count; index++) {
    const point = index * 3;
    const at = index * stride;
    corners.set(camera(mesh.points[point]!, mesh.points[point + 1]!, mesh.points[point + 2]!), at);
    corners[at + 3] = mesh.attributes[index * 2]!;
    corners[at + 4] = mesh.attributes[index * 2 + 1]!;
    corners[at + 5] = directions[point]!;
    corners[at + 6] = directions[point + 1]!;
    corners[at + 7] = directions[point + 2]!;
  }
  return corners;
}
