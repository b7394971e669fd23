import { isKnown } from "../ir/dim.ts";
import { angles, type IntervalValue } from "../ir/parameters.ts";
import type { ExampleType } from "../ir/plan.ts";
import { between } from "./draw-from.ts";
import { widened } from "./point-range.ts";
import { defineTransform } from "./transform.ts";

type Rotate = { readonly angle: IntervalValue };

export const rotate = defineTransform<Rotate>({
  name: "rotate",
  doc: "Turns the picture about its middle by an angle that is drawn from a range, in pixels, so that nothing is sheared. Positive angles are counter-clockwise, as in torchvision's `RandomRotation`.",
  parameters: { angle: angles({ doc: "range of the angle: `-15deg..15deg`" }) },
  random: true,
  type: (input, { angle }) => {
    const furthest = radians(Math.max(Math.abs(angle.low), Math.abs(angle.high)));
    return widened(input, (reach) => reach * stretch(furthest, aspectOf(input)));
  },
  rule: {
    kind: "geometry",
    map: ({ width, height }, { angle }, draw) => {
      const turn = radians(between(angle, draw));
      const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
      const [x, y] = [(width - 1) / 2, (height - 1) / 2];
      return { matrix: [cos, sin, x - cos * x - sin * y, -sin, cos, y + sin * x - cos * y], width, height };
    },
  },
});

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

/** The longer side by the shorter; 1 where the sizes are known to the files only. */
function aspectOf({ image }: ExampleType): number {
  const [, height, width] = image.shape;
  if (!isKnown(height!) || !isKnown(width!)) return 1;
  return Math.max(height / width, width / height);
}

/** How much further from the middle a corner can come, in shares of the shorter side: at most to its diagonal. */
function stretch(furthest: number, aspect: number): number {
  const turn = Math.min(furthest, Math.atan(aspect));
  return Math.cos(turn) + aspect * Math.sin(turn);
}
