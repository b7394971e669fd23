import type { ExamplePlan } from "../../compiler/ir/plan.ts";
import type { Box } from "../../lib/box.ts";
import { invert, type Matrix } from "../../lib/matrix.ts";
import type { BytePicture } from "../../lib/picture.ts";
import { channelsFirst } from "./make-example.ts";
import { layOut, render } from "./prepare.ts";
import { recipeFor } from "./recipe.ts";

/** A picture without points, made ready for a network. */
export interface PreparedImage {
  /** [channels, height, width] */
  readonly input: Float32Array;
  readonly shape: readonly [channels: number, height: number, width: number];
  /** Of the picture as read. */
  readonly width: number;
  readonly height: number;
  /** From pixel centres of the network's picture to those of the picture as read. */
  readonly toSource: Matrix;
}

/**
 * Takes any picture through the steps that a validation example goes through. Where these crop to a face's box, the whole
 * picture is the box unless one is given.
 */
export function prepareImage(plan: ExamplePlan, decoded: BytePicture, box?: Box): PreparedImage {
  const recipe = recipeFor(plan, "validation");
  const noDraws = (path: string) => () => {
    throw new Error(`${path} draws outside training`);
  };
  const layout = layOut(decoded, box, recipe, noDraws);
  const picture = render(decoded, layout, recipe, noDraws);
  return {
    input: channelsFirst(picture),
    shape: [picture.channels, picture.height, picture.width],
    width: decoded.width,
    height: decoded.height,
    toSource: invert(layout.matrix),
  };
}
