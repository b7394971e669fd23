import { duplicate_argument } from "../../diagnostics/catalogue/duplicate_argument.ts";
import { missing_argument } from "../../diagnostics/catalogue/missing_argument.ts";
import { positional_after_named } from "../../diagnostics/catalogue/positional_after_named.ts";
import { too_many_arguments } from "../../diagnostics/catalogue/too_many_arguments.ts";
import { unknown_parameter } from "../../diagnostics/catalogue/unknown_parameter.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type { Place } from "../../diagnostics/place.ts";
import type { BoundArgument } from "../ir/bound.ts";
import type { ParameterSchemas, ParameterValue, ParameterValues } from "../ir/parameters.ts";
import type { Context } from "./context.ts";
import { convert } from "./convert.ts";

/** A call of an op, a transform or a block. */
export interface Calling {
  readonly callee: { readonly name: string };
  readonly arguments: readonly BoundArgument[];
  readonly overrides: readonly BoundArgument[];
  readonly damaged: boolean;
  readonly place: Place;
}

/** What a call gives to the parameters of its callee. */
export interface Arguments {
  /** Defaults filled in; undefined where something was wrong, which was reported. */
  readonly values: ParameterValues | undefined;
  /** Where each argument that was written stands, by parameter. */
  readonly places: Readonly<Record<string, Place>>;
  readonly matched: ReadonlyMap<string, BoundArgument>;
}

/** Names that arguments may be for. */
export interface Expected {
  /** In positional order. */
  readonly positional: readonly string[];
  /** Given by name only. */
  readonly named: readonly string[];
}

/**
 * Matches a call's arguments with parameters, works out their values and checks them. What is expected beside the
 * parameters that have a schema is matched only.
 */
export function elaborateArguments(
  context: Context,
  call: Calling,
  schemas: ParameterSchemas,
  expected: Expected = { positional: Object.keys(schemas), named: [] },
): Arguments {
  const { matched, sound } = matchArguments(context, call, expected);
  const places = Object.fromEntries([...matched].map(([name, argument]) => [name, argument.place]));
  const values: Record<string, ParameterValue> = {};
  const missing: string[] = [];
  let complete = sound;
  for (const [name, schema] of Object.entries(schemas)) {
    const argument = matched.get(name);
    const value = argument === undefined ? schema.default : convert(context, name, schema, argument.value);
    if (value !== undefined && value !== null) values[name] = value;
    else if (argument !== undefined) complete = false;
    else if (value === undefined) missing.push(name);
  }
  // What is lacking after a wrong argument may be what that one was meant for.
  if (missing.length > 0 && sound && !call.damaged) {
    context.report(missing_argument.at(call.place, { callee: call.callee.name, names: missing }));
  }
  return { values: complete && missing.length === 0 ? values : undefined, places, matched };
}

interface Matched {
  readonly matched: ReadonlyMap<string, BoundArgument>;
  /** False where an argument fits no parameter. */
  readonly sound: boolean;
}

/** Which parameter each argument is for: first those without a name, in order, then those with one. */
function matchArguments(context: Context, call: Calling, expected: Expected): Matched {
  const matched = new Map<string, BoundArgument>();
  let sound = true;
  call.arguments.forEach((argument, position) => {
    const name = parameterOf(context, call, argument, position, expected);
    if (name === undefined) sound = false;
    else if (matched.has(name)) {
      const related = [{ place: matched.get(name)!.place, message: "its first value" }];
      context.report(duplicate_argument.at(argument.place, { name }, { related }));
    } else matched.set(name, argument);
  });
  for (const override of call.overrides) {
    const name = knownName(context, call, override, expected);
    if (name === undefined) sound = false;
    else matched.set(name, override);
  }
  return { matched, sound };
}

function parameterOf(
  context: Context,
  call: Calling,
  argument: BoundArgument,
  position: number,
  expected: Expected,
): string | undefined {
  if (argument.name !== undefined) return knownName(context, call, argument, expected);
  const callee = call.callee.name;
  const names = expected.positional;
  if (call.arguments.slice(0, position).some((earlier) => earlier.name !== undefined)) {
    context.report(positional_after_named.at(argument.place, { callee, names }));
    return undefined;
  }
  if (position >= names.length) context.report(too_many_arguments.at(argument.place, { callee, names }));
  return names[position];
}

function knownName(
  context: Context,
  { callee }: Calling,
  { name }: BoundArgument,
  { positional, named }: Expected,
): string | undefined {
  const { text, place } = name!;
  const known = [...positional, ...named];
  if (known.includes(text)) return text;
  const hint = nearest(text, known);
  const edit = hint === undefined ? {} : { edit: { title: `write ${hint}`, place, text: hint } };
  context.report(unknown_parameter.at(place, { callee: callee.name, name: text, known, nearest: hint }, edit));
  return undefined;
}
