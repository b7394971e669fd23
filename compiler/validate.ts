import { type Dim, isKnown } from "./ir/dim.ts";
import { InternalError } from "./ir/internal-error.ts";
import type { ParameterSchema, ParameterValue } from "./ir/parameters.ts";
import { validators } from "./validators.generated.ts";

/** A function that ajv compiled ahead of time; the first thing that is wrong is left in `errors`. */
export interface Validator {
  (value: unknown): boolean;
  errors?: readonly SchemaError[] | null;
}

interface SchemaError {
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** `/0` for the first of a list, `/to` for a part of a record. */
  readonly instancePath: string;
}

/**
 * What is wrong with a normalised value, as the end of a sentence that begins with the parameter's name: `must be at
 * least 1, but is 0`. Undefined where all is well, and for symbolic sizes, which can't be compared with a number.
 */
export function violation(parameter: ParameterSchema, value: ParameterValue): string | undefined {
  if (isSymbolic(value)) return undefined;
  const text = JSON.stringify(parameter.schema);
  const validator = validators[text];
  if (validator === undefined) throw new InternalError(`npm run generate: no validator for ${text}`, "a parameter");
  if (validator(value)) return undefined;
  const error = validator.errors![0]!;
  return sentence(error, partOf(value, error.instancePath));
}

function isSymbolic(value: ParameterValue): boolean {
  if (typeof value !== "object") return false;
  if (Array.isArray(value)) return value.some(isSymbolic);
  if ("to" in value) return isSymbolic(value.to) || isSymbolic(value.from ?? 1);
  return "terms" in value && !isKnown(value as Dim);
}

function partOf(value: unknown, path: string): unknown {
  const keys = path.split("/").slice(1);
  return keys.reduce((part, key) => (part as Record<string, unknown>)[key], value);
}

function sentence({ keyword, params }: SchemaError, value: unknown): string {
  const { limit, allowedValues } = params as { limit?: number; allowedValues?: readonly string[] };
  switch (keyword) {
    case "minimum":
      return `must be at least ${limit}, but is ${value}`;
    case "maximum":
      return `must be at most ${limit}, but is ${value}`;
    case "exclusiveMinimum":
      return `must be more than ${limit}, but is ${value}`;
    case "exclusiveMaximum":
      return `must be less than ${limit}, but is ${value}`;
    case "minItems":
      return `must name at least ${limit}`;
    case "type":
      return `must be a whole number, but is ${value}`;
    case "enum":
      return `must be one of ${(allowedValues ?? []).map((word) => `\`${word}\``).join(", ")}, but is \`${value}\``;
    default:
      throw new InternalError(`no words for the JSON Schema keyword ${keyword}`, "a parameter");
  }
}
