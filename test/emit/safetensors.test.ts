import { expect, test } from "vitest";
import { readSafetensors, weightOf, writeSafetensors } from "../../compiler/5-emit/beside/safetensors.ts";
import * as lib from "../../lib/safetensors.ts";

const data = Float32Array.of(0.5, -2, 3, 1, 0, 65504);
const file = writeSafetensors([
  { key: "conv.weight", shape: [2, 3], data },
  { key: "conv.bias", shape: [1], data: Float32Array.of(7) },
]);

/** A file of one tensor, of any dtype. */
function fileOf(key: string, dtype: string, shape: readonly number[], bytes: Uint8Array): Uint8Array {
  const header = new TextEncoder().encode(JSON.stringify({ [key]: { dtype, shape, data_offsets: [0, bytes.length] } }));
  const whole = new Uint8Array(8 + header.length + bytes.length);
  new DataView(whole.buffer).setBigUint64(0, BigInt(header.length), true);
  whole.set(header, 8);
  whole.set(bytes, 8 + header.length);
  return whole;
}

test("kpc reads what emitted modules write, and they read what it writes", () => {
  expect(lib.readSafetensors(file).tensors.get("conv.weight")).toEqual({ shape: [2, 3], data });
  const tensors = new Map([
    ["conv.weight", { shape: [2, 3], data }],
    ["bn.num_batches_tracked", { shape: [], data: Float32Array.of(12) }],
  ]);
  const theirs = readSafetensors(lib.writeSafetensors({ tensors, metadata: { a: "b" } }));
  expect(weightOf(theirs, "conv.weight", [2, 3])).toEqual(data);
  expect(weightOf(theirs, "bn.num_batches_tracked", [])).toEqual(Float32Array.of(12));
  expect(weightOf(theirs, "other.num_batches_tracked", [])).toEqual(Float32Array.of(0));
});

test.each(["F16", "BF16", "F64"])("%s becomes float32", (dtype) => {
  const bytes = {
    F16: Uint16Array.of(0x3c00, 0xc000, 0x0001, 0x7bff),
    BF16: Uint16Array.of(0x3f80, 0xc000, 0x3380, 0x477f),
    F64: Float64Array.of(1, -2, 2 ** -24, 65504),
  }[dtype]!;
  const tensor = fileOf("w", dtype, [4], new Uint8Array(bytes.buffer));
  const expected = lib.readSafetensors(tensor).tensors.get("w")!.data;
  // A view into something larger, as Node's buffers are.
  const shifted = new Uint8Array([9, ...tensor]).subarray(1);
  expect(weightOf(readSafetensors(shifted), "w", [4])).toEqual(expected);
});

test("what does not fit is an error with the key", () => {
  const stored = readSafetensors(file);
  expect(() => weightOf(stored, "fc.weight", [2])).toThrow("there is no weight fc.weight, but conv.weight, conv.bias");
  expect(() => weightOf(stored, "conv.weight", [3, 2])).toThrow(
    "conv.weight is [2, 3] in the file, where the model has [3, 2]",
  );
  const integers = readSafetensors(fileOf("conv.weight", "I32", [1], new Uint8Array(4)));
  expect(() => weightOf(integers, "conv.weight", [1])).toThrow("conv.weight is of dtype I32");
  const short = readSafetensors(fileOf("conv.weight", "F32", [2], new Uint8Array(4)));
  expect(() => weightOf(short, "conv.weight", [2])).toThrow("conv.weight has 4 bytes, not 8");
});

test("every beginning of a file is refused", () => {
  for (let length = 0; length < file.length; length++)
    expect(() => readSafetensors(file.slice(0, length)), String(length)).toThrow(/safetensors|is cut off/);
  expect(() => readSafetensors(new TextEncoder().encode("<!doctype html><title>Not found</title>"))).toThrow(
    "no safetensors file",
  );
});
