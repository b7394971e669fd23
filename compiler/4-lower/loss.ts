import type { TypedGraph } from "../ir/graph.ts";
import { InternalError } from "../ir/internal-error.ts";
import type { PlannedLoss } from "../ir/plan.ts";
import type { ProgramOutput, Value } from "../ir/program.ts";
import { lossesByName } from "../losses/index.generated.ts";
import { type LossPart, lossParts, weightOf } from "../losses/loss-parts.ts";
import { add } from "../primitives/add.ts";
import type { ProgramBuilder } from "../primitives/builder.ts";
import { constant } from "../primitives/constant.ts";
import { mul } from "../primitives/mul.ts";

/** The losses of a model's outputs, summed, against a target of the shape of its points (its first output, where none are points). */
export function lowerLoss(
  builder: ProgramBuilder,
  graph: TypedGraph,
  outputs: readonly ProgramOutput[],
  planned: PlannedLoss,
): { target: Value; value: Value } {
  const points = graph.outputs.findIndex((output) => output.role === "points");
  const trained = outputs[Math.max(points, 0)]!.value;
  const target = builder.external("target", trained.shape);
  builder.at("loss", "forward");
  const values = lossParts(planned).map((part) => {
    const prediction = part.output === undefined ? trained : outputs.find(({ name }) => name === part.output)!.value;
    return lowerPart(builder, prediction, target, part);
  });
  return { target, value: values.reduce((sum, value) => builder.apply(add, [sum, value], {})) };
}

function lowerPart(builder: ProgramBuilder, prediction: Value, target: Value, { call }: LossPart): Value {
  const loss = lossesByName[call.name];
  if (loss === undefined) throw new InternalError(`there is no loss ${call.name}`, "4-lower");
  const value = loss.lower(builder, prediction, target, call.parameters);
  const weight = weightOf(call);
  return weight === 1 ? value : builder.apply(mul, [value, builder.apply(constant, [], { value: weight })], {});
}
