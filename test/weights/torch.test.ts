import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openBytes } from "../../runtime/weights/open-weights.ts";
import { writeTorch } from "../../runtime/weights/torch/write-torch.ts";
import { expectedTensors, golden } from "./support/goldens.ts";
import { tensors, torchFile } from "./support/pickles.ts";

const versions = ["pt", "legacy.pt"] as const;

describe("what PyTorch wrote is read", () => {
  const files = [
    ...["dtypes", "views", "batchnorm"].flatMap((name) =>
      versions.map((version) => [name, `${name}.${version}`] as const),
    ),
    ...["protocol3", "protocol4", "protocol5", "deflated"].map((way) => ["views", `views.${way}.pt`] as const),
  ];

  test.each(files)("%s: %s", (name, file) => {
    const { format, tensors: described, read } = openBytes(golden(file));
    const found = read();
    expect(format).toBe("torch");
    expect(found).toEqual(expectedTensors(name));
    expect(described.map(({ name: key, shape }) => [key, shape])).toEqual([...found].map(([key, t]) => [key, t.shape]));
  });

  test.each(versions)("every dtype by its name, as %s", (version) => {
    const dtypes = openBytes(golden(`dtypes.${version}`)).tensors.map(({ dtype }) => dtype);
    expect(dtypes).toEqual(["F32", "F64", "F16", "BF16", "I64", "I32", "I16", "I8", "U8", "BOOL"]);
  });

  test("numbers of a machine with the other byte order", () => {
    const pickle = tensors({ count: 2, shape: [2], strides: [1] });
    const swapped = Uint8Array.of(0x3f, 0x80, 0, 0, 0xc0, 0, 0, 0);
    const bigEndian = torchFile(pickle, { "data/0": swapped, byteorder: new TextEncoder().encode("big") });
    expect([...openBytes(bigEndian).read().get("a")!.data]).toEqual([1, -2]);
    const littleEndian = torchFile(pickle, { "data/0": swapped.toReversed() });
    expect([...openBytes(littleEndian).read().get("a")!.data]).toEqual([-2, 1]);
  });
});

test("what is written is read back, whatever it is", () => {
  const shape = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 });
  const tensor = shape.chain((sizes) => {
    const count = sizes.reduce((product, size) => product * size, 1);
    return fc
      .float32Array({ minLength: count, maxLength: count, noNaN: true })
      .map((data) => ({ shape: sizes, data: Float32Array.from(data) }));
  });
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit: "grapheme" }), tensor), (all) => {
      const state = new Map(Object.entries(all));
      expect(openBytes(writeTorch(state)).read()).toEqual(state);
    }),
    { numRuns: 60 },
  );
});

test("what is written is, byte for byte, the file that PyTorch was seen to load (scripts/goldens/weights.py)", () => {
  expect(Buffer.compare(writeTorch(expectedTensors("views")), golden("written.pt"))).toBe(0);
});

test("the same tensors give the same bytes; each storage begins at a multiple of 64", () => {
  const state = expectedTensors("views");
  const file = writeTorch(state);
  expect(writeTorch(state)).toEqual(file);
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  let headers = 0;
  for (let at = 0; view.getUint32(at, true) === 0x04034b50; headers++) {
    const content = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
    expect(content % 64).toBe(0);
    at = content + view.getUint32(at + 22, true);
  }
  expect(headers).toBe(state.size + 3);
});
