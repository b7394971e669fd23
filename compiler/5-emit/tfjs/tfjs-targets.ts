import type { EmitRequest, EmittedFile, Target } from "../target.ts";
import { moduleText } from "./module/module-text.ts";
import { transpile } from "./module/transpile.ts";
import { type TfjsBackend, tfjsBackends } from "./tfjs-backend.ts";

/** The targets whose code is TypeScript for tfjs: `node-gpu`, `webgpu`, `wasm`, `js`. They lack no primitive. */
export const tfjsTargets: readonly Target[] = tfjsBackends.map((backend) => ({
  name: backend.target,
  doc: backend.doc,
  lacks: [],
  emit: (request) => emitModule(request, backend),
}));

async function emitModule(request: EmitRequest, backend: TfjsBackend): Promise<readonly EmittedFile[]> {
  const name = fileName(request.graph.name);
  const text = await moduleText(request, backend);
  const { javascript, declarations } = await transpile(text);
  return [
    { path: `${name}.ts`, content: text },
    { path: `${name}.js`, content: javascript },
    { path: `${name}.d.ts`, content: declarations },
  ];
}

/** `NoseNet` is `nose-net`. */
function fileName(model: string): string {
  return model.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase();
}
