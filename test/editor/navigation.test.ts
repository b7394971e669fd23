import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DocumentHighlight, DocumentLink, Location, WorkspaceEdit } from "vscode-languageserver/node.js";
import { applied } from "./support/applied.ts";
import { Client } from "./support/client.ts";
import { Scene, shown } from "./support/marked.ts";

let client: Client;
beforeAll(async () => {
  client = await Client.start();
});
afterAll(async () => {
  expect(await client.stop()).toEqual({ code: 0, errors: "" });
});

const blocks = `block Unit(out: int, stride: int = 1) {
  input x: features[C, H, W]
  conv = conv2d(out, kernel: 3, stride: stride, padding: 1)
  relu()
}
`;
const network = `import { Unit } from "./blocks.kpnet"
const classes = 10
model Net(width: int = 8) {
  input image: image[3, 32, 32] in 0..1
  stem = Unit(width)
  stage = repeat i in 0..<2 { body = Unit(width * 2, stride: i + 1); relu() }
  branch side from stem { conv2d(16, kernel: 1, stride: 2) }
  add(side)
  flatten()
  fc = linear(classes)
  output scores: vector[classes]
}
model Wide = Net with {
  set width: 16
  replace stage.0.body.conv { conv = conv2d(32, kernel: 1) }
  set stage.1.body.stride: 1
  insert drop = dropout(p: 0.5) after fc
}
`;

/** Where the name at the mark is defined. */
async function defined(source: string, files: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const scene = await Scene.open(client, { ...files, "spec.kpnet": source });
  return (await scene.ask<Location[]>("textDocument/definition")).map((each) => scene.show(each));
}

const withBlocks = (source: string) => defined(source, { "blocks.kpnet": blocks });
const at = (text: string, mark: string) => network.replace(text, mark);

describe("definition", () => {
  it.each([
    ["a constant", at("linear(classes)", "linear(cla<|>sses)"), "spec.kpnet: const ‹classes› = 10"],
    [
      "a block in another file",
      at("stem = Unit", "stem = Un<|>it"),
      "blocks.kpnet: block ‹Unit›(out: int, stride: int = 1) {",
    ],
    [
      "a name that is imported",
      at("{ Unit }", "{ <|>Unit }"),
      "blocks.kpnet: block ‹Unit›(out: int, stride: int = 1) {",
    ],
    ["a parameter", at("Unit(width)", "Unit(<|>width)"), "spec.kpnet: model Net(‹width›: int = 8) {"],
    [
      "a parameter of a block at its call",
      at("stride: i", "stri<|>de: i"),
      "blocks.kpnet: block Unit(out: int, ‹stride›: int = 1) {",
    ],
    [
      "the variable of a repeat",
      at("i + 1", "<|>i + 1"),
      "spec.kpnet: stage = repeat ‹i› in 0..<2 { body = Unit(width * 2, stride: i + 1); relu() }",
    ],
    ["a step that a branch begins at", at("from stem", "from st<|>em"), "spec.kpnet: ‹stem› = Unit(width)"],
    [
      "a branch that is joined",
      at("add(side)", "add(<|>side)"),
      "spec.kpnet: branch ‹side› from stem { conv2d(16, kernel: 1, stride: 2) }",
    ],
    ["a model that is varied", at("= Net with", "= N<|>et with"), "spec.kpnet: model ‹Net›(width: int = 8) {"],
    ["a parameter that a variant sets", at("set width", "set <|>width"), "spec.kpnet: model Net(‹width›: int = 8) {"],
    [
      "a step inside a block, from a variant's path",
      at("body.conv", "body.c<|>onv"),
      "blocks.kpnet: ‹conv› = conv2d(out, kernel: 3, stride: stride, padding: 1)",
    ],
    [
      "a step inside a repeat, from a variant's path",
      at("0.body.conv", "0.<|>body.conv"),
      "spec.kpnet: stage = repeat i in 0..<2 { ‹body› = Unit(width * 2, stride: i + 1); relu() }",
    ],
    [
      "a block's parameter, from a variant's path",
      at("body.stride", "body.str<|>ide"),
      "blocks.kpnet: block Unit(out: int, ‹stride›: int = 1) {",
    ],
    ["a step that something is inserted after", at("after fc", "after f<|>c"), "spec.kpnet: ‹fc› = linear(classes)"],
  ])("finds %s", async (_, source, expected) => {
    expect(await withBlocks(source)).toEqual([expected]);
  });

  it("leads from an import to its file, and nowhere from what the language has", async () => {
    const scene = await Scene.open(client, { "blocks.kpnet": blocks, "spec.kpnet": at("./blocks", "./<|>blocks") });
    expect(await scene.ask("textDocument/definition")).toMatchObject([{ uri: client.uri("blocks.kpnet") }]);
    expect(await withBlocks(at("linear(", "lin<|>ear("))).toEqual([]);
  });

  it("works in a file that is broken elsewhere, and in the broken step itself", async () => {
    const broken = at("add(side)", "add(si<|>de")
      .replace("flatten()", "flatten(")
      .replace("const classes = 10", "const = ");
    expect(await withBlocks(broken)).toEqual([]);
    expect(await withBlocks(at("from stem", "from st<|>em").replace("flatten()", "flatten( = "))).toEqual([
      "spec.kpnet: ‹stem› = Unit(width)",
    ]);
  });
});

const face = `keypoints Four {
  count: 4
  groups: { eyes: 0..1 }
  names: { nose: 2 }
}
dataset Faces { source: imm("data"); keypoints: Four; split: by_person(train: 1..2, validation: 3..4) }
examples Noses from Faces {
  keep_points([nose])
  resize(8, 8)
}
model Net {
  input image: image[3, 8, 8] in 0..1
  flatten()
  fc = linear(2)
  output point: points[1]
}
experiment First {
  model: Net
  data: Noses
  loss: { point: mse() }
  optimizer: adam(lr: 1e-3)
  epochs: 1
  batch: 1
  freeze: [fc.bias]
  metrics: [nme(between: [eyes, nose])]
}
experiment Second = First with { set data: Noses; set loss.point: l1() }
`;

describe("definition in experiments", () => {
  it.each([
    ["a model", "model: Net", "model: <|>Net", "spec.kpnet: model ‹Net› {"],
    ["a keypoint", "[nose])\n  resize", "[<|>nose])\n  resize", "spec.kpnet: names: { ‹nose›: 2 }"],
    ["a group of keypoints", "[eyes", "[<|>eyes", "spec.kpnet: groups: { ‹eyes›: 0..1 }"],
    ["an output with a loss of its own", "{ point:", "{ po<|>int:", "spec.kpnet: output ‹point›: points[1]"],
    ["an output in a variant", "loss.point", "loss.po<|>int", "spec.kpnet: output ‹point›: points[1]"],
    ["a step that is frozen", "[fc.bias", "[f<|>c.bias", "spec.kpnet: ‹fc› = linear(2)"],
    ["examples that a variant sets", "set data: N", "set data: <|>N", "spec.kpnet: examples ‹Noses› from Faces {"],
  ])("finds %s", async (_, text, mark, expected) => {
    expect(await defined(face.replace(text, mark))).toEqual([expected]);
  });

  it("leads from a thing to what it is made of", async () => {
    const typed = async (text: string, mark: string) => {
      const scene = await Scene.open(client, face.replace(text, mark));
      return (await scene.ask<Location[]>("textDocument/typeDefinition")).map((each) => scene.show(each));
    };
    expect(await typed("experiment First", "experiment <|>First")).toEqual(["spec.kpnet: model ‹Net› {"]);
    expect(await typed("data: Noses", "data: <|>Noses")).toEqual(["spec.kpnet: keypoints ‹Four› {"]);
    const scene = await Scene.open(client, {
      "blocks.kpnet": blocks,
      "spec.kpnet": at("after fc", "after fc").replace("from stem", "from <|>stem"),
    });
    const [block] = await scene.ask<Location[]>("textDocument/typeDefinition");
    expect(scene.show(block!)).toBe("blocks.kpnet: block ‹Unit›(out: int, stride: int = 1) {");
  });
});

describe("references", () => {
  it("are found in all files of the project, open or not", async () => {
    client.write(
      "unopened.kpnet",
      'import { Unit as U } from "./blocks.kpnet"\nmodel Other { input x: image[1, 4, 4]; a = U(2); output y: features[2, 4, 4] }\n',
    );
    const scene = await Scene.open(client, {
      "blocks.kpnet": blocks.replace("block Unit", "block <|>Unit"),
      "spec.kpnet": network,
    });
    const found = await scene.ask<Location[]>("textDocument/references", { context: { includeDeclaration: false } });
    const { uri } = found.find((each) => each.uri.endsWith("unopened.kpnet"))!;
    expect(uri).toBe(client.uri("unopened.kpnet"));
    expect(found.map((each) => scene.show(each)).filter((each) => each.startsWith("spec"))).toEqual([
      'spec.kpnet: import { ‹Unit› } from "./blocks.kpnet"',
      "spec.kpnet: stem = ‹Unit›(width)",
      "spec.kpnet: stage = repeat i in 0..<2 { body = ‹Unit›(width * 2, stride: i + 1); relu() }",
    ]);
    expect(found.filter((each) => each.uri === uri)).toHaveLength(3);
  });

  it("are highlighted in the file", async () => {
    const scene = await Scene.open(client, { "blocks.kpnet": blocks, "spec.kpnet": at("from stem", "from st<|>em") });
    const found = await scene.ask<DocumentHighlight[]>("textDocument/documentHighlight");
    expect(found.map(({ range }) => shown(scene.text(), range))).toEqual([
      "‹stem› = Unit(width)",
      "branch side from ‹stem› { conv2d(16, kernel: 1, stride: 2) }",
    ]);
  });
});

/** The files as they are after a rename, or why there is none. */
async function renamed(
  files: Readonly<Record<string, string>>,
  newName: string,
): Promise<Record<string, string> | string> {
  const scene = await Scene.open(client, files);
  try {
    const { changes } = await scene.ask<WorkspaceEdit>("textDocument/rename", { newName });
    return Object.fromEntries(
      Object.entries(changes!).map(([uri, edits]) => {
        const path = Object.keys(files).find((each) => client.uri(each) === uri)!;
        return [path, applied(scene.text(path), edits)];
      }),
    );
  } catch (error) {
    return (error as Error).message;
  }
}

describe("rename", () => {
  it("changes a block's name in all files", async () => {
    const files = { "blocks.kpnet": blocks.replace("block Unit", "block Un<|>it"), "spec.kpnet": network };
    await client.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [] });
    client.write("unopened.kpnet", "");
    expect(await renamed(files, "Cell")).toEqual({
      "blocks.kpnet": blocks.replace("Unit", "Cell"),
      "spec.kpnet": network.replaceAll("Unit", "Cell"),
    });
  });

  it("changes a step inside a block, and the paths of variants that lead there", async () => {
    const files = { "blocks.kpnet": blocks.replace("  conv =", "  co<|>nv ="), "spec.kpnet": network };
    expect(await renamed(files, "filter")).toEqual({
      "blocks.kpnet": blocks.replace("  conv =", "  filter ="),
      "spec.kpnet": network.replace("body.conv ", "body.filter "),
    });
  });

  it("changes the name that an import gives in its file alone", async () => {
    const importing = network.replace("{ Unit }", "{ Unit as U }").replaceAll("= Unit(", "= U(");
    const files = { "blocks.kpnet": blocks, "spec.kpnet": importing.replace("stem = U(", "stem = <|>U(") };
    expect(await renamed(files, "Cell")).toEqual({
      "spec.kpnet": importing.replace("as U", "as Cell").replaceAll("= U(", "= Cell("),
    });
  });

  it("changes parameters where they are used and given", async () => {
    const files = { "blocks.kpnet": blocks.replace("stride: int", "str<|>ide: int"), "spec.kpnet": network };
    expect(await renamed(files, "step")).toEqual({
      "blocks.kpnet": blocks.replace("stride: int", "step: int").replace("stride: stride", "stride: step"),
      "spec.kpnet": network.replace("stride: i", "step: i").replace("body.stride", "body.step"),
    });
  });

  it("refuses what can't be a name, and one that is taken", async () => {
    const files = { "blocks.kpnet": blocks, "spec.kpnet": at("model Net(", "model N<|>et(") };
    expect(await renamed(files, "9lives")).toBe("`9lives` is no name: letters, digits and `_` make one");
    expect(await renamed(files, "repeat")).toBe("`repeat` is a word of the language");
    expect(await renamed(files, "Wide")).toBe("there is something named `Wide` already");
  });

  it("offers nothing at names of the language", async () => {
    const scene = await Scene.open(client, { "blocks.kpnet": blocks, "spec.kpnet": at("flatten()", "flat<|>ten()") });
    expect(await scene.ask("textDocument/prepareRename")).toBeNull();
    const named = await Scene.open(client, { "blocks.kpnet": blocks, "spec.kpnet": at("  stem", "  st<|>em") });
    expect(await named.ask("textDocument/prepareRename")).toMatchObject({ placeholder: "stem" });
  });
});

it("links imports to their files", async () => {
  const scene = await Scene.open(client, { "blocks.kpnet": blocks, "spec.kpnet": network });
  const found = await scene.askFile<DocumentLink[]>("textDocument/documentLink");
  expect(found.map(({ target, range }) => [target, shown(network, range)])).toEqual([
    [client.uri("blocks.kpnet"), 'import { Unit } from ‹"./blocks.kpnet"›'],
  ]);
});
