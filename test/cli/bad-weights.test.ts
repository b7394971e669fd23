import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Tensor, writeSafetensors } from "../../lib/safetensors.ts";
import { writeTorch } from "../../runtime/weights/torch/write-torch.ts";
import { bytesOf, tensors as pickled, torchFile } from "../weights/support/pickles.ts";
import { kpc, kpcUnharmed, printed, told } from "./support/kpc.ts";
import { makeProject, spec } from "./support/project.ts";

const shapes: Readonly<Record<string, readonly number[]>> = {
  "conv1.weight": [4, 1, 3, 3],
  "conv1.bias": [4],
  "fc.weight": [2, 768],
  "fc.bias": [2],
};

/** The state dict of the project's model; `change` may spoil it. */
function stateDict(change: (tensors: Map<string, Tensor>) => void = () => {}): Map<string, Tensor> {
  const tensors = new Map<string, Tensor>(
    Object.entries(shapes).map(([key, shape]) => {
      const count = shape.reduce((product, size) => product * size, 1);
      return [key, { shape, data: new Float32Array(count).fill(0.25) }];
    }),
  );
  change(tensors);
  return tensors;
}

const safetensors = (tensors: ReadonlyMap<string, Tensor>) => writeSafetensors({ tensors, metadata: {} });
const spoilt = (number: number) => stateDict((all) => all.get("fc.weight")!.data.fill(number, 773, 774));

let cwd: string;
beforeAll(() => {
  cwd = makeProject({
    faces: "none",
    files: { "bad.kpnet": spec.replace("relu()", "rellu()"), "good.pt": writeTorch(stateDict()) },
  });
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const importing = (file: string) => [
  "weights",
  "import",
  file,
  "--into",
  "spec.kpnet#Tiny",
  "--out",
  "out.safetensors",
];

/** What is told of a file of weights: the same by each command that reads it, and nothing is written. */
function wrong(make: (path: string) => void, code = 3): string {
  const path = join(cwd, "bad.pt");
  rmSync(path, { recursive: true, force: true });
  make(path);
  const before = readdirSync(cwd);
  const text = told(kpcUnharmed(importing("bad.pt"), { cwd }), code);
  expect(readdirSync(cwd)).toEqual(before);
  return text;
}
const holding = (content: Uint8Array) => (path: string) => writeFileSync(path, content);

it("weights that fit are taken", () => {
  expect(printed(kpcUnharmed(importing("good.pt"), { cwd }))).toContain("took 4 of Tiny's 4 tensors");
  rmSync(join(cwd, "out.safetensors"));
});

describe("a file of weights that is none", () => {
  const cases: Readonly<Record<string, readonly [make: (path: string) => void, message: string]>> = {
    "is missing": [() => {}, "is missing"],
    "is empty": [holding(new Uint8Array(0)), "is empty, where weights should be"],
    "is a text": [holding(Buffer.from("import torch\n")), "is no file of weights: neither safetensors nor"],
    "is a folder": [mkdirSync, "is a folder, not a file of weights"],
    "is a pipe": [(path) => execFileSync("mkfifo", [path]), "is no plain file"],
    "never ends": [(path) => symlinkSync("/dev/zero", path), "is no plain file"],
    "is larger than any": [
      (path) => {
        writeFileSync(path, "");
        truncateSync(path, 3 * 2 ** 30);
      },
      "has 3.0 GiB; up to 2 GiB are read",
    ],
  };
  it.each(Object.entries(cases))("%s", (_, [make, message]) => {
    expect(wrong(make)).toContain(`kpc: bad.pt ${message}`);
  });
});

describe("weights that no network can work with", () => {
  it.each([
    ["not a number", writeTorch(spoilt(NaN))],
    ["infinite, or too large for float32", safetensors(spoilt(Infinity))],
  ])("%s: the place is told", (what, file) => {
    expect(wrong(holding(file))).toBe(`kpc: bad.pt: fc.weight[1, 5] is ${what}; no network can work with that\n`);
  });
});

describe("weights of another network", () => {
  it("are listed, as far as a screen goes", () => {
    const other = new Map(
      Array.from({ length: 200 }, (_, n) => [`layer.${n}`, { shape: [1], data: Float32Array.of(0) }]),
    );
    const text = wrong(holding(safetensors(other)), 1);
    expect(text).toMatch(/bad\.pt does not fit Tiny:[\s\S]*fc\.weight +\[2, 768\] +missing/);
    expect(text).toMatch(/… and 164 more; --json lists them all\n\nnothing was written/);
    expect(text.split("\n").length).toBeLessThan(60);
  });

  it("are not read into a spec with an error", () => {
    const args = ["weights", "import", "good.pt", "--into", "bad.kpnet"];
    expect(told(kpc(args, { cwd }), 1)).toMatch(/error\[unknown_step\][\s\S]*kpc: bad\.kpnet has errors\n$/);
    expect(existsSync(join(cwd, "Tiny.safetensors"))).toBe(false);
  });
});

describe("a file of weights that is cut off", () => {
  const files = { "PyTorch's": writeTorch(stateDict()), "a safetensors": safetensors(stateDict()) };
  it.each(Object.entries(files))("%s, anywhere", (_, whole) => {
    // Inside the first header, what describes the tensors, their numbers, and what stands last.
    for (const length of [3, 200, Math.floor(whole.length / 2), whole.length - 1])
      expect(wrong(holding(whole.subarray(0, length)))).toMatch(/^kpc: bad\.pt is cut off: [^\n]+\n$/);
  });
});

describe("a hostile file of weights", () => {
  const four = { "data/0": new Uint8Array(16) };
  const deflated = (bytes: number): Uint8Array => {
    const packed = deflateRawSync(Buffer.alloc(2 ** 28));
    const file = torchFile(packed);
    const view = new DataView(file.buffer, file.byteOffset, file.length);
    const entry = view.getUint32(file.length - 6, true);
    view.setUint16(entry + 10, 8, true);
    view.setUint32(entry + 24, bytes, true);
    return file;
  };
  const cases: Readonly<Record<string, readonly [file: () => Uint8Array, message: RegExp]>> = {
    "a pickle with code": [
      () => torchFile(bytesOf("cos\nsystem\n(X", 4, 0, 0, 0, "echotR.")),
      /asks to run os\.system: refused/,
    ],
    "a zip bomb": [() => deflated(2 ** 28), /would expand to far more than the file's own size/],
    "a zip bomb that calls itself small": [() => deflated(1000), /is longer than it says/],
    "a tensor of sixteen gigabytes": [
      () => torchFile(pickled({ count: 4, shape: [2 ** 32], strides: [0] }), four),
      /is refused: its tensors would have 4294967296 numbers/,
    ],
    "a storage that is not there and excuses another": [
      () =>
        torchFile(
          pickled({ count: 4, shape: [2 ** 31], strides: [0] }, { count: 2 ** 40, shape: [1], strides: [1], key: "1" }),
          { ...four, "data/1": new Uint8Array(4) },
        ),
      /has 4 bytes, where its pickle speaks of/,
    ],
    "a million values": [() => torchFile(new Uint8Array(1_500_000).fill(0x5d)), /far more than a state dict needs/],
    "a header of fifty megabytes": [
      () => {
        const file = new Uint8Array(8 + 5e7).fill(0x20);
        new DataView(file.buffer).setBigUint64(0, 50_000_000n, true);
        file[8] = 0x7b;
        return file;
      },
      /is refused: a header of 50000000 bytes/,
    ],
  };
  it.each(Object.entries(cases))("%s", (_, [file, message]) => {
    expect(wrong(holding(file()))).toMatch(message);
  });
});

describe("where weights are written", () => {
  it("older weights are replaced, and nothing else is", () => {
    const out = (name: string) => ["weights", "export", "good.pt", "--out", name];
    expect(printed(kpc(out("good.pt"), { cwd }))).toContain("wrote 4 tensors");
    const before = readFileSync(join(cwd, "spec.kpnet"), "utf8");
    expect(told(kpc(out("spec.kpnet"), { cwd }), 2)).toContain("spec.kpnet is there, and is no file of weights");
    expect(told(kpc([...importing("good.pt").slice(0, -1), "spec.kpnet"], { cwd }), 2)).toContain("no file of weights");
    expect(readFileSync(join(cwd, "spec.kpnet"), "utf8")).toBe(before);

    mkdirSync(join(cwd, "folder"), { recursive: true });
    execFileSync("mkfifo", [join(cwd, "pipe")]);
    const unwritten = "could not be written: ";
    expect(told(kpc(out("folder"), { cwd }), 3)).toContain(`folder ${unwritten}it is a folder`);
    expect(told(kpc(out("pipe"), { cwd }), 3)).toContain(`pipe ${unwritten}what is there is no plain file`);
    expect(told(kpc(out("spec.kpnet/x"), { cwd }), 3)).toContain("there is a file of that name");
    expect(readdirSync(cwd).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });
});
