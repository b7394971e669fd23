import type { IToken } from "chevrotain";
import type { Registry } from "../../../compiler/ir/bound.ts";
import type { ParameterSchemas } from "../../../compiler/ir/parameters.ts";
import { propertySchemas } from "../../../compiler/ir/properties.ts";
import { registries } from "../../../compiler/registries.ts";
import type { Parameter } from "../../../grammar/tree.ts";
import { bodiesOf, namedIn } from "../names/bodies.ts";
import { type Declared, declared, lineageOf, refNamed } from "../names/lineage.ts";
import type { FileSpot } from "../spot.ts";
import type { Cursor } from "./cursor.ts";

/** What a call that the cursor is in calls, and which of its arguments the cursor is in. */
export interface Called {
  readonly name: string;
  readonly target:
    | { readonly kind: "entry"; readonly registry: Registry; readonly parameters: ParameterSchemas }
    | {
        readonly kind: "block";
        readonly block: Declared;
        readonly parameters: readonly Parameter[];
        readonly inputs: readonly string[];
      };
  /** From 0. */
  readonly argument: number;
  /** Names of the arguments that are written by name before the cursor's. */
  readonly named: readonly string[];
  /** The name of the argument that the cursor is in, where it has been written. */
  readonly current: string | undefined;
}

/** The innermost call that is open at the cursor; undefined where nothing known is called. */
export function calledAt(spot: FileSpot, cursor: Cursor): Called | undefined {
  const { frames, header } = cursor;
  const index = frames.findLastIndex(({ opener }) => opener === "(");
  const frame = frames[index];
  // A body inside of brackets is none of the call's arguments.
  if (frame === undefined || frames.slice(index).some(({ opener }) => opener === "{")) return undefined;
  if (index === 0 && header.length <= 2) return undefined;
  const callee = frame.head.at(-1)?.image;
  const target = callee === undefined ? undefined : targetOf(spot, cursor, index, callee);
  if (callee === undefined || target === undefined) return undefined;
  const inner = frames[index + 1];
  const current = inner === undefined ? cursor.before : inner.head;
  const named = frame.items.map(nameOfArgument).filter((name) => name !== undefined);
  return { name: callee, target, argument: frame.items.length, named, current: nameOfArgument(current) };
}

function nameOfArgument(tokens: readonly IToken[]): string | undefined {
  return tokens[1]?.image === ":" ? tokens[0]!.image : undefined;
}

function targetOf(spot: FileSpot, cursor: Cursor, index: number, callee: string): Called["target"] | undefined {
  const registry = registryAt(cursor, index);
  if (registry === "ops") {
    const ref = refNamed(spot.project, spot.path, "block", callee);
    const block = ref && declared(spot.project, ref);
    if (block !== undefined) return blockTarget(spot, block);
  }
  if (registry === undefined || !Object.hasOwn(registries[registry], callee)) return undefined;
  return { kind: "entry", registry, parameters: registries[registry][callee]!.parameters };
}

function blockTarget({ project }: FileSpot, block: Declared): Called["target"] {
  const parameters = lineageOf(project, block)
    .toReversed()
    .flatMap(({ declaration }) => ("parameters" in declaration ? declaration.parameters : []));
  const inputs = bodiesOf(project, block).flatMap(namedIn);
  const names = inputs.filter(({ what }) => what === "input").map(({ name }) => name.text);
  // The first one takes what flows through the chain.
  return { kind: "block", block, parameters, inputs: names.slice(1) };
}

/** From which registry a call in the frame of this index is; `ops` stands for blocks as well. */
export function registryAt({ header, frames }: Cursor, index: number): Registry | undefined {
  const keyword = header[0]?.image;
  if (keyword === "model" || keyword === "block") return "ops";
  if (keyword === "examples") return "transforms";
  if (keyword !== "experiment" && keyword !== "dataset" && keyword !== "keypoints") return undefined;
  const key = propertyKey(frames.slice(1, index + 1).map(({ head }) => head));
  const form = key === undefined ? undefined : propertySchemas[keyword][key]?.form;
  return form?.kind === "call" || form?.kind === "calls" ? form.registry : undefined;
}

/** The property that something stands in: `loss` of `loss: {`, of `set loss.heat: mse(`. */
export function propertyKey(heads: readonly (readonly IToken[])[]): string | undefined {
  const [outermost = []] = heads;
  const words = outermost[0]?.image === "set" ? outermost.slice(1) : outermost;
  return words[1]?.image === ":" || words[0]?.image === "sweep" ? words[0]!.image.split(".")[0] : undefined;
}
