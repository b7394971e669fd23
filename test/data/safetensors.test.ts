import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readSafetensors, SafetensorsError, writeSafetensors } from "../../lib/safetensors.ts";

/** A file with this header and this many bytes after it. */
function file(header: unknown, bodyBytes: number, headerBytes?: number): Uint8Array {
  const text = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + text.length + bodyBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerBytes ?? text.length), true);
  bytes.set(text, 8);
  return bytes;
}

const four = { dtype: "F32", shape: [1], data_offsets: [0, 4] };

test("reads what the format's own library wrote, in every dtype", () => {
  const { tensors, metadata } = readSafetensors(readFileSync(new URL("goldens/tensors.safetensors", import.meta.url)));
  const exact = [0, -1.5, 2.25, Math.fround(1e-3), 65504, -0.25];
  expect(metadata).toEqual({ "made by": "torch" });
  expect(tensors.get("single")).toEqual({ shape: [2, 3], data: Float32Array.from(exact) });
  expect([...tensors.get("double")!.data]).toEqual(exact);
  expect([...tensors.get("half")!.data]).toEqual([0, -1.5, 2.25, 0.0010004043579101562, 65504, -0.25]);
  expect([...tensors.get("bfloat")!.data]).toEqual([0, -1.5, 2.25, 0.00099945068359375, 65536, -0.25]);
  expect(tensors.get("count")).toEqual({ shape: [], data: Float32Array.of(7) });
  expect([...tensors.get("bytes")!.data]).toEqual([0, 128, 255]);
  expect(tensors.get("empty")).toEqual({ shape: [0, 3], data: new Float32Array(0) });
});

test("reads every float16 there is", () => {
  const halves = Uint16Array.from({ length: 0x10000 }, (_, bits) => bits);
  const header = file({ a: { dtype: "F16", shape: [0x10000], data_offsets: [0, 0x20000] } }, 0x20000);
  header.set(new Uint8Array(halves.buffer), header.length - 0x20000);
  const read = readSafetensors(header).tensors.get("a")!.data;
  // sign, exponent and fraction as IEEE 754 defines them.
  const defined = Float32Array.from(halves, (bits) => {
    const [sign, exponent, fraction] = [bits >> 15 ? -1 : 1, (bits >> 10) & 31, bits & 1023];
    if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
    return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25);
  });
  expect(read).toEqual(defined);
});

test("reads back what it wrote, whatever it was", () => {
  const tensor = fc.array(fc.float(), { maxLength: 20 }).map((numbers) => ({
    shape: [numbers.length, 1],
    data: Float32Array.from(numbers),
  }));
  const named = fc.dictionary(
    fc.string({ minLength: 1 }).filter((name) => name !== "__metadata__"),
    tensor,
  );
  fc.assert(
    fc.property(named, fc.dictionary(fc.string(), fc.string()), (all, metadata) => {
      const tensors = new Map(Object.entries(all));
      const read = readSafetensors(writeSafetensors({ tensors, metadata: { ...metadata } }));
      expect(read.tensors).toEqual(tensors);
      expect({ ...read.metadata }).toEqual({ ...metadata });
    }),
  );
});

test("tensors begin at a multiple of eight bytes", () => {
  for (const name of ["a", "ab", "abc", "abcd", "abcde", "abcdef", "abcdefg", "abcdefgh"]) {
    const bytes = writeSafetensors({
      tensors: new Map([[name, { shape: [1], data: Float32Array.of(1) }]]),
      metadata: {},
    });
    expect(Number(new DataView(bytes.buffer).getBigUint64(0, true)) % 8).toBe(0);
  }
});

test("what stands in a name is no other tensor", () => {
  const name = '{"a": {"b": 1}, "\\\\';
  const tensors = new Map([[name, { shape: [1], data: Float32Array.of(1) }]]);
  const bytes = writeSafetensors({ tensors, metadata: { "x:y": "{:" } });
  expect([...readSafetensors(bytes).tensors.keys()]).toEqual([name]);
});

test("refuses to write numbers that don't fit their shape", () => {
  const tensors = new Map([["a", { shape: [3], data: Float32Array.of(1, 2) }]]);
  expect(() => writeSafetensors({ tensors, metadata: {} })).toThrow("a: 2 numbers are not [3]");
});

describe("damaged files give one sentence", () => {
  const cases: readonly [string, Uint8Array, RegExp][] = [
    ["empty", new Uint8Array(0), /cut off: 0 bytes/],
    ["seven bytes", new Uint8Array(7), /cut off: 7 bytes/],
    ["header longer than the file", file({ a: four }, 4, 4096), /header should have 4096 bytes/],
    ["header of a petabyte", file({ a: four }, 4, 2 ** 50), /header should have 1125899906842624 bytes/],
    ["no JSON", file("{a", 0), /not JSON/],
    ["not UTF-8", file("{a}", 0).fill(0xff, 8), /not JSON/],
    ["a list", file([], 0), /not a JSON object/],
    ["tensor cut off", file({ a: four }, 3), /1 bytes of its tensors are missing/],
    ["bytes left over", file({ a: four }, 5), /1 bytes after its last tensor/],
    ["overlap", file({ a: four, b: { ...four, data_offsets: [2, 6] } }, 6), /tensor b overlaps another one/],
    ["hole", file({ a: four, b: { ...four, data_offsets: [8, 12] } }, 12), /4 bytes before tensor b/],
    ["a length that lies", file({ a: { ...four, shape: [2] } }, 4), /tensor a has 4 bytes, where F32 \[2\] needs 8/],
    ["a huge shape", file({ a: { ...four, shape: [2 ** 40, 2 ** 40] } }, 4), /tensor a has 4 bytes/],
    ["a negative size", file({ a: { ...four, shape: [-1] } }, 4), /tensor a has no sound shape/],
    ["offsets the wrong way", file({ a: { ...four, data_offsets: [4, 0] } }, 4), /tensor a has no sound data_offsets/],
    ["unknown dtype", file({ a: { ...four, dtype: "F4" } }, 4), /tensor a has dtype "F4"; known are F32/],
    ["an inherited name as dtype", file({ a: { ...four, dtype: "toString" } }, 4), /dtype "toString"/],
    ["no description", file({ a: 4 }, 4), /tensor a is not described/],
    ["a dtype that is nested deep", file(`{"a":{"dtype":${"[".repeat(1e5)}${"]".repeat(1e5)}}}`, 4), /no sound dtype/],
    [
      "sizes that overflow beside a zero",
      file({ a: { ...four, shape: [...Array(20).fill(2 ** 52), 0] } }, 4),
      /needs 0$/,
    ],
    ["too many axes", file({ a: { ...four, shape: Array(65).fill(1) } }, 4), /tensor a has no sound shape/],
    ["one name twice", file(`{"a":${JSON.stringify(four)},"a":${JSON.stringify(four)}}`, 4), /two tensors of one name/],
    [
      "one name twice, in two spellings",
      file(`{"a":${JSON.stringify(four)},"\\u0061":${JSON.stringify(four)}}`, 4),
      /one name/,
    ],
    ["a header beyond all measure", file(" ".repeat(2 ** 24 + 1), 0), /is refused: a header of 16777217 bytes/],
    ["metadata of numbers", file({ __metadata__: { a: 1 }, a: four }, 4), /metadata that is not text/],
  ];
  test.each(cases)("%s", (_, bytes, message) => {
    expect(() => readSafetensors(bytes)).toThrow(SafetensorsError);
    expect(() => readSafetensors(bytes)).toThrow(message);
  });

  test("cut off anywhere", () => {
    const tensors = new Map([["conv1.weight", { shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) }]]);
    const whole = writeSafetensors({ tensors, metadata: { seed: "1" } });
    for (let length = 0; length < whole.length; length++) {
      expect(() => readSafetensors(whole.subarray(0, length))).toThrow(SafetensorsError);
    }
  });
});
