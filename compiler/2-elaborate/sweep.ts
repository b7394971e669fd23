import { clashing_edits } from "../../diagnostics/catalogue/clashing_edits.ts";
import { missing_property } from "../../diagnostics/catalogue/missing_property.ts";
import { sweep_too_large } from "../../diagnostics/catalogue/sweep_too_large.ts";
import type { BoundExpression, BoundProperty } from "../ir/bound.ts";
import { isKnown } from "../ir/dim.ts";
import { indices } from "../ir/parameters.ts";
import type { SweepAxis, SweptValue } from "../ir/plan.ts";
import { type Context, newContext } from "./context.ts";
import { convert } from "./convert.ts";
import { evaluate } from "./evaluate.ts";
import { overlap, type Properties, type SetEdit } from "./properties.ts";

/** Each combination is checked and becomes a run; nobody reads a table of more. */
const mostCombinations = 256;

const wholeNumbers = indices({ doc: "Numbers to try." });

/** A value to try, as it is set. */
export interface TriedValue extends SweptValue {
  readonly key: string;
  readonly edit: SetEdit;
}

/** What an experiment sweeps, path by path; undefined where something is wrong, which was reported. */
export function sweptIn(context: Context, properties: Properties): readonly (readonly TriedValue[])[] | undefined {
  const sweep = properties.byKey.get("sweep");
  if (sweep === undefined) return [];
  if (sweep.value.kind !== "record") return undefined;
  const swept = sweep.value.entries.map((entry) => triedIn(context, properties, entry));
  if (!swept.every((values) => values !== undefined)) return undefined;
  for (const [index, values] of swept.entries()) {
    const other = swept.slice(0, index).find((earlier) => overlap(earlier[0]!.edit, values[0]!.edit));
    if (other === undefined) continue;
    const related = [{ place: other[0]!.edit.path.place, message: "the other one" }];
    context.report(clashing_edits.at(values[0]!.edit.path.place, { path: values[0]!.key }, { related }));
    return undefined;
  }
  const count = swept.reduce((product, values) => product * values.length, 1);
  if (count <= mostCombinations) return swept;
  context.report(sweep_too_large.at(sweep.keyPlace, { count, limit: mostCombinations }));
  return undefined;
}

export function axesOf(swept: readonly (readonly TriedValue[])[]): readonly SweepAxis[] {
  return swept.map((values) => ({
    key: values[0]!.key,
    values: values.map(({ place, number }) => (number === undefined ? { place } : { place, number })),
  }));
}

/** Every combination, the last path's values changing fastest. */
export function combinationsOf(swept: readonly (readonly TriedValue[])[]): readonly (readonly TriedValue[])[] {
  return swept.reduce<readonly (readonly TriedValue[])[]>(
    (done, values) => done.flatMap((combination) => values.map((value) => [...combination, value])),
    [[]],
  );
}

function triedIn(context: Context, properties: Properties, entry: BoundProperty): readonly TriedValue[] | undefined {
  const { key, keyPlace, value } = entry;
  const [property, part] = key.split(".");
  if (part !== undefined && !properties.byKey.has(property!)) {
    context.report(missing_property.at(keyPlace, { of: "experiment", names: [property!] }));
    return undefined;
  }
  const tried = (expression: BoundExpression, number?: number): TriedValue => ({
    key,
    place: expression.place,
    ...(number === undefined ? {} : { number }),
    edit: setOf(entry, expression),
  });
  if (value.kind === "list") return value.items.map((item) => tried(item, calculated(context, item)));
  const numbers = convert(context, key, wholeNumbers, value) as readonly number[] | undefined;
  const { place } = value;
  return numbers?.map((number) => tried({ kind: "number", value: number, unit: undefined, place }, number));
}

/** The number that a constant or a calculation comes to; what is a number as it stands needs no other form. */
function calculated({ project }: Context, expression: BoundExpression): number | undefined {
  if (!["reference", "unary", "binary", "choose"].includes(expression.kind)) return undefined;
  if (expression.kind === "reference" && expression.to.kind !== "const") return undefined;
  // What is wrong with it is told where it is tried.
  const { context } = newContext(project);
  const value = evaluate(context, expression);
  return value?.kind === "number" && value.quantity === undefined && isKnown(value.value) ? value.value : undefined;
}

function setOf({ key, keyPlace, notes }: BoundProperty, value: BoundExpression): SetEdit {
  const parts = key.split(".").map((text) => ({ text, place: keyPlace }));
  return { kind: "set", path: { parts, place: keyPlace }, value, notes, place: value.place };
}
