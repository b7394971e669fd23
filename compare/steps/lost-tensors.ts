import type { TypedGraph, TypedNode } from "../../compiler/ir/graph.ts";
import type { InputChange, StepChange } from "../change.ts";
import type { CheckpointVerdict } from "../checkpoint.ts";
import { type Cause, causesOf } from "./consequences.ts";
import { otherTensors } from "./effect.ts";
import { inputShapes } from "./input-shapes.ts";
import type { Matching, StepPair } from "./match.ts";
import type { Wiring } from "./wiring.ts";

/** Keys of the tensors that a checkpoint can't give, by the step that costs them, or by the name of an input. */
export type LostTensors = (cause: Cause) => readonly string[];

/**
 * Blames every tensor that a checkpoint of the model before can't give on a change: on the step's own, or on those from which the shapes
 * come that now flow into it.
 */
export function lostTensors(
  before: TypedGraph,
  after: TypedGraph,
  matching: Matching,
  { misfits, misplaced }: CheckpointVerdict,
  changes: readonly (InputChange | StepChange)[],
  { moved, rewired }: Wiring,
): LostTensors {
  const lost = new Set([...misfits, ...misplaced].map(({ key }) => key));
  const reshaped = new Set(misfits.filter(({ problem }) => problem === "other shape").map(({ key }) => key));
  const keysOf = ({ weights }: TypedNode) => weights.map(({ key }) => key).filter((key) => lost.has(key));
  const changed = new Set<Cause>(changes.flatMap(causesIn));
  const isElsewhere = (pair: StepPair) => moved.has(pair) || rewired.has(pair);
  const blamed = new Map<Cause, Set<string>>();
  const blame = (cause: Cause, keys: readonly string[]): void => {
    const known = blamed.get(cause) ?? new Set();
    for (const key of keys) known.add(key);
    blamed.set(cause, known);
  };
  for (const step of before.nodes) if (!matching.byBefore.has(step.path)) blame(step, keysOf(step));
  for (const step of after.nodes) if (!matching.byAfter.has(step.path)) blame(step, keysOf(step));
  for (const pair of matching.pairs) {
    const [ofBefore, ofAfter] = [keysOf(pair.before), keysOf(pair.after)];
    if (ofBefore.length + ofAfter.length === 0) continue;
    const known = { isChanged: (cause: Cause) => changed.has(cause), isElsewhere };
    const byItself = otherTensors(pair, inputShapes(pair.before, before), pair.after.parameters);
    blame(
      pair.after,
      ofAfter.filter((key) => !reshaped.has(key) || byItself.includes(key)),
    );
    blame(
      pair.before,
      ofBefore.filter((key) => !ofAfter.includes(key)),
    );
    if (pair.before.op !== pair.after.op) continue;
    const byInputs = otherTensors(pair, inputShapes(pair.after, after), pair.before.parameters);
    const causes = isElsewhere(pair) ? [pair.after] : causesOf(pair, { before, after }, matching, known);
    for (const cause of causes)
      blame(
        cause,
        ofAfter.filter((key) => reshaped.has(key) && byInputs.includes(key)),
      );
  }
  return (cause) => [...(blamed.get(cause) ?? [])];
}

/** Steps on both sides, and names of inputs. */
function causesIn(change: InputChange | StepChange): Cause[] {
  if (change.what === "input") return [change.before?.name, change.after?.name].filter((name) => name !== undefined);
  return change.places.flatMap(({ before, after }) => [before, after].filter((step) => step !== undefined));
}
