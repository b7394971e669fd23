/**
 * Kernels that training needs and that tfjs's WebAssembly backend lacks or has slow or wrong. They are machine code of their own,
 * in the backend's memory; tfjs finds them by the names that it has for them, in all code that uses it.
 */
import type * as tf from "@tensorflow/tfjs";
import { ownMemoryCode, sharedMemoryCode } from "./wasm-code.generated.ts";

type Tfjs = typeof tf;
type Shape4D = [number, number, number, number];
type Pair = [number, number];

/** What tfjs's backend offers, but does not document. */
interface WasmBackend {
  readonly wasm: {
    readonly asm: { readonly memory?: WebAssembly.Memory };
    /** There where threads share it. */
    readonly wasmMemory?: WebAssembly.Memory;
    _malloc(bytes: number): number;
    _free(place: number): void;
  };
  readonly dataIdMap: { get(id: object): { readonly memoryOffset: number } };
  makeOutput(shape: number[], dtype: "float32"): tf.TensorInfo;
}

/** What the machine code exports. `slide` says how a window slides; the kernels called after it read that. */
interface Code {
  slide(
    batch: number,
    height: number,
    width: number,
    channels: number,
    rows: number,
    columns: number,
    filters: number,
    windowHeight: number,
    windowWidth: number,
    strideY: number,
    strideX: number,
    top: number,
    left: number,
  ): void;
  filterGradient(x: number, dy: number, gradient: number): void;
  inputGradient(dy: number, filter: number, gradient: number): void;
  depthwiseFilterGradient(x: number, dy: number, gradient: number): void;
  depthwiseInputGradient(dy: number, filter: number, gradient: number): void;
  maxPoolGradient(x: number, y: number, dy: number, gradient: number): void;
}

/** A kernel as it is called: tensors by name, attributes, and what computes. */
interface Call {
  readonly inputs: Readonly<Record<string, tf.TensorInfo>>;
  readonly attrs: Attributes;
  readonly backend: WasmBackend;
  readonly code: Code;
  readonly tfjs: Tfjs;
}

/** Those that the kernels have, as far as they are read here. */
interface Attributes {
  readonly strides: Pair | number;
  readonly dilations?: Pair | number;
  readonly pad: "valid" | "same" | number;
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
  readonly dataFormat?: "NHWC" | "NCHW";
  readonly filterShape: Shape4D;
  readonly inputShape: Shape4D;
  readonly filterSize: Pair | number;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

interface Kernel {
  /** Of what is called otherwise, tfjs's own kernel takes care where it has one. */
  readonly takes?: (call: Pick<Call, "inputs" | "attrs">) => boolean;
  readonly run: (call: Call) => tf.TensorInfo;
}

const channelsLast: Kernel["takes"] = ({ attrs }) => attrs.dataFormat !== "NCHW";
const undilated: Kernel["takes"] = ({ attrs }) => [attrs.dilations ?? 1].flat().every((dilation) => dilation === 1);

/** By the names that tfjs has for them. */
const kernels: Readonly<Record<string, Kernel>> = {
  Conv2DBackpropFilter: { takes: channelsLast, run: convolutionFilterGradient },
  Conv2DBackpropInput: { takes: channelsLast, run: convolutionInputGradient },
  DepthwiseConv2dNativeBackpropFilter: { takes: undilated, run: depthwiseFilterGradient },
  DepthwiseConv2dNativeBackpropInput: { takes: undilated, run: depthwiseInputGradient },
  MaxPoolGrad: { run: maxPoolGradient },
  BatchMatMul: { takes: isTransposedMatrix, run: transposedProduct },
};

/** Names of the kernels that `addKernels` adds or replaces. */
export const kernelNames: readonly string[] = Object.keys(kernels);

/**
 * Gives tfjs the kernels; to be awaited before `tf.setBackend("wasm")`. Where another model did so before, theirs stay. Throws where
 * the browser's WebAssembly has no SIMD.
 */
export async function addKernels(tfjs: Tfjs): Promise<void> {
  if (tfjs.getKernel("Conv2DBackpropFilter", "wasm") !== undefined) return;
  const [own, shared] = await Promise.all([compiled(ownMemoryCode), compiled(sharedMemoryCode)]);
  let code: Code;
  let memory: WebAssembly.Memory | undefined;
  function setUp(backend: WasmBackend): void {
    if (memory === memoryOf(backend)) return;
    memory = memoryOf(backend);
    const { wasm } = backend;
    const isShared = typeof SharedArrayBuffer !== "undefined" && memory.buffer instanceof SharedArrayBuffer;
    const imports = { env: { memory }, memory: { malloc: wasm._malloc, free: wasm._free } };
    code = new WebAssembly.Instance(isShared ? shared : own, imports).exports as unknown as Code;
  }
  for (const [kernelName, { takes, run }] of Object.entries(kernels)) {
    const before = tfjs.getKernel(kernelName, "wasm");
    if (before !== undefined) tfjs.unregisterKernel(kernelName, "wasm");
    tfjs.registerKernel({
      kernelName,
      backendName: "wasm",
      setupFunc: (backend) => {
        before?.setupFunc?.(backend);
        setUp(backend as WasmBackend);
      },
      kernelFunc: (given) => {
        const call = { ...given, code, tfjs } as unknown as Call;
        if (takes === undefined || takes(call)) return run(call);
        if (before !== undefined) return before.kernelFunc(given);
        throw new Error(`${kernelName} takes only channels that come last, and no dilation`);
      },
    });
  }
}

/**
 * The numbers of tensors where they lie in the backend's memory, to be read and, of variables, changed at once: they may move when
 * tfjs computes. Variables get a copy for it, since clones share their numbers and tfjs keeps what it prepared of filters.
 */
export function numbersOf<Tensors extends tf.Tensor[]>(
  tfjs: Tfjs,
  ...tensors: Tensors
): { [Place in keyof Tensors]: Float32Array } {
  const backend = tfjs.backend() as unknown as WasmBackend;
  // All copies are made before: they may make the memory grow, which leaves empty arrays behind.
  for (const tensor of tensors) if (tensor instanceof tfjs.Variable) renew(tfjs, backend, tensor);
  return tensors.map((tensor) => numbersAt(backend, tensor)) as { [Place in keyof Tensors]: Float32Array };
}

function renew(tfjs: Tfjs, backend: WasmBackend, variable: tf.Variable): void {
  const copy = backend.makeOutput(variable.shape, "float32");
  numbersAt(backend, copy).set(numbersAt(backend, variable));
  tfjs.tidy(() => variable.assign(tfjs.engine().makeTensorFromTensorInfo(copy)));
}

function numbersAt(backend: WasmBackend, { dataId, shape }: tf.TensorInfo): Float32Array {
  const count = shape.reduce((product, size) => product * size, 1);
  return new Float32Array(memoryOf(backend).buffer, backend.dataIdMap.get(dataId).memoryOffset, count);
}

function memoryOf({ wasm }: WasmBackend): WebAssembly.Memory {
  const memory = wasm.wasmMemory ?? wasm.asm.memory;
  if (memory === undefined) throw new Error("this version of tfjs's WebAssembly backend keeps its memory to itself");
  return memory;
}

async function compiled(base64: string): Promise<WebAssembly.Module> {
  return WebAssembly.compile(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)));
}

function convolutionFilterGradient(call: Call): tf.TensorInfo {
  const { x, dy } = call.inputs as { x: tf.TensorInfo; dy: tf.TensorInfo };
  const { filterShape } = call.attrs;
  slideFilter(call, x.shape as Shape4D, filterShape);
  return computed(call, filterShape, (gradient) => call.code.filterGradient(at(call, x), at(call, dy), gradient));
}

function depthwiseFilterGradient(call: Call): tf.TensorInfo {
  const { x, dy } = call.inputs as { x: tf.TensorInfo; dy: tf.TensorInfo };
  const { filterShape } = call.attrs;
  slideFilter(call, x.shape as Shape4D, filterShape, true);
  const write = (gradient: number) => call.code.depthwiseFilterGradient(at(call, x), at(call, dy), gradient);
  return computed(call, filterShape, write);
}

function depthwiseInputGradient(call: Call): tf.TensorInfo {
  const { dy, filter } = call.inputs as { dy: tf.TensorInfo; filter: tf.TensorInfo };
  const { inputShape } = call.attrs;
  slideFilter(call, inputShape, filter.shape as Shape4D, true);
  const write = (gradient: number) => call.code.depthwiseInputGradient(at(call, dy), at(call, filter), gradient);
  return computed(call, inputShape, write);
}

function convolutionInputGradient(call: Call): tf.TensorInfo {
  const { dy, filter } = call.inputs as { dy: tf.TensorInfo; filter: tf.TensorInfo };
  const { inputShape } = call.attrs;
  slideFilter(call, inputShape, filter.shape as Shape4D);
  return computed(call, inputShape, (gradient) => call.code.inputGradient(at(call, dy), at(call, filter), gradient));
}

function slideFilter({ tfjs, code, attrs }: Call, input: Shape4D, filter: Shape4D, depthwise = false): void {
  const { strides, pad, dimRoundingMode } = attrs;
  slide(code, tfjs.backend_util.computeConv2DInfo(input, filter, strides, 1, pad, dimRoundingMode, depthwise));
}

function maxPoolGradient(call: Call): tf.TensorInfo {
  const { input, output, dy } = call.inputs as { input: tf.TensorInfo; output: tf.TensorInfo; dy: tf.TensorInfo };
  const { filterSize, strides, pad, dimRoundingMode } = call.attrs;
  const shape = input.shape as Shape4D;
  slide(call.code, call.tfjs.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode));
  const [x, y, gradientOfY] = [input, output, dy].map((tensor) => at(call, tensor)) as [number, number, number];
  return computed(call, shape, (gradient) => call.code.maxPoolGradient(x, y, gradientOfY, gradient));
}

function slide({ slide }: Code, sizes: tf.backend_util.Conv2DInfo): void {
  slide(
    sizes.batchSize,
    sizes.inHeight,
    sizes.inWidth,
    sizes.inChannels,
    sizes.outHeight,
    sizes.outWidth,
    sizes.outChannels,
    sizes.filterHeight,
    sizes.filterWidth,
    sizes.strideHeight,
    sizes.strideWidth,
    sizes.padInfo.top,
    sizes.padInfo.left,
  );
}

/** tfjs multiplies matrices as fast as it can only where none is transposed. */
function isTransposedMatrix({ inputs, attrs: { transposeA, transposeB } }: Pick<Call, "inputs" | "attrs">): boolean {
  const batches = [inputs.a!, inputs.b!].map(({ shape }) =>
    shape.slice(0, -2).reduce((product, size) => product * size, 1),
  );
  return transposeA !== transposeB && batches.every((count) => count === 1);
}

/** Products with one matrix transposed are the gradients of a convolution that sees one pixel at a time. */
function transposedProduct(call: Call): tf.TensorInfo {
  const { a, b } = call.inputs as { a: tf.TensorInfo; b: tf.TensorInfo };
  const [sizesOfA, sizesOfB] = [a.shape.slice(-2), b.shape.slice(-2)] as [Pair, Pair];
  const { code, attrs } = call;
  const [places, channels, filters] = attrs.transposeA
    ? [sizesOfA[0], sizesOfA[1], sizesOfB[1]]
    : [sizesOfA[0], sizesOfB[0], sizesOfA[1]];
  code.slide(places, 1, 1, channels, 1, 1, filters, 1, 1, 1, 1, 0, 0);
  const shape = [...a.shape.slice(0, -2), attrs.transposeA ? channels : places, attrs.transposeA ? filters : channels];
  const multiply = attrs.transposeA ? code.filterGradient : code.inputGradient;
  return computed(call, shape, (product) => multiply(at(call, a), at(call, b), product));
}

/** A new tensor, that a kernel writes. */
function computed({ backend }: Call, shape: readonly number[], write: (place: number) => void): tf.TensorInfo {
  const result = backend.makeOutput([...shape], "float32");
  write(backend.dataIdMap.get(result.dataId).memoryOffset);
  return result;
}

/** Where a tensor's numbers are. */
function at({ backend }: Call, { dataId }: tf.TensorInfo): number {
  return backend.dataIdMap.get(dataId).memoryOffset;
}
