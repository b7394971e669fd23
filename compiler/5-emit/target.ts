import type { TypedGraph } from "../ir/graph.ts";
import type { ExamplePlan, PlannedCall, PlannedLoss } from "../ir/plan.ts";
import type { Instruction, Program } from "../ir/program.ts";

export interface EmittedFile {
  /** Relative to the output folder, `/` between folders. */
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** One model to emit. Programs have a symbolic batch, and what is emitted takes batches of any size. */
export interface EmitRequest {
  readonly graph: TypedGraph;
  readonly inference: Program;
  /** With `optimizer`, where a training step is wanted too. */
  readonly training?: Program;
  readonly optimizer?: PlannedCall;
  /** What the training program's loss was made from; for comments in what is emitted. */
  readonly loss?: PlannedLoss;
  /** What the model learns from: how a picture becomes its input. */
  readonly examples?: ExamplePlan;
}

/** What a package holds beside code. */
export interface PackageParts {
  /** A safetensors file; undefined for a package without weights. */
  readonly weights: Uint8Array | undefined;
  /** Of the libraries that emitted code imports, by their names. */
  readonly versions: Readonly<Record<string, string>>;
}

/** An instruction that a target can't run, and what is missing for it: a spelling, or kernels of the library that runs it. */
export interface Lack {
  readonly instruction: Instruction;
  readonly missing: readonly string[];
}

/** A target: one folder in 5-emit. */
export interface Target {
  readonly name: "cpu" | "node-gpu" | "webgpu" | "wasm" | "js";
  readonly doc: string;
  /** The instructions of a program that it can't run, for `kpc check --target`. */
  readonly lacks: (program: Program) => readonly Lack[];
  /** Whether it takes models that leave sizes open, `image[1, H, W]`. */
  readonly openSizes: boolean;
  /** Asynchronous, since what prints and transpiles TypeScript is heavy and loaded only here. */
  readonly emit: (request: EmitRequest) => Promise<readonly EmittedFile[]>;
  /** The same as a package for npm; undefined where the target's code makes none. */
  readonly emitPackage?: (request: EmitRequest, parts: PackageParts) => Promise<readonly EmittedFile[]>;
}
