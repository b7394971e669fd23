import type { Dim } from "../../ir/dim.ts";
import type { Instruction, Program, Value } from "../../ir/program.ts";

/** A part of a model that may become a function: a block that was called, or a step. Its path is a prefix of what is in it. */
export interface Scope {
  readonly path: string;
  readonly kind: "block" | "step";
  /** Name of the block, or of the op. */
  readonly name: string;
}

/**
 * Code that other code calls: what several scopes have in common. Weights, masks and paths in it count from the scope. What
 * sizes differ among the scopes are symbols: those of `sizes` belong to shapes of what it is given, `numbers` are handed in.
 */
export interface Routine {
  readonly name: string;
  readonly scope: Omit<Scope, "path">;
  readonly pass: Instruction["pass"];
  /** Of the scopes that it stands for, as the whole program has them. */
  readonly paths: readonly string[];
  readonly body: Body;
  /** In the order in which `Call.numbers` gives them. */
  readonly numbers: readonly string[];
  /** What it gives: the one value, or a record of these. */
  readonly outputs: readonly Value[];
  /** Whether what it gives is a record: there are several outputs, or its gradient is to have them. */
  readonly isRecord: boolean;
  /** Of a backward pass: the routine of the forward pass, whose record it takes. */
  readonly forward?: Routine;
}

/** The instructions of a program, or of a routine. */
export interface Body {
  /** What comes from outside, in order. */
  readonly inputs: readonly Value[];
  /** The record of the forward pass; only in routines of the backward pass. */
  readonly kept?: Value;
  /** Values that are fields of records; `field` is the name that the value has in the routine which made the record. */
  readonly parts: readonly Part[];
  readonly weights: readonly { readonly key: string; readonly value: Value }[];
  readonly masks: readonly { readonly path: string; readonly value: Value }[];
  readonly items: readonly Item[];
  readonly gradients: readonly { readonly key: string; readonly value: Value }[];
  readonly updates: readonly { readonly key: string; readonly value: Value }[];
}

export interface Part {
  readonly value: Value;
  readonly record: Value;
  readonly field: string;
}

export type Item = Instruction | Call | Loop;

export interface Call {
  readonly routine: Routine;
  /** The scope's path, seen from the caller's. */
  readonly path: string;
  readonly pass: Instruction["pass"];
  readonly inputs: readonly Value[];
  /** The forward pass's record. */
  readonly kept?: Value;
  readonly numbers: readonly Dim[];
  /** One by one; those of a record are its parts. */
  readonly outputs: readonly Value[];
  readonly record?: Value;
}

/** Calls of one routine, each of which takes what the one before it gives in the place `carried`, and else the same. */
export interface Loop {
  readonly calls: readonly Call[];
  readonly carried: number;
  /** The output that goes on. */
  readonly result: number;
  /** `layer1`, of `layer1.1` and `layer1.2`. */
  readonly repeat: string;
  readonly indices: readonly number[];
}

/** A program in functions. */
export interface OutlinedProgram {
  readonly program: Program;
  readonly main: Body;
  /** Each before those that call it. */
  readonly routines: readonly Routine[];
}

export function isInstruction(item: Item): item is Instruction {
  return "primitive" in item;
}

export function isCall(item: Item): item is Call {
  return "routine" in item;
}

export function isLoop(item: Item): item is Loop {
  return "calls" in item;
}

/** What an item takes, records among it. */
export function takenBy(item: Item): readonly Value[] {
  if (isLoop(item)) return item.calls.flatMap(takenBy);
  if (isInstruction(item)) return item.inputs;
  return item.kept === undefined ? item.inputs : [...item.inputs, item.kept];
}

/** What an item makes: values, or a record. */
export function madeBy(item: Item): readonly Value[] {
  if (isLoop(item)) return item.calls.flatMap(madeBy);
  if (isInstruction(item) || item.record === undefined) return item.outputs;
  return [item.record];
}

/** Parts of the record that a body is handed, and of records in it; not of those that it makes. */
export function keptParts({ kept, parts }: Body): readonly Part[] {
  const records = new Set([kept?.name]);
  return parts.filter(({ value, record }) => {
    if (!records.has(record.name)) return false;
    records.add(value.name);
    return true;
  });
}
