import { afterAll, beforeAll, expect, it } from "vitest";
import { type DrawingAnswer, drawingRequest } from "../../editor/protocol.ts";
import { Client } from "./support/client.ts";

const blocks = `kpnet 1

block Unit {
  input x: features[C, H, W]
  conv = conv2d(4, kernel: 3, padding: 1)
  relu()
}
`;
const spec = `kpnet 1

import { Unit } from "./blocks.kpnet"

model First {
  input image: image[1, 8, 8] in 0..1
  unit = Unit()
  output maps: features[4, 8, 8]
}

model Second {
  input image: image[1, 8, 8] in 0..1
  layer = repeat i in 0..<2 { Unit() }
  output maps: features[4, 8, 8]
}
`;

let client: Client;
beforeAll(async () => {
  client = await Client.start({ files: { "blocks.kpnet": blocks } });
  expect(await client.open("spec.kpnet", spec)).toEqual([]);
});
afterAll(async () => {
  expect(await client.stop()).toEqual({ code: 0, errors: "" });
});

function ask(params: object = {}): Promise<DrawingAnswer> {
  return client.request(drawingRequest, { textDocument: { uri: client.uri("spec.kpnet") }, expanded: [], ...params });
}

it("draws the first model, one by name, or the one at the cursor", async () => {
  const { models, model, svg } = await ask();
  expect({ models, model }).toEqual({ models: ["First", "Second"], model: "First" });
  expect(svg).toContain('data-path="unit" data-file="spec.kpnet" data-line="7" data-column="3" data-open="false"');
  expect((await ask({ model: "Second" })).model).toBe("Second");
  expect((await ask({ position: { line: 12, character: 4 } })).model).toBe("Second");
  expect((await ask({ position: { line: 2, character: 0 } })).model).toBe("First");
});

it("opens blocks, and says where their steps are written", async () => {
  const { svg, files } = await ask({ expanded: ["unit"] });
  expect(svg).toContain('data-path="unit.conv" data-file="blocks.kpnet" data-line="5" data-column="3">');
  expect(files).toEqual({ "spec.kpnet": client.uri("spec.kpnet"), "blocks.kpnet": client.uri("blocks.kpnet") });
});

it("follows edits, and says why there is nothing to draw", async () => {
  await client.edit("spec.kpnet", { text: spec.replace("unit = Unit()", "unit = Unit(3)") });
  const broken = await ask();
  expect(broken).toEqual({ models: ["First", "Second"], model: "First", files: {}, problem: "First has errors." });
  expect((await ask({ model: "Second" })).svg).toContain("Second");
  await client.edit("spec.kpnet", { text: spec.replaceAll("First", "Other") });
  expect((await ask({ model: "First" })).problem).toBe("There is no model named First any more.");
  await client.edit("spec.kpnet", { text: "kpnet 1\n" });
  expect((await ask()).problem).toBe("There is no model in this file.");
  await client.edit("spec.kpnet", { text: spec });
  expect((await ask()).svg).toContain("First");
});
