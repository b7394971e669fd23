/** How a variant's edits take hold of the steps of a model, and of examples. */
import type { BoundArgument, BoundCall, BoundStatement, BoundStep, BoundTransform, Poison } from "../ir/bound.ts";
import type { Steps } from "./edits.ts";

export const modelSteps: Steps<BoundStatement> = {
  paths: (body) => body.map((statement) => (statement.kind === "step" ? statement.label?.text : undefined)),
  set: (step, argument) => (step.kind === "step" ? { ...step, value: withOverride(step.value, argument) } : step),
  rename: (step, to) => {
    if (step.kind !== "step") return step;
    const was = step.label!.text;
    return { ...withAlias(step, was), label: to, notes: { ...step.notes, was } };
  },
  inPlaceOf: (replaced, steps) => {
    const last = steps.at(-1);
    if (replaced.kind !== "step" || last?.kind !== "step") return steps;
    return [...steps.slice(0, -1), withAlias(last, replaced.label!.text)];
  },
  beside: (_neighbour, step) => step,
  end: (body) => body.findLastIndex((statement) => statement.kind === "step"),
};

/** Steps of examples can be named by their transform; a second `resize` is `resize#2`, which nobody can write. */
export const exampleSteps: Steps<BoundTransform> = {
  paths: pathsOf,
  set: (step, argument) => ({ ...step, call: withOverride(step.call, argument) }),
  rename: (step, to) => ({ ...step, label: to }),
  inPlaceOf: (replaced, steps) => steps.map((step) => ({ ...step, split: replaced.split })),
  beside: (neighbour, step) => ({ ...step, split: neighbour.split }),
  end: (body) => body.length - 1,
};

/** The identity of each transform: its name or that of its callee, with `augment.` before it where it stands there. */
export function pathsOf(steps: readonly BoundTransform[]): string[] {
  const counts = new Map<string, number>();
  return steps.map(({ label, call, split }) => {
    const name = label?.text ?? (call.kind === "call" ? call.callee.name : "?");
    const path = split === "train" ? `augment.${name}` : name;
    if (label !== undefined) return path;
    const count = (counts.get(path) ?? 0) + 1;
    counts.set(path, count);
    return count === 1 ? path : `${path}#${count}`;
  });
}

function withAlias(step: BoundStep, name: string): BoundStep {
  return { ...step, aliases: [...(step.aliases ?? []), name] };
}

export function withOverride(call: BoundCall | Poison, argument: BoundArgument): BoundCall | Poison {
  return call.kind === "call" ? { ...call, overrides: [...call.overrides, argument] } : call;
}
