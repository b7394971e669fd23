import { missing_property } from "../../diagnostics/catalogue/missing_property.ts";
import { not_swept } from "../../diagnostics/catalogue/not_swept.ts";
import { unknown_property } from "../../diagnostics/catalogue/unknown_property.ts";
import { wrong_kind_of_value } from "../../diagnostics/catalogue/wrong_kind_of_value.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type { Place } from "../../diagnostics/place.ts";
import type { Expression, Name, Path, Property } from "../../grammar/tree.ts";
import type { BoundExpression, BoundProperties, BoundProperty, Registry } from "../ir/bound.ts";
import { describeExpression, nounOf, withArticle } from "../ir/describe.ts";
import { type PropertyForm, propertySchemas } from "../ir/properties.ts";
import { registries } from "../registries.ts";
import { bindNotes } from "./annotations.ts";
import { bindRegistryCall } from "./calls.ts";
import { type Context, poison } from "./context.ts";
import { bindEntries, bindExpression, distinct } from "./expressions.ts";
import { bindDeclarationName, textOf } from "./references.ts";

type Kind = BoundProperties["kind"];

/** The body of a `keypoints`, `dataset` or `experiment`, by the table of its properties. */
export function bindProperties(
  context: Context,
  kind: Kind,
  properties: readonly Property[],
  place: Place,
): BoundProperty[] {
  const written = distinct(context, properties);
  if (!context.damaged) reportMissing(context, kind, written, place);
  return written.flatMap((property) => bindProperty(context, kind, property) ?? []);
}

function bindProperty(context: Context, kind: Kind, property: Property): BoundProperty | undefined {
  const key = textOf(property.key);
  const form = formOf(context, kind, { text: key, span: property.key.span });
  const notes = bindNotes(context, property.annotations, "property");
  if (form === undefined) return undefined;
  return {
    key,
    keyPlace: context.place(property.key.span),
    value: bindValue(context, form, key, property.value),
    notes,
  };
}

/** What a property of this name takes; undefined where there is none that we know what to do with, which is reported. */
function formOf(context: Context, kind: Kind, { text, span }: Name): PropertyForm | undefined {
  const schemas = propertySchemas[kind];
  const place = context.place(span);
  if (!Object.hasOwn(schemas, text)) {
    reportUnknown(context, { name: text, place, of: kind, known: Object.keys(schemas) });
    return undefined;
  }
  return schemas[text]!.form;
}

/** The value of a property that takes `form`; `key` is its name for messages. */
function bindValue(context: Context, form: PropertyForm, key: string, value: Expression): BoundExpression {
  if (value.kind === "missing") return poison(context, value);
  const wrong = (takes: string, instead?: string): BoundExpression => {
    const place = context.place(value.span);
    const edit = instead === undefined ? {} : { edit: { title: `write ${instead}`, place, text: instead } };
    const facts = { what: key, takes, is: describeExpression(value), instead };
    if (!context.damaged) context.report(wrong_kind_of_value.at(place, facts, edit));
    return poison(context, value);
  };
  switch (form.kind) {
    case "declaration": {
      if (value.kind !== "reference") return wrong(`the name of ${withArticle(nounOf(form.of))}`);
      const ref = bindDeclarationName(context, form.of, value.path);
      return ref === undefined
        ? poison(context, value)
        : { kind: "declaration", ref, place: context.place(value.span) };
    }
    case "call": {
      if (form.named && value.kind === "record") return bindNamedCalls(context, form.registry, value);
      if (value.kind === "call") return bindRegistryCall(context, form.registry, value);
      const meant = callOf(form.registry, value);
      return wrong(`a call, such as \`${meant ?? `${Object.keys(registries[form.registry])[0]}()`}\``, meant);
    }
    case "calls":
      if (value.kind !== "list")
        return wrong(`calls in brackets, such as \`[${Object.keys(registries[form.registry])[0]}()]\``);
      return {
        kind: "list",
        items: value.items.map((item) => bindValue(context, { kind: "call", registry: form.registry }, key, item)),
        place: context.place(value.span),
      };
    case "record":
    case "fields":
      if (value.kind !== "record") return wrong("a record, as in `{ name: value }`");
      return {
        kind: "record",
        entries: entriesOf(context, form, key, value.entries),
        place: context.place(value.span),
      };
    case "sweep":
      if (value.kind !== "record") return wrong("values to try by path, as in `{ optimizer.lr: [1e-3, 5e-4] }`");
      return { kind: "record", entries: bindSweep(context, value.entries), place: context.place(value.span) };
    case "mirror":
      return value.kind === "list" ? bindExpression(context, value) : wrong("a list, as in `[0<->12, 6]`");
    case "value":
      return bindExpression(context, value);
  }
}

/** `{ points: l1(), heat: mse() }` */
function bindNamedCalls(
  context: Context,
  registry: Registry,
  { entries, span }: Extract<Expression, { kind: "record" }>,
): BoundExpression {
  const bound = distinct(context, entries).map((entry) => ({
    key: textOf(entry.key),
    keyPlace: context.place(entry.key.span),
    value: bindValue(context, { kind: "call", registry }, textOf(entry.key), entry.value),
    notes: bindNotes(context, entry.annotations, "property"),
  }));
  return { kind: "record", entries: bound, place: context.place(span) };
}

/** `mse()` for `mse`, where there is such a thing to call. */
function callOf(registry: Registry, value: Expression): string | undefined {
  if (value.kind !== "reference") return undefined;
  const name = textOf(value.path);
  return Object.hasOwn(registries[registry], name) ? `${name}()` : undefined;
}

/** The values to try for each path. */
function bindSweep(context: Context, entries: readonly Property[]): BoundProperty[] {
  return distinct(context, entries).flatMap((entry) => {
    const values = bindTried(context, entry);
    if (values === undefined) return [];
    const keyPlace = context.place(entry.key.span);
    return [
      { key: textOf(entry.key), keyPlace, value: values, notes: bindNotes(context, entry.annotations, "property") },
    ];
  });
}

/** A list of values, or a range of whole numbers. */
function bindTried(context: Context, { key, value }: Property): BoundExpression | undefined {
  const place = context.place(value.span);
  const [first] = key.parts;
  const form = first && formOf(context, "experiment", first);
  if (first === undefined || form === undefined) return undefined;
  if (key.parts.length === 1 && ["record", "fields", "calls", "sweep"].includes(form.kind)) {
    const parts = form.kind === "record" || form.kind === "fields";
    context.report(not_swept.at(context.place(key.span), { name: first.text, parts }));
    return undefined;
  }
  const bind = (item: Expression) => bindAtPath(context, "experiment", key, item) ?? poison(context, item);
  if (value.kind === "list" && value.items.length > 0) return { kind: "list", items: value.items.map(bind), place };
  if (value.kind === "binary" && (value.op === ".." || value.op === "..<")) return bind(value);
  const facts = { what: textOf(key), takes: "values to try, as in `[1, 2]` or `0..<3`", is: describeExpression(value) };
  if (!context.damaged && value.kind !== "missing") context.report(wrong_kind_of_value.at(place, facts));
  return undefined;
}

/**
 * A value for what a path such as `optimizer.lr` leads to: a property, an argument of its call, or an entry of its record.
 * Undefined where it leads nowhere, which is reported.
 */
export function bindAtPath(context: Context, of: Kind, path: Path, value: Expression): BoundExpression | undefined {
  const [first, ...rest] = path.parts;
  const form = first === undefined ? undefined : formOf(context, of, first);
  if (first === undefined || form === undefined) return undefined;
  const [part, below] = rest;
  if (part === undefined) return bindValue(context, form, first.text, value);
  if (!isInside(context, form, first.text, part)) return undefined;
  if (form.kind === "call" && form.named) {
    // `loss.heat: mse()` is the loss of an output, and `loss.heat.weight` an argument of it; arguments are no calls.
    if (below === undefined && value.kind === "call") return bindRegistryCall(context, form.registry, value);
    if (below !== undefined && rest.length === 2) return bindExpression(context, value);
  }
  // Nothing lies deeper than a call's argument or a record's entry.
  if (below !== undefined && !isKey(context, [], `${first.text}.${part.text}`, named(context, below))) return undefined;
  return bindExpression(context, value);
}

/** Whether a property of this form has parts to set: a call's arguments (known by name later on), a record's entries. */
function isInside(context: Context, form: PropertyForm, property: string, part: Name): boolean {
  if (form.kind === "call") return true;
  if (form.kind === "record") return true;
  const keys = form.kind === "fields" ? Object.keys(form.fields) : [];
  return isKey(context, keys, property, named(context, part));
}

function named(context: Context, { text, span }: Name): { name: string; place: Place } {
  return { name: text, place: context.place(span) };
}

/** Entries of a record; of one with fields only those that are fields, the others are reported. */
function entriesOf(context: Context, form: PropertyForm, of: string, entries: readonly Property[]): BoundProperty[] {
  const bound = bindEntries(context, entries);
  if (form.kind !== "fields") return bound;
  const keys = Object.keys(form.fields);
  return bound.filter((entry) => isKey(context, keys, of, { name: entry.key, place: entry.keyPlace }));
}

/** Whether a record has such a key; reported where it hasn't. */
function isKey(
  context: Context,
  keys: readonly string[],
  of: string,
  { name, place }: { readonly name: string; readonly place: Place },
): boolean {
  if (keys.includes(name)) return true;
  reportUnknown(context, { name, place, of, known: keys });
  return false;
}

interface Unknown {
  readonly name: string;
  readonly place: Place;
  readonly of: string;
  readonly known: readonly string[];
}

function reportUnknown(context: Context, { name, place, of, known }: Unknown): void {
  if (name === "") return;
  const hint = nearest(name, known);
  const edit = hint === undefined ? {} : { edit: { title: `write ${hint}`, place, text: hint } };
  const inside = hint === undefined ? argumentNamed(of, name) : undefined;
  context.report(unknown_property.at(place, { name, of, known, nearest: hint, inside }, edit));
}

/** Where an argument of a call is written as if it were a property: `lr`, which belongs into `optimizer: adam(lr: …)`. */
function argumentNamed(of: string, name: string): { readonly property: string; readonly form: string } | undefined {
  for (const [property, { form }] of Object.entries(propertySchemas[of as Kind] ?? {})) {
    if (form.kind !== "call") continue;
    for (const [callee, { parameters }] of Object.entries(registries[form.registry])) {
      const argument = nearest(name, Object.keys(parameters));
      if (argument !== undefined) return { property, form: `${property}: ${callee}(${argument}: …)` };
    }
  }
  return undefined;
}

/** Required properties that stand nowhere. One that is written under another name is told there. */
function reportMissing(context: Context, kind: Kind, properties: readonly Property[], place: Place): void {
  const written = new Set(properties.map((property) => textOf(property.key)));
  const unknown = [...written].filter((key) => !Object.hasOwn(propertySchemas[kind], key));
  const meant = unknown.flatMap((key) => meantBy(kind, key) ?? []);
  const missing = Object.entries(propertySchemas[kind]).filter(
    ([key, { required }]) => required && !written.has(key) && !meant.includes(key),
  );
  if (missing.length === 0) return;
  context.report(missing_property.at(place, { of: nounOf(kind), names: missing.map(([key]) => key) }));
}

/** The property that is probably meant by a name that none has. */
function meantBy(kind: Kind, name: string): string | undefined {
  return nearest(name, Object.keys(propertySchemas[kind])) ?? argumentNamed(kind, name)?.property;
}
