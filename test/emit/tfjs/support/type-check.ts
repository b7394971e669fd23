import { fileURLToPath } from "node:url";
import ts from "typescript";
import { picturesSource } from "../../../../compiler/5-emit/beside/pictures-source.generated.ts";
import { safetensorsSource } from "../../../../compiler/5-emit/beside/safetensors-source.generated.ts";
import { wasmCodeSource } from "../../../../compiler/5-emit/beside/wasm-code-source.generated.ts";
import { wasmKernelsSource } from "../../../../compiler/5-emit/beside/wasm-kernels-source.generated.ts";

// Where all real packages are found: tfjs-node-gpu in this folder's own node_modules, the others in the project's.
const folder = fileURLToPath(new URL("../../node-gpu-types/emitted/", import.meta.url));

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  lib: ["lib.es2023.d.ts", "lib.dom.d.ts"],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  moduleDetection: ts.ModuleDetectionKind.Force,
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  noImplicitOverride: true,
  skipLibCheck: true,
  noEmit: true,
  types: [],
};

const beside = [
  ["safetensors.ts", safetensorsSource],
  ["pictures.ts", picturesSource],
  ["wasm-kernels.ts", wasmKernelsSource],
  ["wasm-code.generated.ts", wasmCodeSource],
] as const;

/** Files of packages and of TypeScript itself, which every check reads. */
const read = new Map<string, ts.SourceFile | undefined>();

/** What `tsc --strict` says of texts that stand in no file, beside what every module needs; each by its file name. */
export function typeErrors(texts: ReadonlyMap<string, string>): string[] {
  const host = ts.createCompilerHost(options);
  const all = new Map([...beside, ...texts]);
  const own = new Map([...all].map(([name, text]) => [folder + name, text]));
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (path) => own.has(path) || fileExists(path);
  host.directoryExists = (path) => folder.startsWith(path) || ts.sys.directoryExists(path);
  host.readFile = (path) => own.get(path) ?? readFile(path);
  host.getSourceFile = (path, version, ...rest) => {
    const text = own.get(path);
    if (text !== undefined) return ts.createSourceFile(path, text, version);
    if (!read.has(path)) read.set(path, getSourceFile(path, version, ...rest));
    return read.get(path);
  };
  const program = ts.createProgram([...own.keys()], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start ?? 0).line + 1;
    const name = file?.fileName.replace(folder, "") ?? "";
    return `${name}:${line} ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
  });
}
