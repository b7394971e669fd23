import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Hover, InlayHint } from "vscode-languageserver/node.js";
import { Client } from "./support/client.ts";
import { Scene } from "./support/marked.ts";

const specOf = (path: string) => readFileSync(new URL(`../../specs/${path}`, import.meta.url), "utf8");
const nosenet = specOf("nosenet.kpnet");

let client: Client;
beforeAll(async () => {
  client = await Client.start({
    files: {
      "specs/keypoints/ibug68.kpnet": specOf("keypoints/ibug68.kpnet"),
      "specs/blocks/resnet.kpnet": specOf("blocks/resnet.kpnet"),
    },
  });
});
afterAll(async () => {
  expect(await client.stop()).toEqual({ code: 0, errors: "" });
});

const everything = { start: { line: 0, character: 0 }, end: { line: 9999, character: 0 } };

/** The lines that have hints, with the hints in them. */
async function hinted(source: string, path = "spec.kpnet"): Promise<string[]> {
  const scene = await Scene.open(client, { [path]: source });
  const hints = await scene.askFile<InlayHint[]>("textDocument/inlayHint", { range: everything }, path);
  await scene.close();
  const lines = scene.text(path).split("\n");
  for (const { position, label } of [...hints].reverse()) {
    const line = lines[position.line]!;
    lines[position.line] = `${line.slice(0, position.character)} «${label}»${line.slice(position.character)}`;
  }
  return lines.filter((line) => line.includes("«")).map((line) => line.trim());
}

describe("inlay hints", () => {
  it("show what flows out of each step, its range where that changes, and how many parameters a model has", async () => {
    const found = await hinted(nosenet);
    const lines = [
      "resize(60, 80) «[1, 60, 80]»  // height, width",
      "scale(-0.5..0.5) «in -0.5..0.5»",
      "model NoseNet { «130,750 parameters»",
      "conv1    = conv2d(6, kernel: 3, padding: 1) «[6, 60, 80]»",
      "relu1    = relu() «[6, 30, 40] in 0..»",
      "maxpool4 = maxpool2d(2) @allow(lost_pixels) «[32, 3, 5]»  // 7 rows give 3",
      "flatten() «[480]»",
      "replace maxpool1 { avgpool = avgpool2d(2) «[6, 30, 40]» }",
      "append sigmoid = sigmoid() «[2] in 0..1»",
    ];
    expect(found.filter((line) => lines.includes(line))).toEqual(lines);
  });

  it("show what flows out of a repeat", async () => {
    const found = await hinted(specOf("wide-resnet50.kpnet"), "specs/wide-resnet50.kpnet");
    expect(found).toContain("layer1  = repeat i in 0..<3 { Bottleneck(width: 128, out: 256) } «[256, 56, 56]»");
  });

  it("show the shapes of a block's step over all its repetitions", async () => {
    const found = await hinted(`block Halve(out: int) {
  input x: features[C, H, W]
  conv = conv2d(out, kernel: 1, stride: 2)
}
model M {
  input x: image[1, 32, 32]
  a = Halve(4)
  b = Halve(8)
  output y: features[8, 8, 8]
}
`);
    expect(found[0]).toBe("conv = conv2d(out, kernel: 1, stride: 2) «[4, 16, 16] … [8, 8, 8]»");
  });

  it("show what a block nobody calls makes of open sizes", async () => {
    const found = await hinted(
      "block Half(out: int = 4) {\n  input x: features[C, H, W]\n  pool = maxpool2d(2)\n  conv = conv2d(out, kernel: 1)\n}\n",
    );
    expect(found[0]).toMatch(/^pool = maxpool2d\(2\) «\[C, .*H.*\]»$/);
  });

  it("go on behind a step that is wrong, where that can be known", async () => {
    const found = await hinted(
      nosenet.replace("conv2    = conv2d(16, ", "conv2    = conv2d(7 -> 16, ").replace("linear(240)", "linear(240"),
    );
    expect(found).toContain("relu1    = relu() «[6, 30, 40]»");
  });

  it("can be switched off", async () => {
    const settings = (inlayHints: object) =>
      client.connection.sendNotification("workspace/didChangeConfiguration", { settings: { kpc: { inlayHints } } });
    await settings({ shapes: false, ranges: true, parameters: false });
    expect(await hinted(nosenet)).toContain("relu1    = relu() «in 0..»");
    await settings({ shapes: false, ranges: false, parameters: false });
    expect(await hinted(nosenet)).toEqual([]);
    await settings({});
    expect(await hinted(nosenet)).toContain("flatten() «[480]»");
  });
});

/** What is told at the mark. */
async function hovered(source: string, path = "spec.kpnet"): Promise<string> {
  const scene = await Scene.open(client, { [path]: source });
  const found = await scene.ask<Hover | null>("textDocument/hover");
  await scene.close();
  return found === null ? "" : (found.contents as { value: string }).value;
}

describe("hover", () => {
  it("tells of a step what its op does, what flows in and out, and what it takes", async () => {
    const told = await hovered(nosenet.replace("conv1    = conv2d", "conv1    = con<|>v2d"));
    expect(told).toContain("conv2d(out_channels, kernel, stride: 1, padding: 0, dilation: 1, groups: 1, bias: true)");
    expect(told).toContain("as PyTorch's `Conv2d`");
    expect(told).toContain("- `stride`, a whole number, or [height, width]");
    expect(told).toContain("`[1, 60, 80] in -0.5..0.5` → `[6, 60, 80]`");
    expect(told).toContain("60 parameters, 259,200 multiply-adds, 112.5 KiB of activations");
    expect(told).toContain("One number sees 3 x 3 pixels of the input");
  });

  it("tells of a step by its name, where it is used too", async () => {
    const text = (join: string) =>
      `model M {\n  input x: image[1, 4, 4] in 0..1\n  a = conv2d(2, kernel: 1)\n  b = relu()\n  add(${join})\n  output y: features[2, 4, 4]\n}\n`;
    const told = await hovered(text("<|>a"));
    expect(told).toContain("a = conv2d(2, kernel: 1)");
    expect(told).toContain("`[1, 4, 4] in 0..1` → `[2, 4, 4]`");
  });

  it("tells the shapes of every repetition of a step inside a block", async () => {
    const wide = specOf("wide-resnet50.kpnet");
    const files = {
      "specs/blocks/resnet.kpnet": specOf("blocks/resnet.kpnet").replace("conv2 =", "con<|>v2 ="),
      "specs/wide-resnet50.kpnet": wide,
    };
    const scene = await Scene.open(client, files);
    const { value } = (await scene.ask<Hover>("textDocument/hover")).contents as { value: string };
    expect(value).toContain("| layer1.0.conv2 | `[128, 56, 56]` | `[128, 56, 56]` |");
    expect(value).toContain("| layer2.0.conv2 | `[256, 56, 56]` | `[256, 28, 28]` |");
    expect(value).toContain("| layer4.2.conv2 | `[1024, 7, 7]` | `[1024, 7, 7]` |");
    await scene.close();
  });

  it.each([
    ["a model", "model NoseNet {", "model Nose<|>Net {", "multiply-adds"],
    [
      "an argument",
      "kernel: 3",
      "ker<|>nel: 3",
      "`kernel`, a whole number, or [height, width], at least 1: Height and width of a filter.",
    ],
    ["a property", "epochs: 25", "epo<|>chs: 25", "How often training goes through all examples."],
    ["an optimizer", "adam(lr", "ad<|>am(lr", "adam(lr"],
    ["a transform", "grayscale()", "gray<|>scale()", "grayscale()"],
    ["an annotation", "batch: 8 @assumed", "batch: 8 @ass<|>umed", "The document that this is from doesn't say so."],
    ["a keypoint scheme's mirror", "keypoints Imm58", "keypoints Imm<|>58", "Mirror: 0 <-> 12, 1 <-> 11"],
    [
      "which group becomes which",
      "keypoints Imm58",
      "keypoints Imm<|>58",
      "- `eye_image_right` becomes `eye_image_left`",
    ],
    ["a point", "[nose_tip]", "[nose<|>_tip]", "index 52\n\nstays where it is in the mirror"],
  ])("tells of %s", async (_, text, mark, expected) => {
    expect(await hovered(nosenet.replace(text, mark))).toContain(expected);
  });

  it("tells of a diagnostic that is silenced", async () => {
    const told = await hovered(
      nosenet.replace("maxpool4 = maxpool2d(2)", "maxpool4 = maxpool2d(2) @allow(lost<|>_pixels)"),
    );
    expect(told).toMatch(/\*\*lost_pixels\*\* \((note|warning)\)/);
  });

  it("tells what it can in a broken file, and nothing where nothing stands", async () => {
    const broken = nosenet.replace("flatten()", "flatten( = ").replace("conv1    = conv2d", "conv1    = con<|>v2d");
    expect(await hovered(broken)).toContain("conv2d(out_channels");
    expect(await hovered("<|>\nmodel M { }\n")).toBe("");
  });
});
