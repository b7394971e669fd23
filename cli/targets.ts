import type { Target } from "../compiler/5-emit/target.ts";
import { nearest } from "../diagnostics/nearest.ts";
import { CommandError, exit } from "./exit.ts";

/** A target by name; the sentence for an unknown one has the nearest. Loaded when asked for. */
export async function targetNamed(name: string): Promise<Target> {
  const { cpu } = await import("../compiler/5-emit/onnx/index.ts");
  const { tfjsTargets } = await import("../compiler/5-emit/tfjs/tfjs-targets.ts");
  const targets = [cpu, ...tfjsTargets];
  const found = targets.find((target) => target.name === name);
  if (found !== undefined) return found;
  const names = targets.map((target) => target.name);
  const near = nearest(name, names);
  const hint = near === undefined ? `there are ${names.join(", ")}` : `did you mean ${near}?`;
  throw new CommandError(exit.usage, `there is no target ${name}; ${hint}`);
}
