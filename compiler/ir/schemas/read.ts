import { Ajv, type ValidateFunction } from "ajv";
import type { Graph, TypedGraph } from "../graph.ts";
import { decodeGraph, decodePlan, decodeProgram, type Json } from "../json.ts";
import type { ExperimentPlan } from "../plan.ts";
import type { Program } from "../program.ts";
import { graphSchema } from "./graph-schema.ts";
import type { Schema } from "./parts.ts";
import { planSchema } from "./plan-schema.ts";
import { programSchema } from "./program-schema.ts";

/** JSON that is not of the format, or of a version of it, that this compiler reads. */
export class FormatError extends Error {
  readonly format: string;
  constructor(format: string, problem: string) {
    super(`this is not ${format}: ${problem}`);
    this.name = "FormatError";
    this.format = format;
  }
}

/** A graph from its JSON form. Throws FormatError. */
export function graphFromJson(json: unknown): Graph | TypedGraph {
  return decodeGraph(checked("kpnet-graph/1", graphSchema, json));
}

/** A program from its JSON form. Throws FormatError. */
export function programFromJson(json: unknown): Program {
  return decodeProgram(checked("kpnet-program/1", programSchema, json));
}

/** An experiment's plan from its JSON form. Throws FormatError. */
export function planFromJson(json: unknown): ExperimentPlan {
  return decodePlan(checked("kpnet-plan/1", planSchema, json));
}

const validators = new Map<string, ValidateFunction>();

function checked(format: string, schema: Schema, json: unknown): Json {
  const found = formatOf(json);
  if (found !== format) {
    throw new FormatError(format, found === undefined ? "it names no format" : `it says that it is ${found}`);
  }
  const validate = validators.get(format) ?? new Ajv({ strictTuples: false }).compile(schema);
  validators.set(format, validate);
  if (validate(json)) return json as Json;
  const first = validate.errors?.[0];
  throw new FormatError(format, `${first?.instancePath || "the whole"} ${first?.message ?? "is wrong"}`);
}

function formatOf(json: unknown): string | undefined {
  if (typeof json !== "object" || json === null || !("format" in json)) return undefined;
  return typeof json.format === "string" ? json.format : undefined;
}
