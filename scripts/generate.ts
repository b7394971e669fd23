/**
 * Writes what follows from the registries: an index of each, so that adding an entry is adding a file, the validators of
 * their parameters, and the reference in docs/; from tfjs's packages the table of its kernels; and the machine code of ours.
 * `npm run generate` writes; `npm run generate -- --check` only says what is stale (a test does that).
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { documentationPages } from "./generate-docs.ts";
import { kernelsSource } from "./generate-kernels.ts";
import { validatorsSource } from "./generate-validators.ts";
import { wasmCode } from "./generate-wasm.ts";

interface Registry {
  readonly folder: string;
  /** File that defines the entries' type; not an entry. */
  readonly definition: string;
  readonly type: string;
  readonly constant: string;
}

const root = new URL("..", import.meta.url).pathname;

export const registries: readonly Registry[] = [
  { folder: "compiler/ops", definition: "op.ts", type: "Op", constant: "ops" },
  { folder: "compiler/primitives", definition: "primitive.ts", type: "Primitive", constant: "primitives" },
  { folder: "compiler/transforms", definition: "transform.ts", type: "Transform", constant: "transforms" },
  { folder: "compiler/losses", definition: "loss.ts", type: "Loss", constant: "losses" },
  { folder: "compiler/optimizers", definition: "optimizer.ts", type: "Optimizer", constant: "optimizers" },
  { folder: "compiler/5-emit/onnx/primitives", definition: "../spelling.ts", type: "Spelling", constant: "spellings" },
  { folder: "compiler/datasets", definition: "reader.ts", type: "Reader", constant: "readers" },
  { folder: "compiler/splits", definition: "split.ts", type: "Split", constant: "splits" },
  { folder: "compiler/schedules", definition: "schedule.ts", type: "Schedule", constant: "schedules" },
  { folder: "compiler/metrics", definition: "metric.ts", type: "Metric", constant: "metrics" },
  { folder: "compiler/inits", definition: "init.ts", type: "Init", constant: "inits" },
  { folder: "compiler/5-emit/tfjs", definition: "spelling.ts", type: "Spelling", constant: "spellings" },
  { folder: "cli/commands", definition: "../command.ts", type: "Command", constant: "commands" },
  { folder: "diagnostics/catalogue", definition: "../define.ts", type: "DiagnosticKind<never>", constant: "catalogue" },
];

/** Entries are the files whose name is a plain snake_case word; helpers have a dash in theirs. */
function entriesOf(registry: Registry): string[] {
  return readdirSync(join(root, registry.folder))
    .filter((file) => /^[a-z][a-z0-9_]*\.ts$/.test(file) && file !== registry.definition && file !== "builder.ts")
    .map((file) => file.slice(0, -3))
    .sort();
}

/** Source of a registry's index: every entry under the name that its file has. */
export function indexSource(registry: Registry): string {
  const entries = entriesOf(registry);
  const typeName = registry.type.replace(/<.*/, "");
  const from = registry.definition.startsWith("../") ? registry.definition : `./${registry.definition}`;
  // Entries whose parameters differ in type have no common one that TypeScript would find by itself.
  const mixed = registry.constant === "catalogue" || registry.constant === "primitives";
  const byName = `Readonly<Record<string, ${registry.type} | undefined>>`;
  return [
    "// Made by scripts/generate.ts from the files in this folder. Do not edit.",
    `import type { ${typeName} } from "${from}";`,
    ...entries.map((name) => `import { ${name} } from "./${name}.ts";`),
    "",
    `${registry.constant === "catalogue" ? "" : "export "}const ${registry.constant} = {`,
    ...entries.map((name) => `  ${name},`),
    mixed ? "};" : `} as const satisfies Readonly<Record<string, ${registry.type}>>;`,
    "",
    `export const ${registry.constant}ByName: ${byName} = ${registry.constant}${mixed ? ` as unknown as ${byName}` : ""};`,
    "",
  ].join("\n");
}

/** Modules that are written beside emitted code, and the constants that hold their texts. */
const besideEmitted = [
  { path: "compiler/5-emit/onnx/support/onnx-support.ts", constant: "supportSource" },
  { path: "compiler/5-emit/beside/safetensors.ts", constant: "safetensorsSource" },
  { path: "compiler/5-emit/beside/pictures.ts", constant: "picturesSource" },
  { path: "compiler/5-emit/beside/wasm-kernels.ts", constant: "wasmKernelsSource" },
  { path: "compiler/5-emit/beside/wasm-code.generated.ts", constant: "wasmCodeSource" },
] as const;

/** A module that stands beside emitted code, as a text: the compiler emits it and reads no files itself. */
function sourceOf(path: string, constant: string): string {
  // What Node and browsers run is the JavaScript beside it.
  const source = readFileSync(join(root, path), "utf8").replace(/(from "\.\/[^"]+)\.ts"/g, '$1.js"');
  return [
    `// Made by scripts/generate.ts from ${basename(path)}. Do not edit.`,
    `export const ${constant}: string = ${JSON.stringify(source)};`,
    "",
  ].join("\n");
}

/** All generated files: path from the root, and what it should hold; the validators are made from the indexes. */
export const generated: readonly { readonly path: string; readonly content: () => string | Promise<string> }[] = [
  ...registries.map((registry) => ({
    path: `${registry.folder}/index.generated.ts`,
    content: () => indexSource(registry),
  })),
  { path: "compiler/5-emit/beside/wasm-code.generated.ts", content: wasmCode },
  ...besideEmitted.map(({ path, constant }) => ({
    path: path.replace(/(\.generated)?\.ts$/, "-source.generated.ts"),
    content: () => sourceOf(path, constant),
  })),
  { path: "compiler/5-emit/tfjs/kernels.generated.ts", content: kernelsSource },
  { path: "compiler/validators.generated.ts", content: validatorsSource },
  {
    path: "editor/vscode/syntaxes/kpnet.tmLanguage.json",
    // Imported late: the registries' indexes may have been written a moment ago.
    content: async () => (await import("../editor/textmate.ts")).textMateGrammar(),
  },
];

/** Writes a file, or says that it is stale, where it doesn't hold what it should. */
function put(path: string, wanted: string, check: boolean): void {
  const full = join(root, path);
  const current = existsSync(full) ? readFileSync(full, "utf8") : undefined;
  if (current === wanted) return;
  if (check) {
    console.error(`${path} is stale: npm run generate`);
    process.exitCode = 1;
  } else {
    writeFileSync(full, wanted);
    console.error(`wrote ${path}`);
  }
}

async function main(): Promise<void> {
  const check = process.argv.includes("--check");
  for (const { path, content } of generated) put(path, await content(), check);
  for (const { path, content } of await documentationPages()) put(path, content, check);
}

if (process.argv[1]?.endsWith("generate.ts")) await main();
