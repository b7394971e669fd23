import { CompletionItemKind } from "vscode-languageserver/node.js";
import type { ParameterSchema } from "../../../../compiler/ir/parameters.ts";
import type { PropertyForm } from "../../../../compiler/ir/properties.ts";
import type { Spot } from "../../spot.ts";
import { declarationsOf, keypoints, variables } from "./names.ts";
import { argumentNames, entries, type Offer, sampleOf, words } from "./offer.ts";
import { modelPaths, propertyPaths } from "./paths.ts";

/** What may be given for a parameter. */
export function valuesFor(spot: Spot, schema: ParameterSchema): Offer[] {
  const { kind } = schema;
  switch (kind) {
    case "choice":
      return words(schema.schema.enum as readonly string[]);
    case "bool":
      return [...words(["true", "false"]), ...variables(spot)];
    case "names":
      return keypoints(spot);
    case "string":
      return [];
    default: {
      const sample = sampleOf(kind);
      return sample === undefined ? variables(spot) : [...withUnit(sample), ...variables(spot)];
    }
  }
}

/** A value as one is written, to be changed. */
function withUnit(sample: string): Offer[] {
  return [
    { label: sample, kind: CompletionItemKind.Value, detail: "for example", snippet: `\${1:${sample}}`, rank: 1 },
  ];
}

/** What a property may be set to. */
export function valuesOf(spot: Spot, form: PropertyForm): Offer[] {
  switch (form.kind) {
    case "declaration":
      return declarationsOf(spot, form.of);
    case "call":
    case "calls":
      return entries(form.registry);
    case "value":
      return form.schema.kind === "names" ? modelPaths(spot, []) : valuesFor(spot, form.schema);
    case "record":
    case "mirror":
      return variables(spot);
    case "fields":
      return argumentNames(form.fields, []);
    case "sweep":
      return propertyPaths(spot, []);
  }
}
