import type { Draw } from "../../compiler/transforms/transform.ts";
import { type Box, moveBox } from "../../lib/box.ts";
import { compose, identity, type Matrix } from "../../lib/matrix.ts";
import { type BytePicture, type Picture, type Size, toNumbers } from "../../lib/picture.ts";
import { resample } from "../../lib/resample.ts";
import { type Recipe, transformOf } from "./recipe.ts";

/** The numbers of a step's own random stream, by its path. */
export type DrawsOf = (path: string) => Draw;

/** Where everything in a picture ends up, before any pixel is touched. */
export interface Layout extends Size {
  /** From pixel centres of the picture as read to those of the picture that the network sees. */
  readonly matrix: Matrix;
  /** True where it was flipped an odd number of times. */
  readonly mirrored: boolean;
}

/** All geometric steps, one after the other, as one matrix. */
export function layOut(size: Size, box: Box | undefined, { steps }: Recipe, drawsOf: DrawsOf): Layout {
  let layout: Layout = { ...size, matrix: identity, mirrored: false };
  for (const step of steps) {
    const { rule } = transformOf(step);
    if (rule.kind !== "geometry") continue;
    const { width, height } = layout;
    const canvas = { width, height, box: box && moveBox(box, layout.matrix) };
    const move = rule.map(canvas, step.parameters, drawsOf(step.path));
    layout = {
      width: move.width,
      height: move.height,
      matrix: compose(move.matrix, layout.matrix),
      mirrored: layout.mirrored !== (move.mirrored ?? false),
    };
  }
  return layout;
}

/**
 * The picture as it is laid out, by one resampling, and then with its numbers changed by all steps that do so. These see the
 * picture that the network sees, wherever they are written.
 */
export function render(picture: Picture | BytePicture, layout: Layout, recipe: Recipe, drawsOf: DrawsOf): Picture {
  let current =
    layout.matrix === identity ? toNumbers(picture) : resample(picture, layout.matrix, layout, recipe.outside);
  for (const step of recipe.steps) {
    const { rule } = transformOf(step);
    if (rule.kind === "picture") current = rule.apply(current, step.parameters, drawsOf(step.path));
  }
  return current;
}
