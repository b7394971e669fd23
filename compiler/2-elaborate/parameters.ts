import { missing_default } from "../../diagnostics/catalogue/missing_default.ts";
import type { BoundParameter, ParameterType } from "../ir/bound.ts";
import { type Dim, symbol } from "../ir/dim.ts";
import { blockTypeSchemas } from "../ir/language-schemas.ts";
import type { ParameterSchema, ParameterValue } from "../ir/parameters.ts";
import { blockIn } from "./block-values.ts";
import type { Context } from "./context.ts";
import { convert } from "./convert.ts";
import { type NetworkParameter, withInherited } from "./network.ts";
import type { Scalar } from "./scalar.ts";

export type Variables = ReadonlyMap<string, Scalar | undefined>;

/** How the arguments for a block's parameters are checked; those that stand for blocks are not among them. */
export function parameterSchemas(parameters: readonly BoundParameter[]): Record<string, ParameterSchema> {
  const schemas: Record<string, ParameterSchema> = {};
  for (const { name, type, default: fallback } of parameters) {
    if (type === undefined || type === "block") continue;
    const { default: _, ...schema } = blockTypeSchemas[type];
    schemas[name] = fallback === undefined ? schema : { ...schema, default: null };
  }
  return schemas;
}

/** The values of parameters: those that are given, else their defaults, which see the parameters before them. */
export function withDefaults(context: Context, parameters: readonly NetworkParameter[], given: Variables): Variables {
  const variables = new Map<string, Scalar | undefined>();
  for (const parameter of parameters) {
    const { name, within } = parameter;
    const before = withInherited(variables, within === undefined ? [] : [{ ref: within }]);
    variables.set(name, given.has(name) ? given.get(name) : defaultOf({ ...context, variables: before }, parameter));
  }
  return variables;
}

/** A model's parameters: each must have a default, since nobody calls a model. */
export function modelVariables(context: Context, parameters: readonly NetworkParameter[], damaged: boolean): Variables {
  for (const { name, default: written, type, place } of parameters) {
    if (written === undefined && type !== undefined && !damaged) context.report(missing_default.at(place, { name }));
  }
  return withDefaults(context, parameters, new Map());
}

/** The parameters of a block that nobody calls: what has no default is open. */
export function openVariables(context: Context, parameters: readonly NetworkParameter[]): Variables {
  const open = parameters.filter((parameter) => parameter.default === undefined);
  return withDefaults(context, parameters, new Map(open.map(({ name, type }) => [name, openValue(name, type)])));
}

function openValue(name: string, type: ParameterType | undefined): Scalar | undefined {
  return type === "int" ? { kind: "number", value: symbol(name), quantity: undefined } : undefined;
}

function defaultOf(context: Context, { name, type, default: written }: BoundParameter): Scalar | undefined {
  if (written === undefined || type === undefined) return undefined;
  if (type === "block") return blockIn(context, name, written);
  return scalarOf(convert(context, name, blockTypeSchemas[type], written));
}

/** The value of a parameter as expressions see it. */
export function scalarOf(value: ParameterValue | undefined): Scalar | undefined {
  if (typeof value === "string") return { kind: "text", value };
  if (typeof value === "boolean") return { kind: "bool", value };
  return isDim(value) ? { kind: "number", value, quantity: undefined } : undefined;
}

function isDim(value: ParameterValue | undefined): value is Dim {
  return typeof value === "number" || (typeof value === "object" && "terms" in value);
}
