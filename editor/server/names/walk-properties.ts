import type { Registry } from "../../../compiler/ir/bound.ts";
import { type PropertyForm, propertySchemas } from "../../../compiler/ir/properties.ts";
import { registries } from "../../../compiler/registries.ts";
import type { Call, Expression, Name, Path, Property } from "../../../grammar/tree.ts";
import { bodiesOf, namedIn, subjectOf } from "./bodies.ts";
import { declaredBy, entriesOf, keypointsIn, propertyOf, schemeOf } from "./keypoint-names.ts";
import { textOf } from "./lineage.ts";
import { followPath } from "./paths.ts";
import type { PropertyOwner } from "./subjects.ts";
import type { Seen, Walker } from "./walk.ts";

/** What keypoints, data sets, examples and experiments see: the words of their keypoint scheme. */
export function seenByProperties(walker: Walker): Seen {
  const scheme = schemeOf(walker.project, walker.at);
  return { bodies: [], variables: new Map(scheme === undefined ? [] : keypointsIn(walker.project, scheme)) };
}

export function walkProperty(walker: Walker, of: PropertyOwner, { key, value, annotations }: Property): void {
  walkKey(walker, of, key);
  walkValue(walker, of, key, value);
  walker.annotations(annotations);
}

/** `optimizer.lr`: a property, and what it has inside. */
export function walkKey(walker: Walker, of: PropertyOwner, { parts }: Path): void {
  const [first, second] = parts;
  const form = first && formOf(of, first.text);
  if (first === undefined || form === undefined) return;
  walker.name(first, { kind: "property", of, name: first.text });
  if (second !== undefined) walkPart(walker, of, first, form, parts.slice(1));
}

function walkPart(
  walker: Walker,
  of: PropertyOwner,
  { text: property }: Name,
  form: PropertyForm,
  parts: readonly Name[],
): void {
  const [part, below] = parts;
  if (part === undefined) return;
  if (form.kind === "fields") walker.name(part, { kind: "field", of, property, name: part.text });
  if (form.kind === "record") walkPath(walker, { parts });
  if (form.kind !== "call") return;
  const value = propertyOf(walker.project, walker.at, property)?.value;
  if (value?.kind === "call") nameArgument(walker, form.registry, value, part);
  else if (value?.kind === "record") {
    walkOutput(walker, part);
    const call = entriesOf(value).find(({ key }) => textOf(key) === part.text)?.value;
    if (below !== undefined && call?.kind === "call") nameArgument(walker, form.registry, call, below);
  }
}

function nameArgument(walker: Walker, registry: Registry, { callee }: Call, name: Name): void {
  const entry = textOf(callee);
  const known = Object.hasOwn(registries[registry], entry) ? registries[registry][entry]!.parameters : {};
  if (Object.hasOwn(known, name.text)) walker.name(name, { kind: "argument", registry, entry, name: name.text });
}

function formOf(of: PropertyOwner, name: string): PropertyForm | undefined {
  return Object.hasOwn(propertySchemas[of], name) ? propertySchemas[of][name]!.form : undefined;
}

export function walkValue(walker: Walker, of: PropertyOwner, key: Path, value: Expression): void {
  const seen = seenByProperties(walker);
  const [first, ...inside] = key.parts;
  const form = first && formOf(of, first.text);
  if (first === undefined || form === undefined || (inside.length > 0 && value.kind !== "call")) {
    walker.expression(value, seen);
    return;
  }
  switch (form.kind) {
    case "declaration":
      if (value.kind === "reference") walker.declarationName(nameOfPath(value.path), form.of);
      return;
    case "call":
      if (value.kind === "call") walker.call(value, seen, form.registry);
      for (const entry of entriesOf(value)) {
        walkOutput(walker, entry.key.parts[0]);
        if (entry.value.kind === "call") walker.call(entry.value, seen, form.registry);
      }
      return;
    case "calls":
      for (const item of value.kind === "list" ? value.items : []) {
        if (item.kind === "call") walker.call(item, seen, form.registry);
      }
      return;
    case "fields":
      for (const entry of entriesOf(value)) {
        const { text: name, span } = nameOfPath(entry.key);
        if (Object.hasOwn(form.fields, name))
          walker.name({ text: name, span }, { kind: "field", of, property: first.text, name });
        walker.expression(entry.value, seen);
      }
      return;
    case "record":
      walkRecord(walker, of, first.text, value, seen);
      return;
    case "sweep":
      for (const entry of entriesOf(value)) walkSwept(walker, entry);
      return;
    case "mirror":
      walker.expression(value, seen);
      return;
    case "value":
      if (first.text === "freeze" && value.kind === "list") {
        for (const item of value.items) if (item.kind === "reference") walkPath(walker, item.path);
      } else walker.expression(value, seen);
  }
}

/** Names of points, or paths with a factor of their learning rate. */
function walkRecord(walker: Walker, of: PropertyOwner, property: string, value: Expression, seen: Seen): void {
  for (const entry of entriesOf(value)) {
    if (of === "keypoints") walkKeypoint(walker, entry.key);
    else if (property === "rates") walkPath(walker, entry.key);
    walker.expression(entry.value, seen);
  }
}

function walkKeypoint(walker: Walker, key: Path): void {
  const name = nameOfPath(key);
  const { file, declaration } = walker.at;
  walker.name(name, { kind: "keypoint", file, key: declaration.key, name: name.text }, true);
}

function walkSwept(walker: Walker, { key, value }: Property): void {
  walkKey(walker, "experiment", key);
  const values = value.kind === "list" ? value.items : [value];
  for (const each of values) walkValue(walker, "experiment", key, each);
}

/** The path of a step or weight of the model that an experiment trains. */
function walkPath(walker: Walker, path: Pick<Path, "parts">): void {
  const model = declaredBy(walker.project, walker.at, "model", "model");
  if (model === undefined) return;
  const { steps } = followPath(walker.project, bodiesOf(walker.project, model), path);
  for (const { part, target } of steps) walker.name(part, subjectOf(target));
}

/** An output of the model that an experiment trains. */
function walkOutput(walker: Walker, name: Name | undefined): void {
  const model = declaredBy(walker.project, walker.at, "model", "model");
  if (model === undefined || name === undefined) return;
  const outputs = bodiesOf(walker.project, model).flatMap(namedIn);
  const output = outputs.find((each) => each.what === "output" && each.name.text === name.text);
  if (output !== undefined) walker.name(name, subjectOf(output));
}

function nameOfPath(path: Path): Name {
  return { text: textOf(path), span: path.span };
}
