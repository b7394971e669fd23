/** Plain values and shapes that everything in the compiler is made of. */
const leaves = ["compiler/ir", "lib", "diagnostics"];

/** One thing, one file. */
const registries = [
  "compiler/ops",
  "compiler/primitives",
  "compiler/losses",
  "compiler/optimizers",
  "compiler/transforms",
  "compiler/datasets",
  "compiler/splits",
  "compiler/schedules",
  "compiler/inits",
  "compiler/metrics",
];

/** Files of compiler/ itself that hold no phase: the file source, the registries together, their validators. */
const shared = "compiler";

const phase = [...registries, ...leaves, shared];

/** The few files that connect the phases. */
const pipeline = [
  ...phase,
  "grammar",
  "compiler/1-resolve",
  "compiler/2-elaborate",
  "compiler/3-check",
  "compiler/4-lower",
  "compiler/5-emit",
];

/**
 * Who may import whom: the table of ARCHITECTURE.md. A file belongs to the longest prefix of its path that stands here,
 * and may import its own kind.
 */
export const mayImport: Readonly<Record<string, readonly string[]>> = {
  diagnostics: [],
  lib: [],
  grammar: ["diagnostics"],
  "compiler/ir": ["diagnostics"],
  "compiler/primitives": leaves,
  "compiler/ops": [...leaves, "compiler/primitives"],
  "compiler/losses": [...leaves, "compiler/primitives"],
  "compiler/optimizers": leaves,
  "compiler/transforms": leaves,
  "compiler/datasets": leaves,
  "compiler/splits": [...leaves, "compiler/datasets"],
  "compiler/schedules": leaves,
  "compiler/inits": leaves,
  "compiler/metrics": leaves,
  compiler: [...leaves, ...registries],
  "compiler/1-resolve": [...phase, "grammar"],
  "compiler/2-elaborate": phase,
  "compiler/3-check": phase,
  "compiler/4-lower": phase,
  "compiler/5-emit": phase,
  "compiler/index.ts": [...pipeline, "compiler/pipeline.ts", "compiler/gather.ts", "compiler/lower.ts"],
  "compiler/pipeline.ts": pipeline,
  "compiler/gather.ts": [...pipeline, "compiler/pipeline.ts"],
  "compiler/lower.ts": pipeline,
  compare: phase,
  runtime: [...registries, ...leaves],
  reports: [...registries, ...leaves, shared, "compare", "compiler/index.ts"],
  editor: [...registries, ...leaves, shared, "compiler/index.ts", "grammar", "reports"],
  cli: [
    "package.json",
    ...phase,
    "grammar",
    "compiler/index.ts",
    "compiler/5-emit",
    "compare",
    "runtime",
    "reports",
    "editor",
  ],
};

/** Folders that run anywhere, a browser included: no `node:*`, no process, no clock, no randomness but their own. */
export const pureFolders = ["diagnostics", "lib", "grammar", "compiler", "compare"] as const;
