import { type Dice, dice } from "./dice.ts";
import type { Person } from "./person.ts";

/** What a face does, all 0 at rest; lengths in pixels of an average portrait. */
export interface Expression {
  readonly smile: number;
  /** How far the lower lip and the jaw drop. */
  readonly open: number;
  readonly browRaise: number;
  /** 1: eyes as at rest; 0: closed. */
  readonly eyesOpen: number;
  /** Where the eyes look: pixels to the image's right. */
  readonly gaze: number;
}

export interface Light {
  /** Towards the light: x to the right, y down, z to the viewer. */
  readonly direction: readonly [number, number, number];
  readonly strength: number;
  readonly ambient: number;
  /** 1 white; more: redder. */
  readonly warmth: number;
  /** Strength of a spot on the backdrop, at the image's side that the light comes from. */
  readonly spot: number;
}

/** One picture of a person. Angles in degrees. */
export interface Shot {
  /** Turn of the head: positive to the image's right. */
  readonly yaw: number;
  /** Positive: looks down. */
  readonly pitch: number;
  /** Tilt, clockwise in the image. */
  readonly roll: number;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly expression: Expression;
  readonly light: Light;
}

/** Pixels from the top: the photographer keeps the whole face in the picture, which is 480 high. */
const lowestChin = 468;
const rest: Expression = { smile: 0, open: 0, browRaise: 0, eyesOpen: 1, gaze: 0 };

/**
 * The database's six pictures: 1 frontal, 2 smiling, 3 turned to the image's left by about 30 degrees, 4 to its right,
 * 5 frontal under a spot light, 6 whatever the person liked.
 */
export function drawShot(seed: number, person: Person, image: number): Shot {
  const shot = anyShot(seed, person, image);
  const chin = shot.size * (180 * person.shape.length + shot.expression.open);
  return { ...shot, y: Math.min(shot.y, lowestChin - chin) };
}

function anyShot(seed: number, person: Person, image: number): Shot {
  const draw = dice(seed, `person ${person.number} shot ${image}`, "shot");
  const still = {
    yaw: draw.normal(0, 3),
    pitch: draw.normal(0, 3),
    roll: draw.normal(0, 2),
    x: person.seat.x + draw.normal(0, 9),
    y: person.seat.y + draw.normal(0, 6),
    size: person.seat.size * draw.normal(1, 0.015),
    expression: { ...rest, eyesOpen: draw.between(0.75, 1.1) },
    light: roomLight(draw),
  };
  switch (image) {
    case 2:
      return { ...still, expression: smiling(draw) };
    case 3:
      return { ...still, yaw: draw.normal(-33, 6), expression: { ...still.expression, gaze: draw.normal(-2, 2) } };
    case 4:
      return { ...still, yaw: draw.normal(33, 6), expression: { ...still.expression, gaze: draw.normal(2, 2) } };
    case 5:
      return { ...still, light: spotLight(draw) };
    case 6:
      return { ...still, ...playful(draw), x: still.x + draw.normal(0, 32), y: still.y + draw.normal(0, 8) };
    default:
      return still;
  }
}

function smiling(draw: Dice): Expression {
  const smile = draw.between(0.6, 1);
  return { ...rest, smile, open: draw.between(2, 8), eyesOpen: 1 - 0.35 * smile };
}

function playful(draw: Dice): Pick<Shot, "yaw" | "pitch" | "roll" | "expression"> {
  const wide = draw.chance(0.5);
  return {
    yaw: draw.normal(0, 12),
    pitch: draw.normal(0, 6),
    roll: draw.normal(0, 6),
    expression: {
      smile: draw.between(0, 0.8),
      open: draw.chance(0.6) ? draw.between(6, 22) : 0,
      browRaise: wide ? draw.between(3, 10) : draw.between(-4, 1),
      eyesOpen: wide ? draw.between(1, 1.35) : draw.between(0.3, 0.8),
      gaze: draw.normal(0, 3),
    },
  };
}

function roomLight(draw: Dice): Light {
  return {
    direction: [draw.normal(0.1, 0.25), draw.between(-0.9, -0.5), draw.between(0.9, 1.3)],
    strength: draw.between(0.62, 0.85),
    ambient: draw.between(0.26, 0.36),
    warmth: draw.normal(1.02, 0.03),
    spot: 0,
  };
}

function spotLight(draw: Dice): Light {
  return {
    direction: [draw.normal(1.15, 0.15), draw.between(-0.6, -0.2), draw.between(0.5, 0.9)],
    strength: draw.between(1.05, 1.35),
    ambient: draw.between(0.2, 0.28),
    warmth: draw.normal(1.08, 0.04),
    spot: draw.between(0.6, 1),
  };
}
