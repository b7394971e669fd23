import type { Target } from "../target.ts";
import { withJavaScript } from "../transpile.ts";
import { moduleText } from "./module/module-text.ts";
import { tfjsBackends } from "./tfjs-backend.ts";

/** The targets whose code is TypeScript for tfjs: `node-gpu`, `webgpu`, `wasm`, `js`. They lack no primitive. */
export const tfjsTargets: readonly Target[] = tfjsBackends.map((backend) => ({
  name: backend.target,
  doc: backend.doc,
  lacks: [],
  openSizes: true,
  emit: async (request) => withJavaScript(request.graph.name, await moduleText(request, backend)),
}));
