import { unknown_callee } from "../../diagnostics/catalogue/unknown_callee.ts";
import { unknown_step } from "../../diagnostics/catalogue/unknown_step.ts";
import { unknown_transform } from "../../diagnostics/catalogue/unknown_transform.ts";
import type { DiagnosticKind } from "../../diagnostics/define.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type { Call } from "../../grammar/tree.ts";
import type { BoundBlockCall, BoundCall, Callee, Poison, Registry } from "../ir/bound.ts";
import { registries } from "../registries.ts";
import { type Context, poison } from "./context.ts";
import { bindExpression } from "./expressions.ts";
import { textOf } from "./references.ts";
import { lookUp, namesOf } from "./scope.ts";

/** A step of a model: a call of an op, of a block, or of a parameter that stands for a block. */
export function bindStepCall(context: Context, call: Call): BoundCall | BoundBlockCall | Poison {
  const name = textOf(call.callee);
  const block = lookUp(context.scope, "block", name);
  const variable = context.variables.get(name);
  if (variable !== undefined) return bindBlockCall(context, call, { variable });
  if (block?.kind === "block") return bindBlockCall(context, call, block.ref);
  if (Object.hasOwn(registries.ops, name)) return bindCall(context, call, { registry: "ops", name });
  bindArguments(context, call);
  if (block === undefined && !context.scope.uncertain) {
    reportUnknown(context, call, [...Object.keys(registries.ops), ...namesOf(context.scope, "block")], unknown_step.at);
  }
  return poison(context, call);
}

function bindBlockCall(context: Context, call: Call, block: BoundBlockCall["block"]): BoundBlockCall {
  return {
    kind: "block_call",
    block,
    callee: { name: textOf(call.callee) },
    arguments: bindArguments(context, call),
    overrides: [],
    damaged: context.damaged,
    place: context.place(call.span),
  };
}

/** A call of an entry of a registry: a transform, a loss, a reader. */
export function bindRegistryCall(context: Context, registry: Registry, call: Call): BoundCall | Poison {
  const name = textOf(call.callee);
  if (Object.hasOwn(registries[registry], name)) return bindCall(context, call, { registry, name });
  bindArguments(context, call);
  const known = Object.keys(registries[registry]);
  const what = nouns[registry];
  if (what === undefined) reportUnknown(context, call, known, unknown_transform.at);
  else reportUnknown(context, call, known, (place, a, extras) => unknown_callee.at(place, { ...a, what }, extras));
  return poison(context, call);
}

/** What the entries of a registry are called, where one diagnostic serves them all. */
const nouns: Partial<Record<Registry, Parameters<typeof unknown_callee.at>[1]["what"]>> = {
  losses: "loss",
  optimizers: "optimizer",
  datasets: "reader",
  splits: "split",
  schedules: "schedule",
  metrics: "metric",
  inits: "way to begin",
};

interface Unknown {
  readonly name: string;
  readonly known: readonly string[];
  readonly nearest: string | undefined;
}

function reportUnknown(
  context: Context,
  call: Call,
  known: readonly string[],
  diagnosticAt: DiagnosticKind<Unknown>["at"],
): void {
  const name = textOf(call.callee);
  if (name === "") return;
  const place = context.place(call.callee.span);
  const hint = nearest(name, known);
  const edit = hint === undefined ? {} : { edit: { title: `write ${hint}`, place, text: hint } };
  context.report(diagnosticAt(place, { name, known, nearest: hint }, edit));
}

function bindCall(context: Context, call: Call, callee: Callee): BoundCall {
  return {
    kind: "call",
    callee,
    arguments: bindArguments(context, call),
    overrides: [],
    damaged: context.damaged,
    place: context.place(call.span),
  };
}

function bindArguments(context: Context, call: Call): BoundCall["arguments"] {
  return call.arguments.map(({ name, value }) => ({
    name: name === undefined ? undefined : { text: name.text, place: context.place(name.span) },
    value: bindExpression(context, value),
    place: context.place(value.span),
  }));
}
