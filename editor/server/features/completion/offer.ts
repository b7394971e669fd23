import { CompletionItemKind } from "vscode-languageserver/node.js";
import type { DeclarationKind, Registry } from "../../../../compiler/ir/bound.ts";
import { nounOf } from "../../../../compiler/ir/describe.ts";
import type { ParameterKind, ParameterSchema, ParameterSchemas } from "../../../../compiler/ir/parameters.ts";
import { registries } from "../../../../compiler/registries.ts";
import { signature } from "../../../../reports/reference/callable.ts";
import type { Subject } from "../../names/index.ts";

/** Something to write at the cursor. */
export interface Offer {
  readonly label: string;
  readonly kind: CompletionItemKind;
  readonly detail?: string;
  /** As a snippet with places to fill in, `${1:width}`; the label where it is absent. */
  readonly snippet?: string;
  /** What is told of it when it is looked at. */
  readonly about?: Subject;
  /** Offers of a lower rank stand first; 5 where it is absent. */
  readonly rank?: number;
}

export function keyword(label: string, snippet?: string, detail?: string): Offer {
  const base = { label, kind: CompletionItemKind.Keyword, rank: 7 };
  return { ...base, ...(snippet === undefined ? {} : { snippet }), ...(detail === undefined ? {} : { detail }) };
}

/** Words that are values. */
export function words(list: readonly string[]): Offer[] {
  return list.map((label) => ({ label, kind: CompletionItemKind.EnumMember, rank: 2 }));
}

/** All that a registry has, each as a call with what it must be given. */
export function entries(registry: Registry, but: readonly string[] = []): Offer[] {
  const named = Object.keys(registries[registry]).filter((name) => !but.includes(name));
  return named.map((name) => {
    const { parameters } = registries[registry][name]!;
    const joins = registry === "ops" && registries.ops[name]!.inputs !== 1;
    return {
      label: name,
      kind: CompletionItemKind.Function,
      detail: signature(name, parameters),
      snippet: callSnippet(name, parameters, joins ? ["value"] : []),
      about: { kind: "entry", registry, name },
    };
  });
}

/** `conv2d(${1:out_channels}, kernel: ${2:3})`: the first argument by its place, the others by name. */
export function callSnippet(name: string, parameters: ParameterSchemas, first: readonly string[] = []): string {
  const needed = Object.entries(parameters).filter(([, schema]) => schema.default === undefined);
  const values = first.map((value, index) => `\${${index + 1}:${value}}`);
  const others = needed.map(([parameter, schema], index) => {
    const value = placeholder(values.length + index + 1, parameter, schema);
    return values.length + index === 0 ? value : `${parameter}: ${value}`;
  });
  return `${name}(${[...values, ...others].join(", ")})`;
}

/** A place to fill in, with something of the right kind in it. */
export function placeholder(index: number, parameter: string, { kind, schema }: ParameterSchema): string {
  if (kind === "choice") return `\${${index}|${(schema.enum as readonly string[]).join(",")}|}`;
  return `\${${index}:${samples[kind] ?? parameter}}`;
}

const samples: Partial<Record<ParameterKind, string>> = {
  share: "10%",
  angle: "15deg",
  angles: "-15deg..15deg",
  interval: "-1..1",
  bytes: "6GiB",
  bool: "true",
  string: '"text"',
  indices: "1..32",
};

/** How a parameter's value may be written. */
export function sampleOf(kind: ParameterKind): string | undefined {
  return samples[kind];
}

/** Arguments by name, but for those that are written. */
export function argumentNames(parameters: ParameterSchemas, written: readonly string[]): Offer[] {
  return Object.entries(parameters)
    .filter(([name]) => !written.includes(name))
    .map(([name, schema]) => ({
      label: name,
      kind: CompletionItemKind.Field,
      detail: schema.doc,
      snippet: `${name}: ${placeholder(1, name, schema)}`,
      rank: schema.default === undefined ? 2 : 4,
    }));
}

export function declarationOffer(of: DeclarationKind, name: string, about: Subject | undefined): Offer {
  const base = { label: name, kind: kinds[of], detail: nounOf(of), rank: 3 };
  return about === undefined ? base : { ...base, about };
}

const kinds: Readonly<Record<DeclarationKind, CompletionItemKind>> = {
  model: CompletionItemKind.Class,
  block: CompletionItemKind.Module,
  keypoints: CompletionItemKind.Enum,
  dataset: CompletionItemKind.Struct,
  examples: CompletionItemKind.Struct,
  experiment: CompletionItemKind.Event,
  const: CompletionItemKind.Constant,
};
