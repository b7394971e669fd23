/**
 * JSON Schemas of what the formats have in common. They describe the JSON form (see ../json.ts): an unbounded end of a
 * range is null, what is absent is left out.
 */
export type Schema = Readonly<Record<string, unknown>>;

export const text: Schema = { type: "string" };
export const name: Schema = { type: "string", minLength: 1 };
export const truth: Schema = { type: "boolean" };
export const finite: Schema = { type: "number" };
export const count: Schema = { type: "integer", minimum: 0 };

export function listOf(items: Schema): Schema {
  return { type: "array", items };
}

export function mapOf(values: Schema): Schema {
  return { type: "object", additionalProperties: values };
}

/** An object of exactly these properties; those in `optional` may be left out. */
export function record(required: Record<string, Schema>, optional: Record<string, Schema> = {}): Schema {
  return {
    type: "object",
    additionalProperties: false,
    required: Object.keys(required),
    properties: { ...required, ...optional },
  };
}

export function oneOf(...words: readonly string[]): Schema {
  return { enum: words };
}

export function reference(part: keyof typeof parts): Schema {
  return { $ref: `#/$defs/${part}` };
}

/** One place in `$defs` for each part, so that schemas stay small and a recursive one is possible. */
export const parts = {
  dim: { anyOf: [{ type: "integer" }, record({ terms: listOf({ $ref: "#/$defs/term" }) })] },
  term: record({ coefficient: { type: "integer" }, atoms: listOf({ $ref: "#/$defs/atom" }) }),
  atom: {
    anyOf: [record({ symbol: name }), record({ floor: { $ref: "#/$defs/dim" }, by: { type: "integer", minimum: 1 } })],
  },
  shape: listOf({ $ref: "#/$defs/dim" }),
  range: record({ low: { type: ["number", "null"] }, high: { type: ["number", "null"] } }),
  place: record({ file: text, declaration: text, span: record({ start: count, end: count }) }),
  origin: record({
    place: { $ref: "#/$defs/place" },
    via: listOf({ $ref: "#/$defs/place" }),
    allowed: listOf(record({ name, place: { $ref: "#/$defs/place" } })),
  }),
  arguments: mapOf({ $ref: "#/$defs/place" }),
  role: oneOf("image", "features", "vector", "points"),
  frame: oneOf("pixels", "share"),
  initialisation: {
    anyOf: [
      record({ kind: { const: "uniform" }, bound: finite }),
      record({ kind: { const: "normal" }, deviation: finite }),
      record({ kind: { const: "constant" }, value: finite }),
      record({ kind: { const: "binomial" } }),
    ],
  },
  parameters: mapOf({ $ref: "#/$defs/parameter" }),
  /** Any of `ParameterValue`; which one, the schema of the op, transform or loss says. */
  parameter: {
    anyOf: [
      { $ref: "#/$defs/dim" },
      finite,
      truth,
      text,
      listOf({ $ref: "#/$defs/parameter" }),
      record({ to: { $ref: "#/$defs/dim" } }, { from: { $ref: "#/$defs/dim" } }),
      record({ low: finite, high: finite }),
    ],
  },
  call: record(
    { name, parameters: { $ref: "#/$defs/parameters" }, origin: { $ref: "#/$defs/origin" } },
    { arguments: { $ref: "#/$defs/arguments" } },
  ),
} as const;

/** A whole format: its version is in `format`, and stands in the schema's identity too. */
export function formatSchema(format: string, title: string, required: Record<string, Schema>, optional = {}): Schema {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    $id: `kpnet:${format}`,
    title,
    ...record({ format: { const: format }, ...required }, optional),
    $defs: parts,
  };
}
