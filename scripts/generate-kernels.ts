/**
 * Which kernels each backend of tfjs has, and which each function of tfjs runs, from the installed packages.
 *
 * - `cpu`, `wasm` and `webgpu` say it themselves once they are loaded; emitted code gives `wasm` some more.
 * - `tensorflow` is read in its sources, since its native library is rarely there; they are in test/emit/node-gpu-types. In a
 *   clone where these are not installed, what was read before stays.
 * - What a function runs is read in the sources of tfjs-core: the kernels that its file names, and those of the functions that
 *   the file uses. Gradients are left out, since emitted code has its own, and so is what is for complex numbers.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import * as tf from "@tensorflow/tfjs";
import ts from "typescript";
import "@tensorflow/tfjs-backend-wasm";
import "@tensorflow/tfjs-backend-webgpu";
import { kernelNames } from "../compiler/5-emit/beside/wasm-kernels.ts";

const root = new URL("..", import.meta.url).pathname;
const core = join(root, "node_modules/@tensorflow/tfjs-core/dist");
const nodeGpu = join(root, "test/emit/node-gpu-types/node_modules/@tensorflow/tfjs-node-gpu/dist/kernels");

/** Source of compiler/5-emit/tfjs/kernels.generated.ts. */
export async function kernelsSource(): Promise<string> {
  const found = registered("cpu", "wasm", "webgpu");
  const wasm = [...new Set([...found.wasm!, ...kernelNames])].sort();
  const backends = { ...found, wasm, tensorflow: await kernelsOfNodeGpu() };
  return [
    `// Made by scripts/generate-kernels.ts from the packages of tfjs ${tf.version_core}. Do not edit.`,
    "",
    "/** Kernels by the backend that has them. */",
    "export const kernelsOfBackends = {",
    ...lines(backends),
    "} as const satisfies Readonly<Record<string, readonly string[]>>;",
    "",
    "/** Kernels by the function of tfjs that may run them. */",
    "export const kernelsOfFunctions: Readonly<Record<string, readonly string[]>> = {",
    ...lines(kernelsOfFunctions()),
    "};",
    "",
  ].join("\n");
}

function lines(table: Readonly<Record<string, readonly string[]>>): string[] {
  return Object.entries(table).map(([name, kernels]) => `  ${JSON.stringify(name)}: ${JSON.stringify(kernels)},`);
}

function registered(...backends: readonly string[]): Record<string, string[]> {
  const kernels = (backend: string) => tf.getKernelsForBackend(backend).map(({ kernelName }) => kernelName);
  return Object.fromEntries(backends.map((backend) => [backend, kernels(backend).sort()]));
}

async function kernelsOfNodeGpu(): Promise<readonly string[]> {
  if (!existsSync(nodeGpu))
    return (await import("../compiler/5-emit/tfjs/kernels.generated.ts")).kernelsOfBackends.tensorflow;
  const files = readdirSync(nodeGpu).filter((file) => file.endsWith(".js") && !file.endsWith("_test.js"));
  const texts = files.map((file) => readFileSync(join(nodeGpu, file), "utf8"));
  return texts
    .flatMap((text) =>
      [...text.matchAll(/\bkernelName: (?:\w+\.(\w+)|'(\w+)')/g)].map(([, name, quoted]) => name ?? quoted!),
    )
    .sort();
}

/** A file of tfjs-core that defines functions. */
interface FunctionsFile {
  /** Under the names that `tf` has them: `conv2d`, `fused.conv2d`. */
  readonly functions: readonly string[];
  readonly kernels: readonly string[];
  /** Files whose functions it uses. */
  readonly uses: readonly string[];
}

function kernelsOfFunctions(): Record<string, string[]> {
  const all = new Map<string, FunctionsFile>();
  for (const path of ts.sys.readDirectory(join(core, "ops"), [".js"], ["**/*_test.js", "ops.js"]))
    all.set(path, readFunctions(path));
  const table: Record<string, string[]> = {};
  for (const [path, { functions }] of [...all].sort()) {
    const kernels = [...new Set(reached(path, all).flatMap(({ kernels }) => kernels))].sort();
    if (kernels.length > 0) for (const name of functions) table[name] = kernels;
  }
  return table;
}

function readFunctions(path: string): FunctionsFile {
  const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest);
  const folder = relative(join(core, "ops"), dirname(path));
  const functions: string[] = [];
  const define = (name: string) => functions.push(folder === "" ? name : `${folder}.${name}`);
  const imported = new Map<string, string>();
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement)) {
      const from = join(dirname(path), `${(statement.moduleSpecifier as ts.StringLiteral).text}.js`);
      const named = statement.importClause?.namedBindings;
      if (named === undefined || ts.isNamespaceImport(named)) continue;
      for (const { name } of named.elements) imported.set(name.text, from);
    } else if (ts.isVariableStatement(statement) && statement.modifiers !== undefined) {
      for (const { name } of statement.declarationList.declarations) if (ts.isIdentifier(name)) define(name.text);
    } else if (ts.isFunctionDeclaration(statement) && statement.modifiers !== undefined) {
      define(statement.name!.text);
    } else if (ts.isExportDeclaration(statement) && statement.moduleSpecifier === undefined) {
      const { elements } = statement.exportClause as ts.NamedExports;
      for (const { name } of elements) if (!imported.has(name.text)) define(name.text);
    }
  }
  const { names, quoted } = namesUsed(source);
  const used = names.filter((name) => imported.has(name));
  const isKernel = (name: string) => imported.get(name) === join(core, "kernel_names.js");
  return {
    functions,
    kernels: [...used.filter(isKernel), ...quoted],
    uses: used.filter((name) => !isKernel(name)).map((name) => imported.get(name)!),
  };
}

/**
 * Names in a file, but for those in its imports, in what computes gradients and in what is for complex numbers; and kernels
 * that it runs by a text and not by a name, as tf.square does.
 */
function namesUsed(source: ts.SourceFile): { readonly names: readonly string[]; readonly quoted: readonly string[] } {
  const names: string[] = [];
  const quoted: string[] = [];
  function visit(node: ts.Node): void {
    if (ts.isImportDeclaration(node)) return;
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && /^grad/.test(node.name.text)) return;
    if (ts.isIfStatement(node) && node.expression.getText(source).includes("complex64")) {
      if (node.elseStatement !== undefined) visit(node.elseStatement);
      return;
    }
    if (ts.isIdentifier(node)) names.push(node.text);
    if (ts.isCallExpression(node) && /\brunKernel$/.test(node.expression.getText(source))) {
      const [kernel] = node.arguments;
      if (kernel !== undefined && ts.isStringLiteral(kernel)) quoted.push(kernel.text);
    }
    ts.forEachChild(node, visit);
  }
  visit(source);
  return { names, quoted };
}

/** A file, and those whose functions it uses, at any remove. */
function reached(path: string, all: ReadonlyMap<string, FunctionsFile>): FunctionsFile[] {
  const seen = new Set([path]);
  for (const one of seen) for (const used of all.get(one)!.uses) if (all.has(used)) seen.add(used);
  return [...seen].map((one) => all.get(one)!);
}
