import type { Dim } from "./dim.ts";

/**
 * Parameters of ops, transforms, readers, losses and optimizers are described once, as JSON Schema: ajv checks values
 * against it, the editor completes from it, the docs print it. `kind` (an annotation of ours) says how the language
 * writes and normalises the value; `doc` what it does; the order of the keys is the positional order.
 */
export type ParameterKind =
  | "int"
  | "float"
  | "bool"
  | "string"
  | "choice" // one of a few words, written bare: mode: nearest
  | "size" // a whole number, which may be symbolic
  | "pair" // 3 or [1, 5]; normalised to [height, width]
  | "width" // 240 or 480 -> 240; normalised to { to, from? }
  | "share" // 10%; normalised to 0.1. A bare number is an error
  | "bytes" // 6GiB; normalised to bytes. A bare number is an error
  | "angle" // 15deg; normalised to degrees. A bare number is an error
  | "interval" // -0.5..0.5; normalised to { low, high }
  | "angles" // -15deg..15deg; normalised to { low, high } in degrees. Bare numbers are an error
  | "indices" // 1..32 or [1, 3, 5]; normalised to a list of whole numbers
  | "names" // [nose_tip]; normalised to a list of strings
  | "sizes"; // [32, 3, 5]; whole numbers, which may be symbolic

export interface ParameterSchema {
  readonly kind: ParameterKind;
  readonly doc: string;
  /** Absent: the parameter must be given. `null`: it may be left out, and is then absent. */
  readonly default?: ParameterValue | null;
  /** The JSON Schema of the normalised value. */
  readonly schema: Readonly<Record<string, unknown>>;
}

/** In positional order. */
export type ParameterSchemas = Readonly<Record<string, ParameterSchema>>;

/** A checked and normalised value. Symbolic sizes stand as they are. */
export type ParameterValue = Dim | boolean | string | WidthValue | IntervalValue | readonly ParameterValue[];

export interface WidthValue {
  readonly to: Dim;
  readonly from?: Dim;
}

export interface IntervalValue {
  readonly low: number;
  readonly high: number;
}

export type ParameterValues = Readonly<Record<string, ParameterValue>>;

interface Described {
  readonly doc: string;
  readonly default?: ParameterValue | null;
}

interface Bounded extends Described {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
}

function bounds({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Bounded): Record<string, number> {
  const all = { minimum, maximum, exclusiveMinimum, exclusiveMaximum };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, number] => entry[1] !== undefined));
}

function described(kind: ParameterKind, options: Described, schema: Record<string, unknown>): ParameterSchema {
  const base = { kind, doc: options.doc, schema };
  return options.default === undefined ? base : { ...base, default: options.default };
}

export function int(options: Bounded): ParameterSchema {
  return described("int", options, { type: "integer", ...bounds(options) });
}

export function float(options: Bounded): ParameterSchema {
  return described("float", options, { type: "number", ...bounds(options) });
}

export function bool(options: Described): ParameterSchema {
  return described("bool", options, { type: "boolean" });
}

export function string(options: Described): ParameterSchema {
  return described("string", options, { type: "string" });
}

export function choice(options: Described & { readonly of: readonly string[] }): ParameterSchema {
  return described("choice", options, { type: "string", enum: [...options.of] });
}

export function size(options: Bounded): ParameterSchema {
  return described("size", options, { type: "integer", ...bounds(options) });
}

/** Height and width. */
export function pair(options: Bounded): ParameterSchema {
  const item = { type: "integer", ...bounds(options) };
  return described("pair", options, { type: "array", items: item, minItems: 2, maxItems: 2 });
}

/** Channels or features that flow out, with what flows in where it is written. */
export function width(options: Described): ParameterSchema {
  const item = { type: "integer", minimum: 1 };
  return described("width", options, { type: "object", required: ["to"], properties: { to: item, from: item } });
}

/** A probability or proportion, as a number of 0..1. */
export function share(options: Bounded): ParameterSchema {
  return described("share", options, { type: "number", ...bounds(options) });
}

/** A size of memory, in bytes. */
export function bytes(options: Bounded): ParameterSchema {
  return described("bytes", options, { type: "number", ...bounds(options) });
}

/** Degrees. */
export function angle(options: Bounded): ParameterSchema {
  return described("angle", options, { type: "number", ...bounds(options) });
}

export function interval(options: Bounded): ParameterSchema {
  return described("interval", options, intervalSchema(options));
}

/** From one angle to another, in degrees. */
export function angles(options: Bounded): ParameterSchema {
  return described("angles", options, intervalSchema(options));
}

function intervalSchema(options: Bounded): Record<string, unknown> {
  const number = { type: "number", ...bounds(options) };
  return { type: "object", required: ["low", "high"], properties: { low: number, high: number } };
}

export function indices(options: Bounded): ParameterSchema {
  return described("indices", options, { type: "array", items: { type: "integer", ...bounds(options) }, minItems: 1 });
}

export function names(options: Described): ParameterSchema {
  return described("names", options, { type: "array", items: { type: "string" }, minItems: 1 });
}

export function sizes(options: Described): ParameterSchema {
  return described("sizes", options, { type: "array", items: { type: "integer", minimum: 1 }, minItems: 1 });
}

/** One JSON Schema for a whole set of normalised parameters. */
export function objectSchema(parameters: ParameterSchemas): Record<string, unknown> {
  const required = Object.entries(parameters).filter(([, parameter]) => parameter.default !== null);
  return {
    type: "object",
    additionalProperties: false,
    required: required.map(([name]) => name),
    properties: Object.fromEntries(Object.entries(parameters).map(([name, parameter]) => [name, parameter.schema])),
  };
}
