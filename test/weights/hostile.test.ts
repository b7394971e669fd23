import { deflateRawSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { openBytes } from "../../runtime/weights/open-weights.ts";
import { ZipFile } from "../../runtime/weights/zip/read-zip.ts";
import { writeZip } from "../../runtime/weights/zip/write-zip.ts";
import { randomNumbers } from "../support/random.ts";
import { golden } from "./support/goldens.ts";
import { bytesOf, type PickledTensor, tensors, text, torchFile } from "./support/pickles.ts";

const open = (file: Uint8Array) => openBytes(file).read();
/** Of a broken file, on a slow and busy machine. */
const quick = 3000;

function expectRefusal(file: Uint8Array, message: RegExp) {
  const start = performance.now();
  let thrown: unknown;
  try {
    open(file);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(Error);
  expect((thrown as Error).message).toMatch(message);
  expect((thrown as Error).message.length).toBeLessThan(400);
  expect(performance.now() - start).toBeLessThan(quick);
}

describe("nothing is ever run", () => {
  const cases: readonly (readonly [string, Uint8Array, RegExp])[] = [
    ["os.system, pickled by Python", golden("system.pt"), /^asks to run posix\.system: refused/],
    ["eval", golden("eval.pt"), /^asks to run __builtin__\.eval: refused/],
    ["a whole module", golden("module.pt"), /^asks to run torch\.nn\.modules\.linear\.Linear: refused/],
    ["os.system in protocol 0", torchFile(bytesOf("cos\nsystem\n(S'echo'\ntR.")), /^asks to run os\.system/],
    [
      "a global by STACK_GLOBAL",
      torchFile(bytesOf(0x80, 4, text("subprocess"), text("Popen"), 0x93, ".")),
      /subprocess\.Popen/,
    ],
    ["INST", torchFile(bytesOf("(ios\nsystem\n.")), /opcode 0x69/],
    ["EXT1", torchFile(bytesOf(0x80, 2, 0x82, 1, ".")), /opcode 0x82/],
    ["a name of JavaScript's", torchFile(bytesOf("cconstructor\nconstructor\n.")), /asks to run constructor/],
    ["an inherited name", torchFile(bytesOf("c\ntoString\n.")), /asks to run \.toString/],
    [
      "a long name with control characters",
      torchFile(bytesOf(`c${"\x1b[2J".repeat(9999)}\nx\n.`)),
      /asks to run \\u001b/,
    ],
    ["a call of a storage type", torchFile(bytesOf("ctorch\nFloatStorage\n)R.")), /calls what is no function/],
    [
      "code behind a legacy file's version",
      bytesOf(golden("views.legacy.pt").subarray(0, 15), 0x80, 2, "cos\nsystem\n."),
      /asks to run os\.system/,
    ],
  ];
  test.each(cases)("%s", (_, file, message) => expectRefusal(file, message));
});

describe("what is no state dict is said to be so", () => {
  const cases: readonly (readonly [string, Uint8Array, RegExp])[] = [
    ["more than a state dict", golden("checkpoint.pt"), /under "epoch" it holds a number; save it with torch\.save/],
    ["a tensor", golden("tensor.pt"), /holds no state dict but a tensor/],
    ["a number as key", torchFile(bytesOf("}K", 1, "Ns.")), /one of its keys is a number/],
    ["a zip file of something else", writeZip([{ name: "a.txt", content: text("a") }]), /it has no data\.pkl/],
    ["nothing", new Uint8Array(0), /is empty/],
    ["a picture", bytesOf(0xff, 0xd8, 0xff, 0xe0, "JFIF and so on"), /neither safetensors nor a state dict/],
  ];
  test.each(cases)("%s", (_, file, message) => expectRefusal(file, message));
});

describe("claims are checked before anything is made", () => {
  const four = { "data/0": new Uint8Array(16) };
  const one = (tensor: PickledTensor, others: Record<string, Uint8Array> = four) => torchFile(tensors(tensor), others);
  const cases: readonly (readonly [string, Uint8Array, RegExp])[] = [
    [
      "a storage of a petabyte",
      one({ count: 2 ** 50, shape: [4], strides: [1] }),
      /has 16 bytes, where its pickle speaks/,
    ],
    ["a shape beyond its storage", one({ count: 4, shape: [5], strides: [1] }), /beyond the 4 numbers stored/],
    ["an offset beyond it", one({ count: 4, offset: 4, shape: [1], strides: [1] }), /beyond the 4 numbers/],
    ["strides beyond it", one({ count: 4, shape: [2, 2], strides: [3, 1] }), /beyond the 4 numbers/],
    ["a negative stride", one({ count: 4, shape: [2], strides: [-1] }), /not described as PyTorch does/],
    ["a negative size", one({ count: 4, shape: [-2], strides: [1] }), /not described as PyTorch does/],
    ["huge sizes", one({ count: 4, shape: [2 ** 52, 2 ** 52], strides: [1, 1] }), /beyond the 4 numbers/],
    [
      "one number shown 10^15 times",
      one({ count: 4, shape: [1e15], strides: [0] }),
      /is refused: its tensors would have 1e\+?15|1000000000000000/,
    ],
    [
      "sizes that overflow",
      one({ count: 4, shape: Array<number>(64).fill(2 ** 50), strides: Array<number>(64).fill(0) }),
      /is refused/,
    ],
    [
      "too many axes",
      one({ count: 4, shape: Array<number>(65).fill(1), strides: Array<number>(65).fill(1) }),
      /strides are not those/,
    ],
    ["other strides than axes", one({ count: 4, shape: [2, 2], strides: [1] }), /strides are not those/],
    [
      "sizes that overflow beside a zero, and hide what other tensors would take",
      torchFile(
        tensors(
          { count: 4, shape: [...Array<number>(20).fill(2 ** 52), 0], strides: Array<number>(21).fill(0) },
          { count: 4, shape: [2 ** 34], strides: [0] },
        ),
        four,
      ),
      /is refused: its tensors would have/,
    ],
    [
      "a huge view that a storage excuses, which is not there",
      torchFile(
        tensors({ count: 4, shape: [2 ** 31], strides: [0] }, { count: 2 ** 40, shape: [1], strides: [1], key: "1" }),
        { ...four, "data/1": new Uint8Array(4) },
      ),
      /data\/1 has 4 bytes, where its pickle speaks of 4398046511104/,
    ],
    ["a missing storage", one({ count: 4, shape: [4], strides: [1] }, {}), /lacks archive\/data\/0/],
    [
      "a dtype that is not read",
      one({ count: 2, shape: [2], strides: [1], type: "ComplexFloatStorage" }),
      /ComplexFloatStorage/,
    ],
    [
      "one storage in two ways",
      torchFile(
        tensors({ count: 4, shape: [4], strides: [1] }, { count: 2, shape: [2], strides: [1], type: "DoubleStorage" }),
        four,
      ),
      /describes storage 0 in two ways/,
    ],
    ["a text longer than the file", torchFile(bytesOf("X", 0xff, 0xff, 0xff, 0xff, "a.")), /pickle is cut off/],
    ["a text of 2^63 bytes", torchFile(bytesOf(0x8d, ...Array(8).fill(0x7f), "a.")), /pickle is cut off/],
    ["a number of 255 bytes", torchFile(bytesOf(0x8a, 255, new Uint8Array(255), ".")), /a number of 255 bytes/],
    ["no end", torchFile(bytesOf("}")), /pickle is cut off/],
    ["no value", torchFile(bytesOf(".")), /takes a value where there is none/],
    ["a mark that isn't there", torchFile(bytesOf("t.")), /never set/],
    ["a memo that isn't there", torchFile(bytesOf("h", 7, ".")), /recalls value 7/],
    ["a text that is no UTF-8", torchFile(bytesOf("X", 1, 0, 0, 0, 0xff, ".")), /not UTF-8/],
  ];
  test.each(cases)("%s", (_, file, message) => expectRefusal(file, message));
});

describe("bombs", () => {
  test("ten million lists in a byte each", () => {
    expectRefusal(torchFile(new Uint8Array(1e7).fill("]".charCodeAt(0))), /far more than a state dict needs/);
  });

  test("a million marks", () => {
    expectRefusal(torchFile(new Uint8Array(1e7).fill("(".charCodeAt(0))), /far more than a state dict needs/);
  });

  test("lists of lists that double sixty times", () => {
    const doubled = Array.from({ length: 60 }, (_, n) => bytesOf("]q", n + 1, "(h", n, "h", n, "e"));
    expectRefusal(torchFile(bytesOf("]q", 0, ...doubled, ".")), /holds no state dict but a list/);
  });

  test("a tuple in a tuple, 400,000 deep, also as a key and as a name", () => {
    const deep = bytesOf(")", new Uint8Array(400_000).fill(0x85));
    expectRefusal(torchFile(bytesOf(deep, ".")), /holds no state dict but a list or tuple/);
    expectRefusal(torchFile(bytesOf("}", deep, "Ns.")), /one of its keys is a list or tuple/);
    expectRefusal(torchFile(bytesOf(deep, "N", 0x93, ".")), /names a global by what is no text/);
    expectRefusal(torchFile(bytesOf(deep, "Q.")), /not described as PyTorch does/);
  });

  test("a dict that holds itself", () => {
    expectRefusal(torchFile(bytesOf("}q", 0, text("a"), "h", 0, "s.")), /under "a" it holds a dict/);
  });

  test("an entry that expands a thousandfold", () => {
    const content = new Uint8Array(2 ** 26);
    const packed = deflateRawSync(content);
    expect(packed.length).toBeLessThan(2 ** 17);
    expectRefusal(
      deflatedEntry("archive/data.pkl", packed, content.length),
      /expand to far more than the file's own size/,
    );
    expectRefusal(deflatedEntry("archive/data.pkl", packed, 100), /data\.pkl is longer than it says/);
    expectRefusal(deflatedEntry("archive/data.pkl", deflateRawSync(text("short")), 100), /where it says 100/);
    expectRefusal(deflatedEntry("archive/data.pkl", bytesOf("no deflate"), 100), /can't be decompressed/);
  });

  test("entries beyond all measure", () => {
    const file = writeZip(Array.from({ length: 60_000 }, (_, n) => ({ name: String(n), content: new Uint8Array(0) })));
    expectRefusal(file, /60,000 entries are far more than a state dict needs/);
  });

  test("entries that overlap", () => {
    const file = writeZip(["a", "b"].map((name) => ({ name, content: new Uint8Array(1000) })));
    const second = secondEntry(file);
    new DataView(file.buffer, file.byteOffset).setUint32(second + 42, 0, true);
    expectRefusal(file, /overlaps another entry/);
  });

  test("two entries of one name", () => {
    const file = writeZip(["a", "a"].map((name) => ({ name, content: new Uint8Array(10) })));
    expectRefusal(file, /two entries have one name/);
  });
});

test("zip64 lengths are read, and believed no more than others", () => {
  const plain = writeZip([{ name: "a", content: text("hello") }]);
  expect(new ZipFile(zip64(plain, 0)).read("a")).toEqual(text("hello"));
  for (const off of [1, 2 ** 40, 2 ** 60]) expect(() => new ZipFile(zip64(plain, off))).toThrow(/damaged/);
});

test("a file cut off anywhere is an error", () => {
  for (const name of ["views.pt", "views.legacy.pt", "views.deflated.pt"]) {
    const whole = golden(name);
    for (let length = 0; length < whole.length; length += 7)
      expect(() => open(whole.subarray(0, length)), `${name} of ${length} bytes`).toThrow(Error);
  }
});

describe("damaged at random, a file gives a clear error or what it held", () => {
  test.each(["views.pt", "batchnorm.pt", "views.deflated.pt", "dtypes.pt"])("%s", (name) => {
    const random = randomNumbers(name.length);
    const whole = golden(name);
    const held = open(whole);
    let errors = 0;
    for (let round = 0; round < 300; round++) {
      const damaged = Uint8Array.from(whole);
      for (let flips = 1 + Math.floor(random() * 3); flips > 0; flips--)
        damaged[Math.floor(random() * damaged.length)] = Math.floor(random() * 256);
      try {
        expect(open(damaged)).toEqual(held);
      } catch (error) {
        errors += 1;
        expect((error as Error).constructor.name, String(error)).toMatch(/^(Zip|Torch|Pickle|Safetensors)Error$/);
      }
    }
    expect(errors).toBeGreaterThan(50);
  });

  test("a pickle, which a checksum no longer protects", () => {
    const random = randomNumbers(7);
    const pickle = tensors({ count: 4, shape: [2, 2], strides: [2, 1] }, { count: 4, shape: [], strides: [] });
    for (let round = 0; round < 1000; round++) {
      const damaged = Uint8Array.from(pickle);
      damaged[Math.floor(random() * damaged.length)] = Math.floor(random() * 256);
      try {
        for (const { shape, data } of open(torchFile(damaged, { "data/0": new Uint8Array(16) })).values())
          expect(data.length).toBe(shape.reduce((product, size) => product * size, 1));
      } catch (error) {
        expect((error as Error).constructor.name, String(error)).toMatch(/^(Zip|Torch|Pickle)Error$/);
      }
    }
  });
});

/** A zip file of one entry that says it was deflated. */
function deflatedEntry(name: string, packed: Uint8Array, bytes: number): Uint8Array {
  const file = writeZip([{ name, content: packed }]);
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  const entry = view.getUint32(file.length - 6, true);
  view.setUint16(entry + 10, 8, true);
  view.setUint32(entry + 24, bytes, true);
  return file;
}

/** Where the directory's second entry begins. */
function secondEntry(file: Uint8Array): number {
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  const first = view.getUint32(file.length - 6, true);
  return first + 46 + view.getUint16(first + 28, true);
}

/** The same file with its one entry's length, and its directory's place, in zip64 fields; `off` is added to the length. */
function zip64(file: Uint8Array, off: number): Uint8Array {
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  const directory = view.getUint32(file.length - 6, true);
  const nameBytes = view.getUint16(directory + 28, true);
  const length = BigInt(view.getUint32(directory + 24, true)) + BigInt(off);
  const entry = bytesOf(
    file.subarray(directory, directory + 46 + nameBytes),
    1,
    0,
    16,
    0,
    uint64(length),
    uint64(length),
  );
  const entryView = new DataView(entry.buffer, entry.byteOffset);
  entryView.setUint32(20, 0xffffffff, true);
  entryView.setUint32(24, 0xffffffff, true);
  entryView.setUint16(30, 20, true);
  const endAt = directory + entry.length;
  const versions = new Uint8Array(12);
  const one = uint64(1n);
  const end = bytesOf(
    "PK",
    6,
    6,
    uint64(44n),
    versions,
    one,
    one,
    uint64(BigInt(entry.length)),
    uint64(BigInt(directory)),
  );
  const locator = bytesOf("PK", 6, 7, 0, 0, 0, 0, uint64(BigInt(endAt)), 1, 0, 0, 0);
  const oldEnd = bytesOf("PK", 5, 6, 0, 0, 0, 0, new Uint8Array(12).fill(0xff), 0, 0);
  return bytesOf(file.subarray(0, directory), entry, end, locator, oldEnd);
}

function uint64(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value, true);
  return bytes;
}
