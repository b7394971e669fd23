import type { Target } from "../compiler/5-emit/target.ts";
import { nearest } from "../diagnostics/nearest.ts";
import { CommandError, exit } from "./exit.ts";

export const targetNames = ["cpu", "node-gpu", "webgpu", "wasm", "js"] as const;

/** A target by name; the sentence for an unknown one has the nearest. Loaded when asked for. */
export async function targetNamed(name: string): Promise<Target> {
  const { cpu } = await import("../compiler/5-emit/onnx/index.ts");
  const { tfjsTargets } = await import("../compiler/5-emit/tfjs/tfjs-targets.ts");
  const found = [cpu, ...tfjsTargets].find((target) => target.name === name);
  if (found !== undefined) return found;
  const near = nearest(name, targetNames);
  const hint = near === undefined ? `there are ${targetNames.join(", ")}` : `did you mean ${near}?`;
  throw new CommandError(exit.usage, `there is no target ${name}; ${hint}`);
}
