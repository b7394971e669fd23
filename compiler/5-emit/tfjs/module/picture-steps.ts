import type { Outside, Size } from "../../../../lib/picture.ts";
import { readersByName } from "../../../datasets/index.generated.ts";
import { sourceChannels } from "../../../datasets/source-type.ts";
import type { GraphOutput, TypedGraph } from "../../../ir/graph.ts";
import type { ExamplePlan, KeypointScheme, PlannedTransform } from "../../../ir/plan.ts";
import { transformsByName } from "../../../transforms/index.generated.ts";

/** How a picture becomes a model's input outside training, and what its points are, as far as code can say it ahead. */
export interface PictureSteps {
  /** Of the examples' declaration. */
  readonly examples: string;
  /** Side of the part that is cut out by that of the face's box; undefined where the whole picture is taken. */
  readonly margin: number | undefined;
  readonly outside: Outside;
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
  /** Steps that change a picture's numbers, in their order. */
  readonly numbers: readonly Pick<PlannedTransform, "name" | "parameters">[];
  /** The output that is points of the picture, one for each that the examples keep. */
  readonly output: GraphOutput;
  /** Whether the model has no other. */
  readonly isOnly: boolean;
  /** Places in that output of the points that have names. */
  readonly names: ReadonlyMap<string, number>;
  /** False where points that leave the picture are changed or masked, which code for targets does not do. */
  readonly hasTargets: boolean;
}

/** The steps of a validation example; undefined where they don't give the model's one input, or it gives no points. */
export function pictureSteps(plan: ExamplePlan, { inputs, outputs }: TypedGraph): PictureSteps | undefined {
  const steps = plan.steps.filter(({ split }) => split === "all");
  const resize = steps.findLast(({ name }) => name === "resize");
  const crop = steps.findLast(({ name }) => name === "crop");
  const changes = steps.filter((step) => ruleOf(step).kind === "picture");
  const known = [...changes, ...steps.filter((step) => ruleOf(step).kind === "geometry")];
  const size = (resize?.parameters as Size | undefined) ?? sizeAsRead(plan);
  if (size === undefined || !known.every(({ name }) => spelled.has(name))) return undefined;
  // What is cut out after the last resizing has a size that only the face's box says.
  if (crop !== undefined && (resize === undefined || steps.indexOf(crop) > steps.indexOf(resize))) return undefined;
  const { height, width } = size;
  const numbers =
    changes.some(({ name }) => name === grayStep.name) || !isGrayAsRead(plan) ? changes : [grayStep, ...changes];
  const channels = numbers.some(({ name }) => name === grayStep.name) ? 1 : 3;
  const kept = keptPoints(steps, plan.dataset.keypoints);
  const [input, ...others] = inputs;
  const [output, ...further] = outputs.filter(({ role }) => role === "points");
  if (input === undefined || others.length > 0 || output === undefined || further.length > 0) return undefined;
  if (input.shape.join() !== [channels, height, width].join() || output.shape[0] !== kept.length) return undefined;
  return {
    examples: plan.name,
    margin: crop?.parameters.margin as number | undefined,
    outside: steps.flatMap(outsideOf).at(-1) ?? 0,
    ...{ height, width, channels, numbers, output },
    isOnly: outputs.length === 1,
    names: placesOf(kept, plan.dataset.keypoints),
    hasTargets: !steps.some((step) => ["leaving", "mask"].includes(ruleOf(step).kind)),
  };
}

/** What a picture in color needs where the data set's pictures are gray. */
const grayStep: Pick<PlannedTransform, "name" | "parameters"> = { name: "grayscale", parameters: {} };

/** Of the data set's pictures, where its reader knows it. */
function sizeAsRead({ dataset: { source } }: ExamplePlan): Size | undefined {
  const [height, width] = readersByName[source.name]?.size?.(source.parameters) ?? [];
  return height === undefined || width === undefined ? undefined : { height, width };
}

function isGrayAsRead({ dataset: { source } }: ExamplePlan): boolean {
  const reader = readersByName[source.name];
  return reader !== undefined && sourceChannels(reader, source.parameters) === 1;
}

/** Transforms that `picture-part.ts` has code for. */
const spelled: ReadonlySet<string> = new Set(["crop", "resize", "grayscale", "scale"]);

function ruleOf({ name }: PlannedTransform) {
  return transformsByName[name]!.rule;
}

function outsideOf(step: PlannedTransform): readonly Outside[] {
  const rule = ruleOf(step);
  return rule.kind === "outside" ? [rule.outside(step.parameters)] : [];
}

/** Indices into the scheme of the points that are left, in their order. */
function keptPoints(steps: readonly PlannedTransform[], scheme: KeypointScheme): readonly number[] {
  let kept: readonly number[] = Array.from({ length: scheme.count }, (_, index) => index);
  for (const step of steps) {
    const rule = ruleOf(step);
    if (rule.kind === "points") kept = rule.keep(kept, step.parameters, scheme);
  }
  return kept;
}

function placesOf(kept: readonly number[], { names }: KeypointScheme): ReadonlyMap<string, number> {
  const places = Object.entries(names).map(([name, index]) => [name, kept.indexOf(index)] as const);
  return new Map(places.filter(([, place]) => place >= 0));
}
