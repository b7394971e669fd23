import { clashing_edits } from "../../diagnostics/catalogue/clashing_edits.ts";
import { missing_property } from "../../diagnostics/catalogue/missing_property.ts";
import { unknown_property } from "../../diagnostics/catalogue/unknown_property.ts";
import { wrong_kind_of_value } from "../../diagnostics/catalogue/wrong_kind_of_value.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type {
  BoundArgument,
  BoundCall,
  BoundEdit,
  BoundExpression,
  BoundName,
  BoundProperties,
  BoundProperty,
  BoundVariant,
  DeclarationRef,
} from "../ir/bound.ts";
import { describeExpression } from "../ir/describe.ts";
import type { Origin } from "../ir/graph.ts";
import type { ParameterValue, ParameterValues } from "../ir/parameters.ts";
import type { OutputLoss, PlannedCall, PlannedLoss } from "../ir/plan.ts";
import { type PropertyForm, propertySchemas } from "../ir/properties.ts";
import { registries } from "../registries.ts";
import { elaborateArguments } from "./arguments.ts";
import type { Context } from "./context.ts";
import { convert } from "./convert.ts";
import { withOverride } from "./steps.ts";

/**
 * The properties of a keypoints, dataset or experiment declaration with the edits of its variants applied. What reads one
 * gives undefined where it is lacking or wrong, which was reported.
 */
export class Properties {
  readonly byKey: ReadonlyMap<string, BoundProperty>;
  readonly #context: Context;
  readonly #kind: BoundProperties["kind"];

  /** `sets` are applied last: the values of one combination of a sweep. */
  constructor(
    context: Context,
    base: BoundProperties,
    variants: readonly BoundVariant[],
    sets: readonly SetEdit[] = [],
  ) {
    this.#context = context;
    this.#kind = base.kind;
    let properties: ReadonlyMap<string, BoundProperty> = new Map(base.properties.map((each) => [each.key, each]));
    for (const variant of variants) properties = applySets(context, properties, variant);
    const all = new Map(properties);
    for (const edit of sets) applySet(context, all, edit);
    this.byKey = all;
  }

  /** A property that is one value: `epochs: 25`. */
  value(key: string): ParameterValue | undefined {
    const form = this.#form(key, "value");
    const property = this.byKey.get(key);
    return property === undefined
      ? (form.schema.default ?? undefined)
      : convert(this.#context, key, form.schema, property.value);
  }

  /** A property that is a record of such values; `{}` where it was not written. */
  record(key: string): Readonly<Record<string, ParameterValue>> | undefined {
    const { schema } = this.#form(key, "record");
    const written = this.byKey.get(key)?.value;
    if (written === undefined) return {};
    if (written.kind !== "record") return undefined;
    const values = written.entries.map(
      (entry) => [entry.key, convert(this.#context, entry.key, schema, entry.value)] as const,
    );
    const sound = values.filter((entry): entry is [string, ParameterValue] => entry[1] !== undefined);
    return sound.length === values.length ? Object.fromEntries(sound) : undefined;
  }

  /** A property that is a record of such values by name; `{}` where it was not written. */
  fields(key: string): ParameterValues | undefined {
    const { fields } = this.#form(key, "fields");
    const property = this.byKey.get(key);
    if (property === undefined) return {};
    if (property.value.kind !== "record") return undefined;
    const written = new Map(property.value.entries.map((entry) => [entry.key, entry.value]));
    const missing = Object.keys(fields).filter((name) => fields[name]!.default === undefined && !written.has(name));
    if (missing.length > 0)
      this.#context.report(missing_property.at(property.value.place, { of: key, names: missing }));
    const values = Object.entries(fields).flatMap(([name, schema]) => {
      const expression = written.get(name);
      const value = expression === undefined ? schema.default : convert(this.#context, name, schema, expression);
      return value === null || value === undefined ? [] : [[name, value] as const];
    });
    return Object.fromEntries(values);
  }

  /** A property that calls an entry of a registry: `loss: mse()`. */
  call(key: string): PlannedCall | undefined {
    const property = this.byKey.get(key);
    return property?.value.kind === "call" ? planCall(this.#context, property.value, originOf(property)) : undefined;
  }

  /** The loss: such a call, or one for each output that is named. */
  loss(): PlannedLoss | undefined {
    const property = this.byKey.get("loss");
    if (property?.value.kind !== "record") return this.call("loss");
    const { allowed } = property.notes;
    const outputs = property.value.entries.map(({ key, keyPlace, value, notes }): OutputLoss | undefined => {
      if (value.kind !== "call") {
        const facts = { what: `loss.${key}`, takes: "a call, such as `mse()`", is: describeExpression(value) };
        if (value.kind !== "poison") this.#context.report(wrong_kind_of_value.at(value.place, facts));
        return undefined;
      }
      const origin = { place: value.place, via: [], allowed: [...allowed, ...notes.allowed] };
      const call = planCall(this.#context, value, origin);
      return call && { output: key, place: keyPlace, call };
    });
    if (outputs.length === 0)
      this.#context.report(missing_property.at(property.value.place, { of: "loss", names: ["output"] }));
    return outputs.length > 0 && outputs.every((each) => each !== undefined) ? { outputs } : undefined;
  }

  /** A property that is a list of such calls; `[]` where it was not written. */
  calls(key: string): readonly PlannedCall[] | undefined {
    const property = this.byKey.get(key);
    if (property === undefined) return [];
    if (property.value.kind !== "list") return undefined;
    const { allowed } = property.notes;
    const calls = property.value.items.map((item) =>
      item.kind === "call" ? planCall(this.#context, item, { place: item.place, via: [], allowed }) : undefined,
    );
    return calls.every((call) => call !== undefined) ? calls : undefined;
  }

  /** A property that names a declaration: `model: NoseNet`. */
  declaration(key: string): DeclarationRef | undefined {
    const value = this.byKey.get(key)?.value;
    return value?.kind === "declaration" ? value.ref : undefined;
  }

  /** Dotted keys of what is marked `@assumed`, entries of records among them. */
  assumed(): readonly string[] {
    return [...this.byKey.values()].flatMap(({ key, value, notes }) => [
      ...(notes.assumed ? [key] : []),
      ...assumedEntries(value).map((entry) => `${key}.${entry}`),
    ]);
  }

  #form<K extends PropertyForm["kind"]>(key: string, _kind: K): Extract<PropertyForm, { kind: K }> {
    return propertySchemas[this.#kind][key]!.form as Extract<PropertyForm, { kind: K }>;
  }
}

function assumedEntries(value: BoundExpression): readonly string[] {
  return value.kind === "record" ? value.entries.flatMap(({ key, notes }) => (notes.assumed ? [key] : [])) : [];
}

/** A call of an entry of a registry with its arguments worked out; undefined where one is wrong, which was reported. */
export function planCall(context: Context, call: BoundCall, origin: Origin): PlannedCall | undefined {
  const { registry, name } = call.callee;
  const { values, places } = elaborateArguments(context, call, registries[registry][name]!.parameters);
  return values && { name, parameters: values, origin, arguments: places };
}

export function originOf({ value, notes }: BoundProperty): Origin {
  return { place: value.place, via: [], allowed: notes.allowed };
}

export type SetEdit = Extract<BoundEdit, { kind: "set" }>;

function applySets(
  context: Context,
  properties: ReadonlyMap<string, BoundProperty>,
  variant: BoundVariant,
): ReadonlyMap<string, BoundProperty> {
  const result = new Map(properties);
  const done: SetEdit[] = [];
  for (const edit of variant.edits.filter((each): each is SetEdit => each.kind === "set")) {
    const other = done.find((earlier) => overlap(earlier, edit));
    if (other === undefined) applySet(context, result, edit);
    else {
      const related = [{ place: other.place, message: "the other edit" }];
      context.report(clashing_edits.at(edit.place, { path: pathOf(edit) }, { related }));
    }
    done.push(edit);
  }
  return result;
}

/** `set epochs: 30` gives a property its value; `set optimizer.lr: 5e-4` a part of one, `set loss.heat.weight: 2` a part of that. */
function applySet(context: Context, properties: Map<string, BoundProperty>, { path, value, notes }: SetEdit): void {
  const [first, part, inner] = path.parts;
  const key = first!.text;
  endSweepOf(properties, pathOf({ path }));
  if (part === undefined) {
    properties.set(key, { key, keyPlace: first!.place, value, notes });
    return;
  }
  const property = properties.get(key);
  if (inner !== undefined) {
    const changed = property && withInner(property, part, { name: inner, value, place: value.place });
    if (changed !== undefined) properties.set(key, changed);
    // A value without meaning was reported, be it for the path that it is at.
    else if (value.kind !== "poison") {
      const known = outputsOf(property);
      const facts = { name: part.text, of: key, known, nearest: nearest(part.text, known) };
      context.report(unknown_property.at(part.place, facts));
    }
  } else if (property?.value.kind === "call") {
    const argument = { name: part, value, place: value.place };
    properties.set(key, { ...property, value: withOverride(property.value, argument) });
  } else if (property?.value.kind === "record") {
    const { entries } = property.value;
    const entry = { key: part.text, keyPlace: part.place, value, notes };
    const at = entries.findIndex((each) => each.key === part.text);
    const changed = at < 0 ? [...entries, entry] : entries.with(at, entry);
    properties.set(key, { ...property, value: { ...property.value, entries: changed } });
  }
}

/** With an argument of one of the calls of its record; undefined where it has no such call. */
function withInner(property: BoundProperty, { text }: BoundName, argument: BoundArgument): BoundProperty | undefined {
  if (property.value.kind !== "record" || !outputsOf(property).includes(text)) return undefined;
  const entries = property.value.entries.map((entry) =>
    entry.key === text ? { ...entry, value: withOverride(entry.value, argument) } : entry,
  );
  return { ...property, value: { ...property.value, entries } };
}

function outputsOf(property: BoundProperty | undefined): readonly string[] {
  return property?.value.kind === "record" ? property.value.entries.map(({ key }) => key) : [];
}

/** What is set is no longer swept. */
function endSweepOf(properties: Map<string, BoundProperty>, path: string): void {
  const sweep = properties.get("sweep");
  if (sweep?.value.kind !== "record") return;
  const entries = sweep.value.entries.filter((entry) => entry.key !== path);
  properties.set("sweep", { ...sweep, value: { ...sweep.value, entries } });
}

/** Whether one of them sets the other, or a part of it. */
export function overlap(a: SetEdit, b: SetEdit): boolean {
  const [shorter, longer] = [pathOf(a), pathOf(b)].sort((x, y) => x.length - y.length);
  return longer === shorter || longer!.startsWith(`${shorter}.`);
}

function pathOf({ path }: Pick<SetEdit, "path">): string {
  return path.parts.map((part) => part.text).join(".");
}
