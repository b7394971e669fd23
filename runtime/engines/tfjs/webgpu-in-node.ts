import { requirements } from "../requirements.ts";
import { TargetError } from "../target-error.ts";

interface Gpu {
  requestAdapter(): Promise<{ readonly info?: { readonly description: string; readonly vendor: string } } | null>;
}

/** The package `webgpu`. */
export interface WebGpuPackage {
  create(options: readonly string[]): Gpu;
  readonly globals: object;
}

/** Gives Node what a browser has: `navigator.gpu` and the constants beside it. Says what the adapter is; throws TargetError where there is none. */
export async function useWebGpu({ create, globals }: WebGpuPackage): Promise<string> {
  refuseWithoutVulkan();
  const gpu = create([]);
  Object.assign(globalThis, globals);
  Object.defineProperty(globalThis, "navigator", { value: { gpu }, configurable: true });
  const adapter = await gpu.requestAdapter().catch(() => null);
  if (adapter === null) throw new TargetError("webgpu finds no GPU", requirements.webgpu.whenNoDevice);
  return adapter.info?.description || adapter.info?.vendor || "";
}

/** On Linux the package webgpu finds GPUs through Vulkan's loader, and says no more than that there is none where it can't find that. */
function refuseWithoutVulkan(): void {
  if (process.platform !== "linux") return;
  const loader = "libvulkan.so.1";
  try {
    process.dlopen({ exports: {} }, loader);
  } catch (error) {
    // It is no addon of Node's, so this fails where it is found, too, and otherwise.
    if (String(error).includes(`${loader}: cannot open shared object file`))
      throw new TargetError(
        `webgpu can't find Vulkan's loader, ${loader}`,
        "install it (apt install libvulkan1, dnf install vulkan-loader) and your GPU's driver",
      );
  }
}
