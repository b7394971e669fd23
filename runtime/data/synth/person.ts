import { type Color, mix } from "./colors.ts";
import { dice } from "./dice.ts";

/** Proportions, 1 or 0 being the average face; lengths in pixels of an average portrait. */
export interface FaceShape {
  readonly width: number;
  readonly length: number;
  /** Width of the jaw beside that of the face. */
  readonly jaw: number;
  readonly eyeDistance: number;
  readonly eyeSize: number;
  /** How much higher the outer corners of the eyes are than the inner ones. */
  readonly eyeTilt: number;
  readonly browHeight: number;
  readonly browWeight: number;
  readonly noseLength: number;
  readonly noseWidth: number;
  readonly noseHeight: number;
  readonly mouthWidth: number;
  readonly lips: number;
  readonly mouthHeight: number;
  readonly cheeks: number;
}

export interface Hair {
  readonly color: Color;
  readonly length: "bald" | "short" | "long";
  /** Thickness over the skull. */
  readonly volume: number;
  /** How much higher than average the hairline is. */
  readonly recession: number;
  /** How far a fringe comes down over the forehead. */
  readonly fringe: number;
  /** Where it is parted: -1 at the image's left, 1 at its right. */
  readonly parting: number;
}

export interface Clothes {
  readonly kind: "round neck" | "v neck" | "turtleneck";
  readonly color: Color;
  readonly trim: Color;
  /** Strength of the knit. */
  readonly texture: number;
}

/** Everything that stays the same through the six pictures of one person. */
export interface Person {
  readonly number: number;
  readonly gender: "m" | "f";
  readonly shape: FaceShape;
  readonly skin: Color;
  readonly lips: Color;
  readonly iris: Color;
  readonly brows: Color;
  readonly hair: Hair;
  /** 0 shaven .. 1 full beard. */
  readonly beard: number;
  readonly clothes: Clothes;
  readonly backdrop: Color;
  /** Where the person sits: the point between the eyes, and the size beside an average portrait. */
  readonly seat: { readonly x: number; readonly y: number; readonly size: number };
  /** The database's people 2, 3 and 4 were photographed in gray. */
  readonly gray: boolean;
}

/** The database's seven women. */
const women = new Set([8, 12, 14, 15, 22, 30, 35]);

const skins: readonly Color[] = [
  [226, 184, 162],
  [214, 168, 143],
  [232, 196, 176],
  [203, 154, 126],
  [176, 125, 96],
  [128, 86, 64],
];
/** From the darkest on; gray last. */
const hairs: readonly Color[] = [
  [46, 34, 28],
  [74, 52, 38],
  [104, 74, 50],
  [150, 112, 70],
  [188, 152, 98],
  [120, 66, 40],
  [128, 122, 116],
];
/** Blue, green, two browns. */
const irises: readonly Color[] = [
  [88, 112, 136],
  [96, 116, 92],
  [84, 58, 38],
  [60, 42, 30],
];
const cloths: readonly Color[] = [
  [52, 58, 74],
  [34, 34, 38],
  [150, 148, 142],
  [92, 40, 44],
  [52, 84, 66],
  [178, 168, 146],
  [62, 86, 128],
  [206, 206, 202],
];
const backdrops: readonly Color[] = [
  [34, 92, 84],
  [28, 76, 72],
  [40, 104, 98],
  [54, 88, 92],
];

export function drawPerson(seed: number, number: number): Person {
  const subject = `person ${number}`;
  const gender = women.has(number) ? "f" : "m";
  const colors = dice(seed, subject, "colors");
  const complexion = colors.pick(skins);
  const dark = complexion[0] < 190;
  const skin = colors.near(complexion, 7);
  const hairColor = colors.near(colors.pick(dark ? hairs.slice(0, 2) : hairs), 8);
  const seat = dice(seed, subject, "seat");
  const beard = dice(seed, subject, "beard");
  return {
    number,
    gender,
    shape: drawShape(seed, subject, gender),
    skin,
    lips: mix(skin, [150, 66, 66], gender === "f" ? 0.6 : 0.42),
    iris: colors.near(colors.pick(dark ? irises.slice(2) : irises), 10),
    brows: mix(hairColor, [40, 30, 24], 0.5),
    hair: drawHair(seed, subject, gender, hairColor),
    beard: gender === "m" && beard.chance(0.45) ? beard.between(0.25, 1) : 0,
    clothes: drawClothes(seed, subject),
    backdrop: colors.near(colors.pick(backdrops), 10),
    seat: { x: seat.normal(326, 18), y: seat.normal(236, 17), size: seat.normal(1, 0.06) },
    gray: number >= 2 && number <= 4,
  };
}

function drawShape(seed: number, subject: string, gender: "m" | "f"): FaceShape {
  const { normal } = dice(seed, subject, "shape");
  const woman = gender === "f" ? 1 : 0;
  return {
    width: normal(1 - 0.03 * woman, 0.05),
    length: normal(1 - 0.03 * woman, 0.05),
    jaw: normal(1 - 0.05 * woman, 0.06),
    eyeDistance: normal(1, 0.05),
    eyeSize: normal(1 + 0.06 * woman, 0.09),
    eyeTilt: normal(1.5, 1.8),
    browHeight: normal(2 * woman, 3.5),
    browWeight: normal(1 - 0.25 * woman, 0.2),
    noseLength: normal(1, 0.08),
    noseWidth: normal(1 - 0.06 * woman, 0.1),
    noseHeight: normal(1 - 0.08 * woman, 0.14),
    mouthWidth: normal(1, 0.08),
    lips: normal(1 + 0.15 * woman, 0.2),
    mouthHeight: normal(0, 3),
    cheeks: normal(0, 1),
  };
}

function drawHair(seed: number, subject: string, gender: "m" | "f", color: Color): Hair {
  const { normal, between, chance, pick } = dice(seed, subject, "hair");
  const short = gender === "m" || chance(0.3);
  const length = gender === "m" && chance(0.1) ? "bald" : short ? "short" : "long";
  return {
    color,
    length,
    volume: between(7, 20),
    recession: gender === "m" ? Math.max(0, normal(5, 9)) : 0,
    fringe: chance(0.4) ? between(8, 26) : 0,
    parting: pick([-1, 0, 1]) * between(0.3, 1),
  };
}

function drawClothes(seed: number, subject: string): Clothes {
  const { near, pick, between } = dice(seed, subject, "clothes");
  return {
    kind: pick(["round neck", "round neck", "v neck", "turtleneck"]),
    color: near(pick(cloths), 10),
    trim: near(pick(cloths), 10),
    texture: between(0, 1),
  };
}
