import { writeZip } from "../../../runtime/weights/zip/write-zip.ts";

/** Bytes of opcodes and texts: a number is a byte. */
export function bytesOf(...parts: readonly (number | string | Uint8Array)[]): Uint8Array {
  return Buffer.concat(
    parts.map((part) => (typeof part === "number" ? Uint8Array.of(part) : Buffer.from(part as Uint8Array))),
  );
}

/** A file as torch.save lays it out, around any pickle. */
export function torchFile(pickle: Uint8Array, others: Readonly<Record<string, Uint8Array>> = {}): Uint8Array {
  const entries = Object.entries({ "data.pkl": pickle, ...others });
  return writeZip(entries.map(([name, content]) => ({ name: `archive/${name}`, content })));
}

/** A persistent id: ("storage", torch.FloatStorage, "0", "cpu", count). */
function storage({ count, type = "FloatStorage", key = "0" }: PickledTensor): Uint8Array {
  return bytesOf("(", text("storage"), `ctorch\n${type}\n`, text(key), text("cpu"), int(count), "tQ");
}

export interface PickledTensor {
  readonly count: number;
  readonly offset?: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  readonly type?: string;
  /** Of the storage. */
  readonly key?: string;
}

/** The pickle of { "a": tensor, "b": tensor, ... }, views of storage 0 where they don't say otherwise. */
export function tensors(...all: readonly PickledTensor[]): Uint8Array {
  const items = all.map((tensor, index) => {
    const { offset = 0, shape, strides } = tensor;
    return bytesOf(
      text(String.fromCharCode(97 + index)),
      "ctorch._utils\n_rebuild_tensor_v2\n(",
      storage(tensor),
      int(offset),
      bytesOf("(", ...shape.map(int), "t"),
      bytesOf("(", ...strides.map(int), "t"),
      0x89,
      "ccollections\nOrderedDict\n)RtR",
    );
  });
  return bytesOf(0x80, 2, "}(", ...items, "u.");
}

export function text(value: string): Uint8Array {
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, value.length, true);
  return bytesOf("X", length, value);
}

export function int(value: number): Uint8Array {
  const number = new Uint8Array(8);
  new DataView(number.buffer).setBigInt64(0, BigInt(value), true);
  return bytesOf(0x8a, 8, number);
}
