import type { TypedGraph } from "../ir/graph.ts";
import { InternalError } from "../ir/internal-error.ts";
import type { PlannedLoss } from "../ir/plan.ts";
import type { ProgramOutput, Value } from "../ir/program.ts";
import { lossesByName } from "../losses/index.generated.ts";
import { type LossPart, lossParts, weightOf } from "../losses/loss-parts.ts";
import { meanOfAll, weightedMean } from "../losses/mean-over.ts";
import { add } from "../primitives/add.ts";
import type { ProgramBuilder } from "../primitives/builder.ts";
import { constant } from "../primitives/constant.ts";
import { mul } from "../primitives/mul.ts";

/** The loss, and what it takes beside the model's outputs. */
export interface LoweredLoss {
  readonly target: Value;
  readonly targetWeight: Value | undefined;
  readonly value: Value;
}

/** What a training program is to do beside what the graph and the loss say. */
export interface LossOptions {
  /** Whether points may be hidden: the program then takes `target_weight`, with which the loss of each point is multiplied. */
  readonly hidesPoints?: boolean;
}

/** The losses of a model's outputs, summed, against a target of the shape of its points (its first output, where none are points). */
export function lowerLoss(
  builder: ProgramBuilder,
  graph: TypedGraph,
  outputs: readonly ProgramOutput[],
  planned: PlannedLoss,
  { hidesPoints = false }: LossOptions,
): LoweredLoss {
  const points = graph.outputs.findIndex((output) => output.role === "points");
  const trained = outputs[Math.max(points, 0)]!.value;
  const target = builder.external("target", trained.shape);
  const targetWeight = hidesPoints ? builder.external("target_weight", trained.shape.slice(0, 2)) : undefined;
  builder.at("loss", "forward");
  const values = lossParts(planned).map((part) => {
    const prediction = part.output === undefined ? trained : outputs.find(({ name }) => name === part.output)!.value;
    const losses = lowerPart(builder, prediction, target, part);
    const mean = targetWeight === undefined ? meanOfAll(builder, losses) : weightedMean(builder, losses, targetWeight);
    return scaled(builder, mean, weightOf(part.call));
  });
  return { target, targetWeight, value: values.reduce((sum, value) => builder.apply(add, [sum, value], {})) };
}

/** The loss of each number of an output. */
function lowerPart(builder: ProgramBuilder, prediction: Value, target: Value, { call }: LossPart): Value {
  const loss = lossesByName[call.name];
  if (loss === undefined) throw new InternalError(`there is no loss ${call.name}`, "4-lower");
  return loss.lower(builder, prediction, target, call.parameters);
}

function scaled(builder: ProgramBuilder, value: Value, factor: number): Value {
  return factor === 1 ? value : builder.apply(mul, [value, builder.apply(constant, [], { value: factor })], {});
}
