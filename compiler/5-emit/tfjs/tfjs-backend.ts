import type { Target } from "../target.ts";

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
  readonly name: string;
  /** What a user of the module has to know before `ready()`. */
  readonly note?: string;
  /**
   * Kernels of tfjs 4.22.0 that a backward pass would use, where they are there and right. What is missing here is computed
   * from forward kernels. WebAssembly has no Conv2DBackpropFilter, and its MaxPoolGrad misroutes the gradient of windows whose
   * maximum is not positive; WebGPU's MaxPoolGrad gives the last of equal numbers the gradient, PyTorch the first.
   */
  readonly gradientKernels: readonly ("Conv2DBackpropFilter" | "MaxPoolGrad")[];
}

export const tfjsBackends: readonly TfjsBackend[] = [
  {
    target: "node-gpu",
    doc: "TypeScript for TensorFlow.js in Node on an NVIDIA GPU.",
    title: "TensorFlow.js in Node, on an NVIDIA GPU",
    library: "@tensorflow/tfjs-node-gpu",
    name: "tensorflow",
    gradientKernels: ["Conv2DBackpropFilter", "MaxPoolGrad"],
  },
  {
    target: "webgpu",
    doc: "TypeScript for TensorFlow.js on WebGPU: any GPU, in browsers, and in Node through the `webgpu` package.",
    title: "TensorFlow.js on WebGPU",
    library: "@tensorflow/tfjs",
    plugin: "@tensorflow/tfjs-backend-webgpu",
    name: "webgpu",
    gradientKernels: ["Conv2DBackpropFilter"],
  },
  {
    target: "wasm",
    doc: "TypeScript for TensorFlow.js in WebAssembly: browsers without WebGPU. Training works, but is slow there.",
    title: "TensorFlow.js in WebAssembly",
    library: "@tensorflow/tfjs",
    plugin: "@tensorflow/tfjs-backend-wasm",
    name: "wasm",
    note: "In a browser, `setWasmPaths` of @tensorflow/tfjs-backend-wasm says first where its .wasm files are.",
    gradientKernels: [],
  },
  {
    target: "js",
    doc: "TypeScript for TensorFlow.js in plain JavaScript: runs everywhere, slowly.",
    title: "TensorFlow.js in plain JavaScript",
    library: "@tensorflow/tfjs",
    name: "cpu",
    gradientKernels: ["Conv2DBackpropFilter", "MaxPoolGrad"],
  },
];
