import type { AnnotationSchema } from "../../compiler/ir/annotations.ts";
import type { Registry } from "../../compiler/ir/bound.ts";
import type { ParameterSchemas } from "../../compiler/ir/parameters.ts";
import type { PropertyForm, PropertySchema, PropertySchemas } from "../../compiler/ir/properties.ts";
import { writing } from "./writing.ts";

/** What the body of a declaration may say. */
export function describeDeclaration(name: string, properties: PropertySchemas, depth: number): string {
  const lines = Object.entries(properties).map(([key, property]) => describeProperty(key, property));
  return [`${"#".repeat(depth)} ${name}`, `The properties of \`${name}\`:`, lines.join("\n")].join("\n\n");
}

/** One line of the list of properties. */
export function describeProperty(key: string, { doc, required, form }: PropertySchema): string {
  const presence = required ? "; must be there" : "; may be left out";
  return `- \`${key}\`, ${formOf(form)}${presence}: ${doc}`;
}

function formOf(form: PropertyForm): string {
  switch (form.kind) {
    case "declaration":
      return `the name of a declaration (\`${form.of}\`)`;
    case "call":
      return `a call of ${entryOf[form.registry]}${form.named ? ", or `{ name: call }`" : ""}`;
    case "calls":
      return `calls of ${entryOf[form.registry]} in brackets`;
    case "value":
      return writing[form.schema.kind];
    case "record":
      return `\`{ name: value }\` with ${writing[form.schema.kind]}`;
    case "fields":
      return `\`{ name: value }\` with ${fieldsOf(form.fields)}`;
    case "mirror":
      return "pairs of points, as [0<->12, 6]";
    case "sweep":
      return "`{ path: [value, value] }`";
  }
}

function fieldsOf(fields: ParameterSchemas): string {
  return Object.entries(fields)
    .map(([name, field]) => `\`${name}\` (${writing[field.kind]}: ${field.doc})`)
    .join(" and ");
}

const entryOf: Readonly<Record<Registry, string>> = {
  ops: "an op",
  transforms: "a transform",
  losses: "a loss",
  optimizers: "an optimizer",
  datasets: "a reader",
  splits: "a split",
  schedules: "a schedule",
  inits: "a way to begin",
  metrics: "a metric",
};

/** What may stand behind `@`. */
export function describeAnnotation(name: string, { doc, takes }: AnnotationSchema, depth: number): string {
  const calls = { nothing: `@${name}`, diagnostics: `@${name}(lost_pixels)`, path: `@${name}(conv1)` };
  return [`${"#".repeat(depth)} ${name}`, `\`${calls[takes]}\` behind a step or a property.`, doc].join("\n\n");
}
