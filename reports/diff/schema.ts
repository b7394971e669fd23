import { classOrder } from "../../compare/change.ts";

const text = { type: "string" };
const texts = { type: "array", items: text };
const count = { type: "integer", minimum: 0 };
const position = { type: "integer", minimum: 1 };
const shape = { type: "array", items: { type: ["integer", "string"] } };
const amount = { type: ["number", "string", "null"] };
const orNull = (schema: object) => ({ anyOf: [schema, { type: "null" }] });

function object(properties: Readonly<Record<string, unknown>>) {
  return { type: "object", additionalProperties: false, required: Object.keys(properties), properties };
}

function list(items: object) {
  return { type: "array", items };
}

const kinds = ["inserted", "removed", "replaced", "renamed", "moved", "rewired", "changed"];

const change = object({
  what: { enum: ["step", "input", "output", "setting"] },
  kind: { enum: kinds },
  class: { enum: classOrder },
  sentence: text,
  path: text,
  before: orNull(text),
  after: orNull(text),
  shapes: object({ before: orNull(shape), after: orNull(shape) }),
  places: texts,
  tensors: texts,
  location: object({ file: text, line: position, column: position, endLine: position, endColumn: position }),
});

const verdict = object({
  loads: { enum: ["whole", "part", "none"] },
  fitting: count,
  needed: count,
  missing: texts,
  otherShape: list(object({ key: text, before: shape, after: shape })),
  leftOver: texts,
  misplaced: list(object({ key: text, belongsTo: text })),
  reordered: { type: "boolean" },
});

const diagnostics = list(object({ name: text, severity: { enum: ["error", "warning", "note"] }, message: text }));

const report = {
  before: text,
  after: text,
  class: { enum: [...classOrder, null] },
  verdict,
  changes: list(change),
  cost: list(
    object({
      measure: { enum: ["parameters", "multiplyAdds", "activationBytes", "trainMemory", "receptiveField"] },
      before: amount,
      after: amount,
      difference: { type: ["number", "null"] },
    }),
  ),
  diagnostics: object({ added: diagnostics, gone: diagnostics }),
};

const head = { schemaVersion: { const: 1 }, command: { const: "diff" } };

/** JSON Schema of what `kpc diff --json` prints, where it could compare: of one pair, or of several. docs/diff.schema.json is made from it. */
export const diffSchema = {
  $schema: "http://json-schema.org/draft-07/schema#",
  title: "What kpc diff --json prints",
  oneOf: [
    object({ ...head, ...report }),
    object({
      ...head,
      comparisons: list(object(report)),
      removed: texts,
      added: texts,
      libraries: texts,
      failures: list({ type: "object", required: ["message"], properties: { message: text } }),
    }),
  ],
};
