/** How a variant's edits take hold of the steps of a model, and of examples. */
import type { BoundArgument, BoundTransform } from "../ir/bound.ts";
import type { Steps } from "./edits.ts";
import type { Laid, LaidStep } from "./laid.ts";

export const modelSteps: Steps<Laid> = {
  paths: (body) =>
    body.map((statement) => {
      if (statement.kind === "step") return statement.label?.text;
      return statement.kind === "branch" ? statement.name?.text : undefined;
    }),
  inside: (statement, layer) => {
    const holds = statement.kind === "branch" || (statement.kind === "step" && holders.includes(statement.value.kind));
    return holds ? { ...statement, inner: [...(statement.inner ?? []), layer] } : undefined;
  },
  isCall: (statement) => statement.kind === "step" && ["call", "block_call", "poison"].includes(statement.value.kind),
  set: (step, argument) => (step.kind === "step" ? { ...step, value: withOverride(step.value, argument) } : step),
  rename: (step, to) => {
    if (step.kind === "branch") return { ...step, name: to };
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
  end: (body) => body.findLastIndex((statement) => statement.kind === "step" || statement.kind === "branch"),
};

/** Kinds of steps that others stand in; so may they in one that could not be understood. */
const holders: readonly string[] = ["block_call", "repeat", "sequential", "turn", "poison"];

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

function withAlias(step: LaidStep, name: string): LaidStep {
  return { ...step, aliases: [...(step.aliases ?? []), name] };
}

/** A call with an argument that wins over the one of its name; anything else stays as it is. */
export function withOverride<V extends { readonly kind: string; readonly overrides?: readonly BoundArgument[] }>(
  value: V,
  argument: BoundArgument,
): V {
  return value.overrides === undefined ? value : { ...value, overrides: [...value.overrides, argument] };
}
