import type { FaceShape } from "./person.ts";
import type { Expression } from "./shot.ts";

export type Point2 = readonly [x: number, y: number];

/**
 * The database's 58 points on a face seen from the front, in the coordinates of head-surface.ts: jaw 0-12 from the
 * image's left, eye 13-20 and 21-28 (right and left in the image; outer corner first, then the upper lid, the inner
 * corner and the lower lid), brow 29-33 and 34-38 from the inside out, mouth 39-46, nose 47-57 with 52 below its tip.
 * The jaw's points have a height only: they lie on the outline (see portrait.ts).
 */
export interface Landmarks {
  readonly jawHeights: readonly number[];
  readonly rightEye: readonly Point2[];
  readonly leftEye: readonly Point2[];
  readonly rightBrow: readonly Point2[];
  readonly leftBrow: readonly Point2[];
  readonly mouth: readonly Point2[];
  readonly nose: readonly Point2[];
}

export function landmarks(shape: FaceShape, expression: Expression): Landmarks {
  const rightEye = eye(shape, expression);
  const rightBrow = brow(shape, expression);
  return {
    jawHeights: jawHeights(shape, expression),
    rightEye,
    leftEye: rightEye.map(mirrored),
    rightBrow,
    leftBrow: rightBrow.map(mirrored),
    mouth: mouth(shape, expression),
    nose: nose(shape),
  };
}

function mirrored([x, y]: Point2): Point2 {
  return [-x, y];
}

function jawHeights({ length }: FaceShape, { open }: Expression): number[] {
  const half = [70, 91, 112, 131, 147, 160].map((y) => y * length + open * 0.75 * ease(y));
  return [...half, 167 * length + open * 0.75, ...half.toReversed()];
}

/** As the jaw drops: nothing above the mouth, all of it at the chin. */
function ease(y: number): number {
  const t = Math.min(1, Math.max(0, (y - 85) / 55));
  return t * t * (3 - 2 * t);
}

function eye({ width, eyeDistance, eyeSize, eyeTilt }: FaceShape, { eyesOpen }: Expression): Point2[] {
  const centre = 42.5 * width * eyeDistance;
  const half = 20 * eyeSize * width;
  const outline: readonly Point2[] = [
    [1, 0],
    [0.55, -6.2],
    [0, -8.6],
    [-0.55, -6.4],
    [-1, 1],
    [-0.5, 4.2],
    [0, 5.4],
    [0.5, 4.4],
  ];
  return outline.map(([x, y]) => [centre + x * half, 1 + y * eyeSize * (y < 0 ? eyesOpen : 1) - eyeTilt * x]);
}

function brow({ width, browHeight }: FaceShape, { browRaise }: Expression): Point2[] {
  const lift = browHeight + browRaise;
  const line: readonly Point2[] = [
    [17, -20],
    [24, -28],
    [49, -33.5],
    [68, -27],
    [77, -14],
  ];
  return line.map(([x, y]) => [x * width, y - lift]);
}

function mouth(shape: FaceShape, { smile, open }: Expression): Point2[] {
  const y = (95 + shape.mouthHeight) * shape.length;
  const half = 37 * shape.mouthWidth * shape.width * (1 + 0.22 * smile);
  const corner = y - 5 * smile;
  const top = y - 4.5 * shape.lips * (1 - 0.3 * smile) - 3 - 1.5 * smile;
  const bottom = y + 7.5 * shape.lips * (1 - 0.2 * smile) + 4 + open;
  return [
    [-half, corner],
    [-half * 0.32, top],
    [0, top + 1.8],
    [half * 0.32, top],
    [half, corner],
    [half * 0.42, bottom - 2.2],
    [0, bottom],
    [-half * 0.42, bottom - 2.2],
  ];
}

function nose({ length, noseLength, noseWidth }: FaceShape): Point2[] {
  const left: readonly Point2[] = [
    [-12, 3],
    [-12.5, 28],
    [-20.5, 43],
    [-25, 55.5],
    [-15, 62],
  ].map(([x, y]) => [x! * noseWidth, y! * length * noseLength]);
  return [...left, [0, 63.5 * length * noseLength], ...left.map(mirrored).toReversed()];
}
