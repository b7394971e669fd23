import sharp from "sharp";
import { backdrop } from "./backdrop.ts";
import { clothesMeshes, neckMesh } from "./body-meshes.ts";
import { faceTexture } from "./face-texture.ts";
import { hairMesh } from "./hair-mesh.ts";
import { earMesh, headMesh } from "./head-mesh.ts";
import { type HeadSurface, headSurface, type Point3 } from "./head-surface.ts";
import { lamp } from "./lamp.ts";
import { landmarks } from "./landmarks.ts";
import { valueNoise } from "./noise.ts";
import { type Camera, Painter } from "./painter.ts";
import type { Person } from "./person.ts";
import { type Pose, poseOf } from "./pose.ts";
import { drawShot, type Shot } from "./shot.ts";

export const portraitSize = { width: 640, height: 480 } as const;
/** The scene is painted larger by this much, and shrunk, so that edges are smooth. */
const oversampling = 1.25;
const canvas = { width: portraitSize.width * oversampling, height: portraitSize.height * oversampling };
const jpegQuality = 88;

export interface Portrait {
  readonly jpeg: Uint8Array;
  /** The 58 points: [x, y, ...] in shares of the picture. */
  readonly points: Float64Array;
}

/** Paints image 1-6 of a person. */
export async function paintPortrait(seed: number, person: Person, image: number): Promise<Portrait> {
  const shot = drawShot(seed, person, image);
  const surface = headSurface(person.shape, shot.expression);
  const pose = poseOf(shot);
  return { jpeg: await render(seed, person, shot, surface, pose), points: visiblePoints(person, shot, surface, pose) };
}

/** The points of a portrait alone. */
export function portraitPoints(seed: number, person: Person, image: number): Float64Array {
  const shot = drawShot(seed, person, image);
  return visiblePoints(person, shot, headSurface(person.shape, shot.expression), poseOf(shot));
}

function visiblePoints(person: Person, shot: Shot, surface: HeadSurface, pose: Pose): Float64Array {
  const shares = pointsOnHead(person, shot, surface, pose).flatMap((point) => {
    const [x, y] = pose.camera(...point);
    return [x / portraitSize.width, y / portraitSize.height];
  });
  return Float64Array.from(shares);
}

async function render(seed: number, person: Person, shot: Shot, surface: HeadSurface, pose: Pose): Promise<Uint8Array> {
  const texture = await faceTexture(person, shot.expression);
  const light = lamp(shot.light);
  const noise = valueNoise(seed, `person ${person.number}`);
  // Long hair hangs over the ears.
  const sides = person.hair.length === "long" ? [] : ([-1, 1] as const);
  // What hides other things comes first: what is hidden is then never lit.
  const head = [
    hairMesh(surface, person, light, noise),
    headMesh(surface, texture, light, noise),
    ...sides.map((side) => earMesh(surface, person, light, side)),
  ];
  const body = [...clothesMeshes(person, light, noise), neckMesh(person, light, noise)];

  const painter = new Painter(canvas.width, canvas.height, await backdrop(person, shot, canvas));
  const camera: Camera = (x, y, z) => {
    const [px, py, depth] = pose.camera(x, y, z);
    return [px * oversampling, py * oversampling, depth];
  };
  for (const mesh of head) painter.paint(pose.turned(mesh), camera);
  for (const mesh of body) painter.paint(mesh, camera);
  return encode(painter, person.gray);
}

async function encode({ pixels, width, height }: Painter, gray: boolean): Promise<Uint8Array> {
  const picture = sharp(pixels, { raw: { width, height, channels: 3 } }).resize(
    portraitSize.width,
    portraitSize.height,
  );
  return (gray ? picture.modulate({ saturation: 0 }) : picture).jpeg({ quality: jpegQuality }).toBuffer();
}

/** The 58 points in space, as the head is turned. */
function pointsOnHead(person: Person, shot: Shot, surface: HeadSurface, pose: Pose): Point3[] {
  const { jawHeights, rightEye, leftEye, rightBrow, leftBrow, mouth, nose } = landmarks(person.shape, shot.expression);
  const inFront = [...rightEye, ...leftEye, ...rightBrow, ...leftBrow, ...mouth, ...nose];
  return [
    ...jawHeights.map((y, index) => jawPoint(y, index, surface, pose)),
    ...inFront.map(([x, y]) => pose.turn([x, y, surface.depthAt(x, y)])),
  ];
}

/** Where the outline of the head, as the viewer sees it, passes a height of the jaw; the chin is its lowest point. */
function jawPoint(y: number, index: number, surface: HeadSurface, pose: Pose): Point3 {
  const section = surface.sectionAt(y);
  if (index === 6) return pose.turn([0, section.y, section.centre + section.front * 0.5]);
  const side = index < 6 ? -1 : 1;
  const degrees = Array.from({ length: 36 }, (_, k) => side * (96 - k * 4));
  const candidates = degrees.map((angle) => pose.turn(surface.pointAt(section, (angle * Math.PI) / 180)));
  const outermost = (point: Point3) => side * pose.camera(...point)[0];
  return candidates.reduce((best, point) => (outermost(point) > outermost(best) ? point : best));
}
