import type { Graph, NodeCost, TypedGraph, TypedNode } from "./graph.ts";
import type { ExperimentPlan } from "./plan.ts";
import type { Program } from "./program.ts";
import type { Range } from "./range.ts";

/**
 * The JSON form of the versioned formats. JSON has no infinite numbers and no `undefined`: an unbounded end of a range is
 * null, an infinite attribute of a primitive is `{ "number": "-Infinity" }`, and what is undefined is left out.
 */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Of any of the formats; `fromJson` in schemas/read.ts gives an equal value back. */
export function toJson(value: Graph | TypedGraph | Program | ExperimentPlan): Json {
  return encode(value);
}

function encode(value: unknown): Json {
  if (typeof value === "number") return Number.isFinite(value) ? value : { number: String(value) };
  if (Array.isArray(value)) return value.map(encode);
  if (typeof value !== "object" || value === null) return value as Json;
  if (isRange(value)) return { low: boundToJson(value.low), high: boundToJson(value.high) };
  const kept = Object.entries(value).filter(([, part]) => part !== undefined);
  return Object.fromEntries(kept.map(([key, part]) => [key, encode(part)]));
}

/** The value that `toJson` was given. The JSON has been checked against its schema. */
export function decodeGraph(json: Json): Graph | TypedGraph {
  const graph = decode(json) as unknown as Graph;
  return { ...graph, nodes: graph.nodes.map((node) => restoreNode(node as TypedNode)) };
}

export function decodeProgram(json: Json): Program {
  return decode(json) as unknown as Program;
}

export function decodePlan(json: Json): ExperimentPlan {
  return decode(json) as unknown as ExperimentPlan;
}

function decode(json: Json): unknown {
  if (typeof json !== "object" || json === null) return json;
  if (Array.isArray(json)) return json.map(decode);
  const record = json as { readonly [key: string]: Json };
  if (isRange(record)) return { low: record.low ?? -Infinity, high: record.high ?? Infinity };
  if (typeof record.number === "string" && Object.keys(record).length === 1) return Number(record.number);
  return Object.fromEntries(Object.entries(record).map(([key, part]) => [key, decode(part)]));
}

/** Puts back the keys that are there with the value undefined. */
function restoreNode(node: TypedNode): TypedNode {
  const withShape = { ...node, shape: node.shape };
  if (node.cost === undefined) return withShape;
  const cost: NodeCost = { ...node.cost, receptiveField: node.cost.receptiveField };
  return { ...withShape, cost };
}

function isRange(value: object): value is { low: number | null; high: number | null } & Partial<Range> {
  return "low" in value && "high" in value && Object.keys(value).length === 2;
}

function boundToJson(bound: number | null): number | null {
  return bound === null || Number.isFinite(bound) ? bound : null;
}
