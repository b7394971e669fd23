/** What a target needs on this machine, beside kpc itself. */
export interface Requirement {
  readonly target: string;
  /** Packages that its code imports, in the order in which they are tried. */
  readonly packages: readonly string[];
  /** A package that Node needs beside these, and browsers don't. */
  readonly inNode?: string;
  /** The backend's name in tfjs, for targets that run on it. */
  readonly backend?: string;
  /** What to do where they are installed and one does not load. */
  readonly whenBroken: string;
  /** What to do where there is no device that it could compute on. */
  readonly whenNoDevice?: string;
}

const reinstall = "install it again";
const gpuForTensorFlow = "libtensorflow 2.9 takes an NVIDIA GPU with its driver, CUDA 11.2 and cuDNN 8.1";

/** Of every target, by its name. */
export const requirements = {
  cpu: {
    target: "cpu",
    packages: ["onnxruntime-node"],
    whenBroken: "it has prebuilt code for Linux, macOS and Windows on x64 and arm64 only",
  },
  "node-gpu": {
    target: "node-gpu",
    packages: ["@tensorflow/tfjs-node-gpu"],
    backend: "tensorflow",
    whenBroken: `npm rebuild @tensorflow/tfjs-node-gpu downloads its native library; ${gpuForTensorFlow}`,
    whenNoDevice: gpuForTensorFlow,
  },
  webgpu: {
    target: "webgpu",
    packages: ["@tensorflow/tfjs", "@tensorflow/tfjs-backend-webgpu"],
    inNode: "webgpu",
    backend: "webgpu",
    whenBroken: reinstall,
    whenNoDevice:
      "it takes a GPU with a Vulkan, Metal or Direct3D 12 driver; on Linux, vulkaninfo lists those that have one",
  },
  wasm: {
    target: "wasm",
    packages: ["@tensorflow/tfjs", "@tensorflow/tfjs-backend-wasm"],
    backend: "wasm",
    whenBroken: reinstall,
  },
  js: { target: "js", packages: ["@tensorflow/tfjs"], backend: "cpu", whenBroken: reinstall },
} as const satisfies Readonly<Record<string, Requirement>>;

export type TargetName = keyof typeof requirements;
export type TfjsTargetName = Exclude<TargetName, "cpu">;

/** All packages that a target's engine needs, in the order in which they are tried. */
export function packagesOf(target: TargetName): readonly string[] {
  const { packages, inNode }: Requirement = requirements[target];
  return inNode === undefined ? packages : [...packages, inNode];
}
