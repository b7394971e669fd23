/**
 * The machine code of the kernels in kernels/, which AssemblyScript compiles: once for the plain memory that tfjs's WebAssembly
 * backend has, and once for memory that it shares with its threads.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = new URL("..", import.meta.url).pathname;
const made = join(root, "compiler/5-emit/beside/wasm-code.generated.ts");

const options = ["--optimizeLevel", "3", "--converge", "--runtime", "stub", "--importMemory", "--noAssert"];
const own = ["--enable", "simd"];
const shared = ["--enable", "simd,threads", "--sharedMemory", "--maximumMemory", "65536"];

/** Text of wasm-code.generated.ts. Compiling takes seconds, so where that is of the same sources it stays as it is. */
export async function wasmCode(): Promise<string> {
  const current = existsSync(made) ? readFileSync(made, "utf8") : "";
  return current.startsWith(heading()) ? current : compiledWasmCode();
}

export async function compiledWasmCode(): Promise<string> {
  return [
    heading(),
    "",
    "/** For memory of one thread, in base64. */",
    "export const ownMemoryCode: string =",
    `  "${await compile(own)}";`,
    "",
    "/** For memory that threads share. */",
    "export const sharedMemoryCode: string =",
    `  "${await compile(shared)}";`,
    "",
  ].join("\n");
}

/** Names the sources by their hash. */
function heading(): string {
  const hash = createHash("sha256");
  const compiler = JSON.parse(readFileSync(join(root, "node_modules/assemblyscript/package.json"), "utf8"));
  hash.update(JSON.stringify([compiler.version, options, own, shared]));
  for (const path of sources()) hash.update(readFileSync(path));
  return `// The machine code of wasm-kernels, made by AssemblyScript from kpc's kernels/ (${hash.digest("hex").slice(0, 16)}). Do not edit.`;
}

function sources(): string[] {
  const files = readdirSync(join(root, "kernels")).filter((name) => name.endsWith(".ts"));
  return files.sort().map((name) => join(root, "kernels", name));
}

async function compile(flags: readonly string[]): Promise<string> {
  const { main } = await import("assemblyscript/asc");
  let code: Uint8Array = new Uint8Array();
  const words = ["kernels/index.ts", "--baseDir", root, "--outFile", "kernels.wasm", ...options, ...flags];
  const { error, stderr } = await main(words, {
    writeFile: (_name, contents) => {
      code = contents as Uint8Array;
    },
  });
  const said = stderr.toString();
  if (error !== null || said !== "") throw new Error(`kernels/ does not compile: ${said || error?.message}`);
  return Buffer.from(code).toString("base64");
}
