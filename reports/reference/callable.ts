import { literal } from "../../compiler/ir/literal.ts";
import type { ParameterSchema, ParameterSchemas } from "../../compiler/ir/parameters.ts";
import { writing } from "./writing.ts";

/** Anything that a spec calls by name. */
export interface Callable {
  readonly name: string;
  readonly doc: string;
  readonly parameters: ParameterSchemas;
}

/** Name, call, what it does, parameters. Markdown, with a heading of the given depth. */
export function describeCallable({ name, doc, parameters }: Callable, depth: number): string {
  const sections = [`${"#".repeat(depth)} ${name}`, `\`${signature(name, parameters)}\``, doc];
  const list = Object.entries(parameters).map(([parameter, schema]) => describeParameter(parameter, schema));
  return [...sections, ...(list.length > 0 ? [list.join("\n")] : [])].join("\n\n");
}

/** `conv2d(out_channels, kernel, stride: 1, padding: 0)`: what may be left out is shown with its default. */
export function signature(name: string, parameters: ParameterSchemas): string {
  const parts = Object.entries(parameters).map(([parameter, schema]) => shownParameter(parameter, schema));
  return `${name}(${parts.join(", ")})`;
}

/** A parameter in a signature: `kernel`, `stride: 1`, `name?`. */
export function shownParameter(name: string, schema: ParameterSchema): string {
  if (schema.default === undefined) return name;
  return schema.default === null ? `${name}?` : `${name}: ${literal(schema.kind, schema.default)}`;
}

/** One line of the list of parameters. */
export function describeParameter(name: string, { kind, doc, schema, default: value }: ParameterSchema): string {
  const words = kind === "choice" ? `one of ${(schema.enum as readonly string[]).join(", ")}` : writing[kind];
  const bounds = boundsOf(schema);
  const absent =
    value === undefined ? "" : value === null ? "; may be left out" : `; ${literal(kind, value)} unless said`;
  return `- \`${name}\`, ${words}${bounds === "" ? "" : `, ${bounds}`}${absent}: ${sentence(doc)}`;
}

/** `at least 1`, `above 0 and below 1`; for a list, of each of its items. */
function boundsOf(schema: Readonly<Record<string, unknown>>): string {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum } = (schema.items ?? schema) as Record<string, unknown>;
  const parts = [
    minimum === undefined ? [] : [`at least ${minimum}`],
    exclusiveMinimum === undefined ? [] : [`above ${exclusiveMinimum}`],
    maximum === undefined ? [] : [`at most ${maximum}`],
    exclusiveMaximum === undefined ? [] : [`below ${exclusiveMaximum}`],
  ];
  return parts.flat().join(" and ");
}

/** Docs of parameters are written with or without capital and full stop; here they all have both. */
function sentence(doc: string): string {
  const capital = doc.charAt(0).toUpperCase() + doc.slice(1);
  return /[.!?)]$/.test(capital) ? capital : `${capital}.`;
}
