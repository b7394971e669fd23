import sharp from "sharp";
import { darkSkin, mix } from "./colors.ts";
import { browsSvg, eyesSvg } from "./face-eyes.ts";
import { mouthSvg } from "./face-mouth.ts";
import { noseSvg } from "./face-nose.ts";
import { landmarks } from "./landmarks.ts";
import type { Person } from "./person.ts";
import type { Expression } from "./shot.ts";
import { element, fadingColors, glow, path, polygon, rgb, softLine } from "./svg.ts";

/** The colors of a face as seen from the front, evenly lit: what is painted on the head's surface. */
export interface FaceTexture {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue. */
  readonly data: Uint8Array;
  /** The head's coordinates of its upper left corner. */
  readonly left: number;
  readonly top: number;
}

/** What of the head's coordinates the texture covers. */
const window = { left: -112, top: -170, width: 224, height: 380 };
/** Pixels of the texture for one of the head's coordinates. */
const scale = 1.5;

export async function faceTexture(person: Person, expression: Expression): Promise<FaceTexture> {
  const svg = faceSvg(person, expression);
  const { data, info } = await sharp(Buffer.from(svg)).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data, left: window.left, top: window.top };
}

function faceSvg(person: Person, expression: Expression): string {
  const points = landmarks(person.shape, expression);
  const { left, top, width, height } = window;
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `${left} ${top} ${width} ${height}`,
      width: Math.round(width * scale),
      height: Math.round(height * scale),
    },
    fadingColors({
      blush: mix(person.skin, [196, 84, 70], 0.5),
      shadow: darkSkin(person.skin),
      dark: [48, 20, 16],
      shine: [255, 228, 216],
    }),
    element("rect", { x: left, y: top, width, height, fill: rgb(person.skin) }),
    complexion(person, expression),
    beard(person),
    noseSvg(person, expression, points),
    browsSvg(person, points),
    eyesSvg(person, expression, points),
    mouthSvg(person, expression, points),
  );
}

function complexion({ skin, shape }: Person, { smile, browRaise }: Expression): string {
  const eye = 42.5 * shape.width * shape.eyeDistance;
  const cheek = 50 * shape.length - 4 * smile;
  const sides = [-1, 1].flatMap((side) => [
    glow([side * 54, cheek], 42, 36, "blush", 0.32),
    glow([side * eye, -6], 38, 22, "shadow", 0.34),
    glow([side * (eye - 22), -2], 17, 20, "shadow", 0.4),
    glow([side * eye, 15], 28, 11, "shadow", 0.26),
    glow([side * 98, -40], 34, 70, "shadow", 0.24),
    glow([side * 78, 98], 26, 46, "shadow", 0.2),
  ]);
  const raised = Math.max(0, browRaise) * 0.05;
  const lines = [-58, -70].map((y) => softLine(`M-38,${y}Q0,${y - 6} 38,${y}`, rgb(darkSkin(skin)), 1.6, raised));
  return [...sides, ...lines].join("");
}

/** From a shadow of stubble to a full beard: jaw, chin and upper lip. */
function beard({ beard, hair, skin, shape }: Person): string {
  if (beard === 0) return "";
  const half = [
    [104, 20],
    [88, 44],
    [70, 88],
    [50, 104],
    [42, 84],
    [20, 73],
  ] as const;
  const fit = ([x, y]: readonly [number, number]) => [x * shape.width, y * shape.length] as const;
  const right = half.map(fit);
  const left = right.map(([x, y]) => [-x, y] as const).toReversed();
  const outline = polygon([...right, [0, 71 * shape.length], ...left, [-112, 210], [112, 210]]);
  const color = rgb(mix(mix(skin, hair.color, 0.35 + 0.5 * beard), [50, 44, 44], 0.15));
  const blur = element("filter", { id: "soft" }, element("feGaussianBlur", { stdDeviation: 4 }));
  return blur + path(outline, { fill: color, opacity: 0.3 + 0.5 * beard, filter: "url(#soft)" });
}

/** One channel of the texture at a place of the face, between its pixels; beyond the edges, the edge. */
export function sample({ width, height, data, left, top }: FaceTexture, x: number, y: number, channel: number): number {
  const u = Math.min(Math.max((x - left) * scale - 0.5, 0), width - 1.001);
  const v = Math.min(Math.max((y - top) * scale - 0.5, 0), height - 1.001);
  const column = Math.floor(u);
  const row = Math.floor(v);
  const at = (row * width + column) * 3 + channel;
  const below = at + width * 3;
  const upper = data[at]! * (1 - u + column) + data[at + 3]! * (u - column);
  const lower = data[below]! * (1 - u + column) + data[below + 3]! * (u - column);
  return upper * (1 - v + row) + lower * (v - row);
}
