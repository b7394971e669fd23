import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import type { EmittedModule } from "../../emit/tfjs/support/emitted-module.ts";
import { oneStep } from "./one-step.ts";
import type { Place } from "./place.ts";

/** Answers whoever drives the page that loaded this module, through `step` among the page's globals. */
export function host(models: Readonly<Record<string, EmittedModule>>): void {
  setWasmPaths("/");
  const step: Place["step"] = (name, feeds, learningRate) => oneStep(models[name]!, feeds, learningRate);
  Object.assign(globalThis, { step });
}
