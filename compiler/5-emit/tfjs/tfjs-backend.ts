import type { Target } from "../target.ts";
import { kernelsOfBackends } from "./kernels.generated.ts";

/** What differs between the targets that emit tfjs code. */
export interface TfjsBackend {
  readonly target: Exclude<Target["name"], "cpu">;
  readonly doc: string;
  /** What the emitted module says that it is for. */
  readonly title: string;
  /** The package whose names are used as `tf`. */
  readonly library: string;
  /** A package that only has to be loaded. */
  readonly plugin?: string;
  /** Its name in `tf.setBackend`. */
  readonly name: keyof typeof kernelsOfBackends;
  /** What a user of the module has to know before `ready()`. */
  readonly note?: string;
  /** Kernels that are there but give other gradients than PyTorch, and how: what they would do is computed from others. */
  readonly wrongKernels: Readonly<Record<string, string>>;
  /** Kernels that are there and right, and how slow: what they do is computed from others, which take less time. */
  readonly slowKernels: Readonly<Record<string, string>>;
  /** Whether code that trains brings kernels of its own, `beside/wasm-kernels.ts`, in addition to and in the place of tfjs's. */
  readonly addsKernels: boolean;
  /**
   * Whether sums and means over whole feature maps are average pools: Sum and Mean of the backend transpose the maps and add one
   * number after the other in float32, which for 8 maps of 96x96 is 1.6e-5 off (pools: 2e-7) and takes more than ten times as long.
   */
  readonly reducesMapsByPools: boolean;
}

export const tfjsBackends: readonly TfjsBackend[] = [
  {
    target: "node-gpu",
    doc: "TypeScript for TensorFlow.js in Node on an NVIDIA GPU.",
    title: "TensorFlow.js in Node, on an NVIDIA GPU",
    library: "@tensorflow/tfjs-node-gpu",
    name: "tensorflow",
    wrongKernels: {},
    slowKernels: {},
    addsKernels: false,
    reducesMapsByPools: false,
  },
  {
    target: "webgpu",
    doc: "TypeScript for TensorFlow.js on WebGPU: any GPU, in browsers, and in Node through the `webgpu` package.",
    title: "TensorFlow.js on WebGPU",
    library: "@tensorflow/tfjs",
    plugin: "@tensorflow/tfjs-backend-webgpu",
    name: "webgpu",
    wrongKernels: { MaxPoolGrad: "the last of equal numbers gets the gradient, not the first" },
    slowKernels: {},
    addsKernels: false,
    reducesMapsByPools: false,
  },
  {
    target: "wasm",
    doc: "TypeScript for TensorFlow.js in WebAssembly, with kernels for training beside it: browsers without WebGPU.",
    title: "TensorFlow.js in WebAssembly",
    library: "@tensorflow/tfjs",
    plugin: "@tensorflow/tfjs-backend-wasm",
    name: "wasm",
    note: "In a browser, `setWasmPaths` of @tensorflow/tfjs-backend-wasm says first where its .wasm files are.",
    wrongKernels: {},
    slowKernels: {},
    addsKernels: true,
    reducesMapsByPools: true,
  },
  {
    target: "js",
    doc: "TypeScript for TensorFlow.js in plain JavaScript: runs everywhere, slowly.",
    title: "TensorFlow.js in plain JavaScript",
    library: "@tensorflow/tfjs",
    name: "cpu",
    wrongKernels: {},
    slowKernels: { Conv2DBackpropFilter: "takes thirty times as long as the convolution that it can be written as" },
    addsKernels: false,
    reducesMapsByPools: false,
  },
];

/** Whether a backend has a kernel of tfjs, and it is right. */
export function hasKernel({ name, wrongKernels }: TfjsBackend, kernel: string): boolean {
  return (kernelsOfBackends[name] as readonly string[]).includes(kernel) && wrongKernels[kernel] === undefined;
}

/** Whether a backend has a kernel that is also the fastest way to what it computes. */
export function hasFastKernel(backend: TfjsBackend, kernel: string): boolean {
  return hasKernel(backend, kernel) && backend.slowKernels[kernel] === undefined;
}
