import { isKnown } from "../ir/dim.ts";
import type { TypedGraph } from "../ir/graph.ts";
import type { OutputLoss, PlannedCall, PlannedLoss } from "../ir/plan.ts";

/** One summand of what training makes small. */
export interface LossPart {
  /** Of the model's outputs; the first one where none is named. */
  readonly output?: string;
  readonly call: PlannedCall;
  readonly at?: OutputLoss["at"];
}

export function lossParts(loss: PlannedLoss): readonly LossPart[] {
  return "outputs" in loss ? loss.outputs : [{ call: loss }];
}

/** What a summand counts; 1 unless the loss says otherwise. */
export function weightOf({ parameters }: PlannedCall): number {
  return (parameters.weight as number | undefined) ?? 1;
}

/** The same loss, which knows where in a model the outputs stand that it names. */
export function placedLoss(loss: PlannedLoss, { outputs }: TypedGraph): PlannedLoss {
  if (!("outputs" in loss)) return loss;
  const placed = loss.outputs.map((part) => {
    const index = outputs.findIndex(({ name }) => name === part.output);
    const shape = outputs[index]?.shape;
    return shape?.every(isKnown) ? { ...part, at: { index, shape } } : part;
  });
  return { outputs: placed };
}
