import { too_few_values } from "../../diagnostics/catalogue/too_few_values.ts";
import { wrong_kind_of_value } from "../../diagnostics/catalogue/wrong_kind_of_value.ts";
import type { BoundArgument, BoundCall, BoundName } from "../ir/bound.ts";
import { describeExpression } from "../ir/describe.ts";
import type { Op } from "../ops/op.ts";
import type { Context } from "./context.ts";
import { type Flow, type Names, unknownFlow } from "./names.ts";

/** A call of an op, with the values that flow into it taken out of its arguments. */
export interface Join {
  readonly call: BoundCall;
  readonly flows: readonly Flow[];
}

/**
 * What flows into a call: what flows through the chain, then the values that its first arguments name. Where those have the
 * chain's own value among them, and are enough, their order holds: `concat(x, conv2)` behind `conv2`.
 */
export function joinOf(
  context: Context,
  op: Op,
  call: BoundCall,
  { flow, names, lost }: { readonly flow: Flow; readonly names: Names; readonly lost: boolean },
): Join {
  if (op.inputs === 1) return { call, flows: [flow] };
  const most = op.inputs === "many" ? Number.POSITIVE_INFINITY : op.inputs;
  const isValue = (argument: BoundArgument, position: number): boolean =>
    argument.name === undefined && position < most;
  const values = call.arguments.filter(isValue);
  const named = values.map((argument) => valueNamed(context, op, argument, names, lost));
  const least = op.inputs === "many" ? 2 : op.inputs;
  const ordered = named.length >= least && named.some(({ value }) => value !== undefined && value === flow.value);
  const flows = ordered ? named : [flow, ...named];
  if (flows.length < least && !call.damaged) {
    context.report(too_few_values.at(call.place, { op: op.name, count: least - flows.length }));
  }
  const others = call.arguments.filter((argument, position) => !isValue(argument, position));
  const enough = flows.length >= least;
  return { call: { ...call, arguments: others }, flows: enough ? flows : [...flows, unknownFlow] };
}

/** The value that an argument names. */
export function valueNamed(
  context: Context,
  { name }: { readonly name: string },
  argument: BoundArgument,
  names: Names,
  lost: boolean,
): Flow {
  const value = nameIn(argument);
  if (value !== undefined) return names.valueOf(value, lost);
  if (argument.value.kind !== "poison") {
    const facts = { what: name, takes: "the name of a value", is: describeExpression(argument.value) };
    context.report(wrong_kind_of_value.at(argument.place, facts));
  }
  return unknownFlow;
}

function nameIn({ value }: BoundArgument): BoundName | undefined {
  return value.kind === "reference" ? { text: value.text, place: value.place } : undefined;
}
