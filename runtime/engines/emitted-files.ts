import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { RunError } from "../errors.ts";
import { reasonOf } from "../system-error.ts";

/** Where emitted files lie: `folder/Name.js`, and for the cpu target `folder/Name.infer.onnx`. */
export interface EmittedFiles {
  readonly folder: string;
  readonly model: string;
}

/**
 * Imports what `kpc compile` wrote; `Module` is what its target exports, which is not checked. Throws RunError (3) where the
 * module is missing or can't be loaded.
 */
export async function importEmitted<Module>({ folder, model }: EmittedFiles): Promise<Module> {
  const file = join(folder, `${model}.js`);
  try {
    return (await import(pathToFileURL(file).href)) as Module;
  } catch (error) {
    const problem = existsSync(file) ? `can't be loaded: ${reasonOf(error)}` : "is missing";
    throw new RunError(`${file} ${problem}`, 3, { cause: error });
  }
}
