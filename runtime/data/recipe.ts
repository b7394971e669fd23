import type { ExamplePlan, KeypointScheme, PlannedTransform } from "../../compiler/ir/plan.ts";
import type { SplitName } from "../../compiler/splits/split.ts";
import { transformsByName } from "../../compiler/transforms/index.generated.ts";
import type { Draw, Transform } from "../../compiler/transforms/transform.ts";
import { compose, identity, type Matrix } from "../../lib/matrix.ts";
import type { Picture } from "../../lib/picture.ts";
import { resample, type Size } from "../../lib/resample.ts";

/** The steps from a picture as read to what the network sees, for one split. */
export interface Recipe {
  readonly steps: readonly PlannedTransform[];
  /** True where a step draws, so that every epoch has other examples. */
  readonly random: boolean;
  /** Indices into the scheme of the points that are left at the end, in order. */
  readonly kept: readonly number[];
}

export interface Prepared {
  readonly picture: Picture;
  /** From pixel centres of the picture as read to those of `picture`. */
  readonly matrix: Matrix;
}

/** The steps that a split's examples go through: those of `augment train` reach training only. */
export function recipeFor({ steps: planned, dataset }: ExamplePlan, split: SplitName): Recipe {
  const steps = planned.filter((step) => step.split === "all" || split === "train");
  return {
    steps,
    random: steps.some((step) => transformOf(step).random),
    kept: keptPoints(steps, dataset.keypoints),
  };
}

/** Takes a picture through the steps. `drawsOf` gives each step, by its path, the numbers of its own random stream. */
export function prepare(picture: Picture, { steps }: Recipe, drawsOf: (path: string) => Draw): Prepared {
  const canvas = new Canvas(picture);
  for (const step of steps) {
    const { rule } = transformOf(step);
    if (rule.kind === "geometry") canvas.move(rule.map(canvas.size, step.parameters, drawsOf(step.path)));
    if (rule.kind === "picture") {
      canvas.change((current) => rule.apply(current, step.parameters, drawsOf(step.path)));
    }
  }
  return canvas.finish();
}

function transformOf(step: PlannedTransform): Transform {
  return transformsByName[step.name]!;
}

function keptPoints(steps: readonly PlannedTransform[], scheme: KeypointScheme): readonly number[] {
  let kept: readonly number[] = Array.from({ length: scheme.count }, (_, index) => index);
  for (const step of steps) {
    const { rule } = transformOf(step);
    if (rule.kind === "points") kept = rule.keep(kept, step.parameters, scheme);
  }
  return kept;
}

/** A picture under way. Geometric steps in a row wait, and are done in one resampling by one matrix. */
class Canvas {
  #picture: Picture;
  #waiting: Matrix | undefined;
  #matrix: Matrix = identity;
  /** As it will be once what waits is done. */
  size: Size;

  constructor(picture: Picture) {
    this.#picture = picture;
    this.size = { width: picture.width, height: picture.height };
  }

  move({ matrix, width, height }: Size & { readonly matrix: Matrix }): void {
    this.#waiting = compose(matrix, this.#waiting ?? identity);
    this.#matrix = compose(matrix, this.#matrix);
    this.size = { width, height };
  }

  change(apply: (picture: Picture) => Picture): void {
    this.#resample();
    this.#picture = apply(this.#picture);
  }

  finish(): Prepared {
    this.#resample();
    return { picture: this.#picture, matrix: this.#matrix };
  }

  #resample(): void {
    if (this.#waiting === undefined) return;
    this.#picture = resample(this.#picture, this.#waiting, this.size);
    this.#waiting = undefined;
  }
}
