import type { ExamplePlan } from "../../compiler/ir/plan.ts";
import { invert, type Matrix } from "../../lib/matrix.ts";
import { decode, toPicture } from "./decode.ts";
import { channelsFirst } from "./examples.ts";
import { prepare, recipeFor } from "./recipe.ts";

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
 * Takes any picture through the steps that a validation example goes through.
 *
 * @param file for messages.
 * @throws DataError where the bytes are no picture.
 */
export async function prepareImage(plan: ExamplePlan, bytes: Uint8Array, file: string): Promise<PreparedImage> {
  const decoded = await decode(bytes, file);
  const { picture, matrix } = prepare(toPicture(decoded), recipeFor(plan, "validation"), (path) => () => {
    throw new Error(`${path} draws outside training`);
  });
  return {
    input: channelsFirst(picture),
    shape: [picture.channels, picture.height, picture.width],
    width: decoded.width,
    height: decoded.height,
    toSource: invert(matrix),
  };
}
