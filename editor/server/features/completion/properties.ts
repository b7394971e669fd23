import { CompletionItemKind } from "vscode-languageserver/node.js";
import { type PropertyForm, type PropertySchema, propertySchemas } from "../../../../compiler/ir/properties.ts";
import { registries } from "../../../../compiler/registries.ts";
import { propertyKey } from "../../cursor/called.ts";
import type { Cursor } from "../../cursor/cursor.ts";
import { bodiesOf, namedIn } from "../../names/bodies.ts";
import { declaredBy, propertyOf } from "../../names/keypoint-names.ts";
import { textOf } from "../../names/lineage.ts";
import type { PropertyOwner } from "../../names/subjects.ts";
import type { Spot } from "../../spot.ts";
import { declarationAt, keypoints } from "./names.ts";
import { argumentNames, keyword, type Offer, placeholder } from "./offer.ts";
import { modelPaths, propertyPaths } from "./paths.ts";
import { valuesFor, valuesOf } from "./values.ts";

/** What may stand in the body of keypoints, a data set or an experiment. */
export function propertyOffers(spot: Spot, cursor: Cursor, of: PropertyOwner, isVariant: boolean): Offer[] {
  const { before, frames, qualifier } = cursor;
  const inside = frames.slice(1);
  if (inside.length > 0) return insideOffers(spot, cursor, of, propertyKey(inside.map(({ head }) => head)));
  const images = before.map(({ image }) => image);
  if (isVariant) {
    if (images.length === 0) return [keyword("set", "set ${1:path}: $0")];
    if (images.length === 1 && images[0] === "set") return asKeys(propertyPaths(spot, qualifier));
    return images.at(-1) === ":" ? valuesAtPath(spot, of, images[1]!) : [];
  }
  if (images.length === 0) return missingProperties(spot, of);
  const form = images.at(-1) === ":" ? propertySchemas[of][images[0]!]?.form : undefined;
  return form === undefined ? [] : valuesOf(spot, form);
}

/** Properties that are not written yet, those that must be there first. */
function missingProperties(spot: Spot, of: PropertyOwner): Offer[] {
  const { declaration } = declarationAt(spot) ?? {};
  const written = declaration !== undefined && "properties" in declaration ? declaration.properties : [];
  const keys = written.map(({ key }) => textOf(key));
  return Object.entries(propertySchemas[of])
    .filter(([name]) => !keys.includes(name))
    .map(([label, schema]) => ({
      label,
      kind: CompletionItemKind.Property,
      detail: schema.doc,
      snippet: propertySnippet(label, schema),
      about: { kind: "property", of, name: label },
      rank: schema.required ? 1 : 3,
    }));
}

function propertySnippet(name: string, { form }: PropertySchema): string {
  switch (form.kind) {
    case "value":
      return `${name}: ${placeholder(1, name, form.schema)}`;
    case "record":
    case "fields":
      return `${name}: { $1 }`;
    case "calls":
    case "mirror":
      return `${name}: [$1]`;
    case "sweep":
      return `${name} { $1 }`;
    default:
      return `${name}: $1`;
  }
}

/** What may stand in the brackets of a property's value. */
function insideOffers(
  spot: Spot,
  { before, qualifier }: Cursor,
  of: PropertyOwner,
  property: string | undefined,
): Offer[] {
  const form = property === undefined ? undefined : propertySchemas[of][property]?.form;
  if (form === undefined) return [];
  const images = before.map(({ image }) => image);
  const isValue = images.at(-1) === ":";
  if (form.kind === "fields") {
    const field = isValue ? form.fields[images[0]!] : undefined;
    return field === undefined ? argumentNames(form.fields, []) : valuesFor(spot, field);
  }
  if (form.kind === "call") return isValue ? valuesOf(spot, form) : asKeys(outputs(spot));
  if (form.kind === "sweep") return isValue ? [] : asKeys(propertyPaths(spot, qualifier));
  if (property === "rates") return isValue ? [] : asKeys(modelPaths(spot, qualifier));
  if (property === "freeze") return modelPaths(spot, qualifier);
  return of === "keypoints" ? keypoints(spot) : valuesOf(spot, form);
}

/** Outputs of the model, which can each have a loss. */
function outputs(spot: Spot): Offer[] {
  const at = declarationAt(spot);
  const model = at && declaredBy(spot.project, at, "model", "model");
  if (model === undefined) return [];
  const named = bodiesOf(spot.project, model).flatMap(namedIn);
  return named
    .filter(({ what }) => what === "output")
    .map(({ name }) => ({ label: name.text, kind: CompletionItemKind.Field, rank: 1 }));
}

function asKeys(offers: readonly Offer[]): Offer[] {
  return offers.map((offer) => ({ snippet: `${offer.label}: $1`, ...offer }));
}

/** What the thing at a path such as `optimizer.lr` may be set to. */
function valuesAtPath(spot: Spot, of: PropertyOwner, path: string): Offer[] {
  const [property = "", ...inside] = path.split(".");
  const form: PropertyForm | undefined = propertySchemas[of][property]?.form;
  if (form === undefined) return [];
  if (inside.length === 0) return valuesOf(spot, form);
  if (form.kind === "fields")
    return form.fields[inside[0]!] === undefined ? [] : valuesFor(spot, form.fields[inside[0]!]!);
  const at = declarationAt(spot);
  const call = at && propertyOf(spot.project, at, property)?.value;
  if (form.kind !== "call" || call?.kind !== "call") return [];
  const schema = registries[form.registry][textOf(call.callee)]?.parameters[inside[0]!];
  return schema === undefined ? [] : valuesFor(spot, schema);
}
