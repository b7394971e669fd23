import type { ParameterSchemas, ParameterValues } from "../ir/parameters.ts";

/**
 * What weights a run begins with, in place of those that its seed draws: one value in one file here. The compiler checks
 * the parameters; the files are read by the runtime.
 */
export interface Init<P extends ParameterValues = ParameterValues> {
  readonly name: string;
  readonly doc: string;
  readonly parameters: ParameterSchemas;
  /** The file to read, relative to the project root. */
  readonly path: (parameters: P) => string;
  /** Paths (of steps, blocks or weights) whose weights are drawn from the seed all the same. */
  readonly except: (parameters: P) => readonly string[];
}

export function defineInit<P extends ParameterValues>(init: Init<P>): Init {
  return init as unknown as Init;
}
