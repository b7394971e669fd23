/**
 * Compiles the JSON Schema of every parameter and property ahead of time, so that the compiler checks values without
 * loading ajv. Equal schemas share one function; each is found by its own text.
 */
import { Ajv } from "ajv";
import standalone from "ajv/dist/standalone/index.js";

/** Source of compiler/validators.generated.ts. Reads the registries' indexes, which have to be up to date. */
export async function validatorsSource(): Promise<string> {
  const schemas = [...new Set((await parameterSchemas()).map((schema) => JSON.stringify(schema)))].sort();
  const ajv = new Ajv({ code: { source: true, esm: true, lines: true }, messages: false, strictTypes: false });
  const exported: Record<string, string> = {};
  schemas.forEach((text, index) => {
    ajv.addSchema(JSON.parse(text), String(index));
    exported[`validator${index}`] = String(index);
  });
  return [
    "// @ts-nocheck",
    "// Made by scripts/generate.ts from the parameters of all registries. Do not edit.",
    standalone.default(ajv, exported).replace(/^"use strict";/, ""),
    "",
    "/** A validator by the text of its JSON Schema. */",
    'export const validators: Readonly<Record<string, import("./validate.ts").Validator | undefined>> = {',
    ...schemas.map((text, index) => `  ${JSON.stringify(text)}: validator${index},`),
    "};",
    "",
  ].join("\n");
}

async function parameterSchemas(): Promise<unknown[]> {
  const registries = await Promise.all([
    import("../compiler/ops/index.generated.ts").then((module) => module.ops),
    import("../compiler/transforms/index.generated.ts").then((module) => module.transforms),
    import("../compiler/losses/index.generated.ts").then((module) => module.losses),
    import("../compiler/optimizers/index.generated.ts").then((module) => module.optimizers),
    import("../compiler/datasets/index.generated.ts").then((module) => module.readers),
    import("../compiler/splits/index.generated.ts").then((module) => module.splits),
    import("../compiler/schedules/index.generated.ts").then((module) => module.schedules),
    import("../compiler/metrics/index.generated.ts").then((module) => module.metrics),
    import("../compiler/inits/index.generated.ts").then((module) => module.inits),
  ]);
  const entries = registries.flatMap((registry) => Object.values<Entry>(registry));
  const parameters = entries.flatMap((entry) => Object.values(entry.parameters));
  const { propertySchemas } = await import("../compiler/ir/properties.ts");
  const forms = Object.values(propertySchemas).flatMap((schemas) => Object.values(schemas).map(({ form }) => form));
  const properties = forms.flatMap((form) => {
    if (form.kind === "fields") return Object.values(form.fields);
    return "schema" in form ? [form.schema] : [];
  });
  const { blockTypeSchemas, byteCount, count, portRange, portSize, repeatRange, typeSchemas } = await import(
    "../compiler/ir/language-schemas.ts"
  );
  const types = [...Object.values(typeSchemas), ...Object.values(blockTypeSchemas)];
  const language = [...types, portSize, portRange, repeatRange, count, byteCount];
  return [...parameters, ...properties, ...language].map((parameter) => parameter.schema);
}

type Entry = { readonly parameters: import("../compiler/ir/parameters.ts").ParameterSchemas };
