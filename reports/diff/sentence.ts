import type { Change, InputChange, OutputChange, SettingChange, StepChange } from "../../compare/change.ts";
import { writtenStep } from "../../compare/steps/parameters.ts";
import type { GraphInput, GraphOutput, TypedNode } from "../../compiler/ir/graph.ts";
import { showRange } from "../../compiler/ir/range.ts";
import { showShape } from "../../compiler/ir/shape.ts";
import { someOf } from "./words.ts";

/** What a change is, in one sentence without a full stop. */
export function sentenceOf(change: Change): string {
  if (change.what === "step") return stepSentence(change);
  return change.what === "setting" ? settingSentence(change) : portSentence(change);
}

function stepSentence(change: StepChange): string {
  const others = change.places.slice(1).map(({ before, after }) => (after ?? before)!.path);
  if (others.length === 0) return placeSentence(change);
  return `${placeSentence(change)} (${others.length > 2 ? `and in ${others.length} more places` : `also ${someOf(others)}`})`;
}

function placeSentence({ kind, places: [place], parameters }: StepChange): string {
  const { before, after } = place!;
  if (before === undefined) return `${written(after!)} is inserted after ${someOf(after!.inputs)}`;
  if (after === undefined) return `${written(before)}, which stood after ${someOf(before.inputs)}, is removed`;
  switch (kind) {
    case "replaced":
      return `${written(before)} is replaced by ${written(after)}`;
    case "renamed":
      return `${before.path} is called ${after.path} now`;
    case "moved":
    case "rewired":
      return `${after.path} takes from ${someOf(after.inputs)} in place of ${someOf(before.inputs)}`;
    default: {
      const name = before.path === after.path || !after.named ? after.path : `${before.path}, now ${after.path}`;
      const values = parameters.map((each) => `${each.name} ${each.before} -> ${each.after}`);
      return `${name}: ${values.join(", ")}`;
    }
  }
}

/** `conv1 = conv2d(6, kernel: 3)`; of a step without a name its call. */
function written(step: TypedNode): string {
  return step.named ? `${step.path} = ${writtenStep(step)}` : writtenStep(step);
}

function portSentence(change: InputChange | OutputChange): string {
  const { what, kind, before, after } = change;
  if (before === undefined) return `${what} ${port(after!)} is new`;
  if (after === undefined) return `${what} ${port(before)} is gone`;
  if (kind === "rewired")
    return `output ${after.name} takes from ${(after as GraphOutput).value} in place of ${(before as GraphOutput).value}`;
  return `${what} ${port(before)} -> ${port(after)}`;
}

function port(value: GraphInput | GraphOutput): string {
  const { name, role, shape } = value;
  const range = "range" in value ? showRange(value.range) : "any";
  return `${name}: ${role}${showShape(shape)}${range === "any" ? "" : ` in ${range}`}`;
}

function settingSentence({ kind, key, before, after }: SettingChange): string {
  if (before === undefined) return `${key}: ${after} is new`;
  if (after === undefined) return `${key}: ${before} is gone`;
  return kind === "moved" ? `${key}: ${after} stands elsewhere` : `${key}: ${before} -> ${after}`;
}
