import { picturesSource } from "../beside/pictures-source.generated.ts";
import { safetensorsSource } from "../beside/safetensors-source.generated.ts";
import { wasmCodeSource } from "../beside/wasm-code-source.generated.ts";
import { wasmKernelsSource } from "../beside/wasm-kernels-source.generated.ts";
import type { EmitRequest, EmittedFile, Target } from "../target.ts";
import { withJavaScript } from "../transpile.ts";
import { kernelLacks } from "./kernel-needs.ts";
import { kernelsModule, moduleText } from "./module/module-text.ts";
import { picturesModule } from "./module/picture-part.ts";
import { packageFiles } from "./package/package-files.ts";
import { type TfjsBackend, tfjsBackends } from "./tfjs-backend.ts";

/** The targets whose code is TypeScript for tfjs: `node-gpu`, `webgpu`, `wasm`, `js`. */
export const tfjsTargets: readonly Target[] = tfjsBackends.map((backend) => ({
  name: backend.target,
  doc: backend.doc,
  lacks: (program) => kernelLacks(program, backend),
  openSizes: true,
  emit: (request) => emitTfjs(request, backend),
  emitPackage: async (request, parts) => packageFiles(request, await emitTfjs(request, backend), parts, backend),
}));

/**
 * The module, and beside it what all modules share: `safetensors`, `pictures` where the model sees pictures, and kernels where it
 * brings some.
 */
async function emitTfjs(request: EmitRequest, backend: TfjsBackend): Promise<readonly EmittedFile[]> {
  const text = await moduleText(request, backend);
  return [
    ...(await withJavaScript(request.graph.name, text)),
    ...(await withJavaScript("safetensors", safetensorsSource)),
    ...(text.includes(picturesModule) ? await withJavaScript("pictures", picturesSource) : []),
    ...(text.includes(kernelsModule) ? await kernelFiles() : []),
  ];
}

async function kernelFiles(): Promise<readonly EmittedFile[]> {
  return [
    ...(await withJavaScript("wasm-kernels", wasmKernelsSource)),
    ...(await withJavaScript("wasm-code.generated", wasmCodeSource)),
  ];
}
