/** What a target needs on this machine, beside kpc itself. */
export interface Requirement {
  readonly target: string;
  /** Packages that its code imports, in the order in which they are tried. */
  readonly packages: readonly string[];
  /** A package that Node needs beside these, and browsers don't. */
  readonly inNode?: string;
  /** The backend's name in tfjs, for targets that run on it. */
  readonly backend?: string;
  /** Said where a package is there but does not load. */
  readonly whenBroken: string;
}

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
    whenBroken: "it needs its native library, which its install step downloads, and CUDA",
  },
  webgpu: {
    target: "webgpu",
    packages: ["@tensorflow/tfjs", "@tensorflow/tfjs-backend-webgpu"],
    inNode: "webgpu",
    backend: "webgpu",
    whenBroken: "reinstall it",
  },
  wasm: {
    target: "wasm",
    packages: ["@tensorflow/tfjs", "@tensorflow/tfjs-backend-wasm"],
    backend: "wasm",
    whenBroken: "reinstall it",
  },
  js: { target: "js", packages: ["@tensorflow/tfjs"], backend: "cpu", whenBroken: "reinstall it" },
} as const satisfies Readonly<Record<string, Requirement>>;

export type TargetName = keyof typeof requirements;
export type TfjsTargetName = Exclude<TargetName, "cpu">;
