/** What a run says of the spec that it trains: enough to know whether another text is the same. */
export interface RecordedSpec {
  /** The file with the experiment, relative to the project root; its copy stands under `spec/` in the run folder. */
  readonly file: string;
  /** Of all spec files that the experiment reads, imports among them (`hashSpec`). */
  readonly sha256: string;
  /**
   * The project root, with which the experiment's data is found from wherever kpc runs: from the run folder where that lies
   * inside the project (`../..`), so that a project can be moved; else an absolute path. Older runs don't have it.
   */
  readonly root?: string;
}

export interface RecordedEngine {
  /** The target: `cpu`. */
  readonly name: string;
  /** The package that runs it, with its version: `onnxruntime-node 1.17.0`. */
  readonly package: string;
  /** Results are the same, to the last bit, only for the same count. */
  readonly threads: number;
}

/** An engine that trained a run up to the end of an epoch; another one went on from there. */
export interface EarlierEngine extends RecordedEngine {
  /** Epochs that were finished in all when it was left. */
  readonly finishedEpochs: number;
}

export type RunStatus = "running" | "finished" | "interrupted" | "diverged" | "failed";

/** `run.json` of a run folder: what was trained, from what, with what, and how it ended. */
export interface RunRecord {
  readonly format: "kpnet-run/1";
  readonly experiment: string;
  readonly model: string;
  readonly spec: RecordedSpec;
  /** `--set` and `--seed`, as given: `{ "epochs": "3" }`. */
  readonly overrides: Readonly<Record<string, string>>;
  readonly seed: number;
  readonly epochs: number;
  readonly batch: number;
  /** The one that trains it now, or trained it last. */
  readonly engine: RecordedEngine;
  /** Those before it, where `--resume --target` changed it. */
  readonly earlierEngines?: readonly EarlierEngine[];
  /** How its data is loaded, where that was said; results don't depend on it. */
  readonly loading?: { readonly workers?: number; readonly memory?: number };
  readonly machine: { readonly cpu: string; readonly platform: string; readonly arch: string };
  readonly versions: { readonly kpnet: string; readonly node: string };
  readonly status: RunStatus;
  /** Why it failed or diverged, in a sentence. */
  readonly problem?: string;
  readonly finishedEpochs: number;
  /** Time spent in the training loop, validation included, over all resumed parts. */
  readonly seconds: number;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly updatedAt: string;
}

export const text = { type: "string", minLength: 1 };
const count = { type: "integer", minimum: 0 };
export const positive = { type: "integer", minimum: 1 };

export function object(properties: Record<string, unknown>, optional: readonly string[] = []) {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: "object", additionalProperties: false, required, properties };
}

export const recordedSpec = object({ file: text, sha256: { type: "string", pattern: "^[0-9a-f]{64}$" }, root: text }, [
  "root",
]);

const engine = { name: text, package: text, threads: positive };

/** JSON Schema of `run.json`. */
export const runRecordSchema = object(
  {
    format: { const: "kpnet-run/1" },
    experiment: text,
    model: text,
    spec: recordedSpec,
    overrides: { type: "object", additionalProperties: { type: "string" } },
    seed: { type: "integer" },
    epochs: positive,
    batch: positive,
    engine: object(engine),
    earlierEngines: { type: "array", items: object({ ...engine, finishedEpochs: count }) },
    loading: object({ workers: positive, memory: count }, ["workers", "memory"]),
    machine: object({ cpu: { type: "string" }, platform: text, arch: text }),
    versions: object({ kpnet: text, node: text }),
    status: { enum: ["running", "finished", "interrupted", "diverged", "failed"] },
    problem: text,
    finishedEpochs: count,
    seconds: { type: "number", minimum: 0 },
    startedAt: text,
    updatedAt: text,
  },
  ["problem", "earlierEngines", "loading"],
);
