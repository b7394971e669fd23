import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CompletionItem, CompletionList, TextEdit } from "vscode-languageserver/node.js";
import { Client } from "./support/client.ts";
import { Scene } from "./support/marked.ts";

const blocks = `/// Two of them.
block Unit(out: int, stride: int = 1) {
  input x: features[C, H, W]
  conv = conv2d(out, kernel: 3, stride: stride, padding: 1)
}
block Up(out: int) {
  input x: features[C, H, W]
  input skip: features[D, H, W]
  concat(skip)
}
`;

let client: Client;
beforeAll(async () => {
  const capabilities = { textDocument: { completion: { completionItem: { snippetSupport: true } } } };
  client = await Client.start({ files: { "blocks.kpnet": blocks }, capabilities });
});
afterAll(async () => {
  expect(await client.stop()).toEqual({ code: 0, errors: "" });
});

/** What is offered at the mark, best first. */
async function offers(source: string): Promise<CompletionItem[]> {
  const scene = await Scene.open(client, source);
  const { items } = await scene.ask<CompletionList>("textDocument/completion");
  return [...items].sort((a, b) => (a.sortText! < b.sortText! ? -1 : 1));
}

async function labels(source: string): Promise<string[]> {
  return (await offers(source)).map(({ label }) => label);
}

/** The line of the mark after an offer is taken. */
async function taken(source: string, label: string): Promise<string> {
  const item = (await offers(source)).find((each) => each.label === label)!;
  const { range, newText } = item.textEdit as TextEdit;
  const line = source.replace("<|>", "").split("\n")[range.start.line]!;
  return `${line.slice(0, range.start.character)}${newText}${line.slice(range.end.character)}`.trim();
}

const model = (body: string) => `import { Unit, Up } from "./blocks.kpnet"
model Net(width: int = 8) {
  input image: image[3, 32, 32] in 0..1
  stem = conv2d(width, kernel: 3)
${body}
`;

describe("in a model", () => {
  it("offers ops and blocks with what they must be given, and the words that begin a step", async () => {
    const found = await labels(model("  <|>\n}"));
    expect(found).toEqual(
      expect.arrayContaining(["conv2d", "relu", "linear", "Unit", "Up", "branch", "if", "repeat", "output", "budget"]),
    );
    expect(found).not.toContain("mse");
    expect(await taken(model("  conv1 = con<|>\n}"), "conv2d")).toBe(
      "conv1 = conv2d(${1:out_channels}, kernel: ${2:kernel})",
    );
    expect(await taken(model("  a = Un<|>\n}"), "Unit")).toBe("a = Unit(out: ${1:out})");
    expect(await taken(model("  a = U<|>\n}"), "Up")).toBe("a = Up(out: ${1:out}, skip: ${2:skip})");
  });

  it("replaces the whole word, where the cursor stands in one", async () => {
    expect(await taken(model("  conv1 = con<|>v(6)\n}"), "conv2d")).toContain("conv1 = conv2d(");
  });

  it("offers what is named above where a value is meant", async () => {
    expect(await labels(model("  a = relu()\n  branch b from <|>\n  later = relu()\n}"))).toEqual([
      "a",
      "image",
      "stem",
    ]);
    expect((await labels(model("  a = relu()\n  add(<|>)\n}"))).slice(0, 3)).toEqual(["a", "image", "stem"]);
    expect((await labels(model("  a = Up(4, skip: <|>)\n}"))).slice(0, 2)).toEqual(["image", "stem"]);
  });

  it("offers arguments by name but for those that are written, and values for the one that is", async () => {
    const found = await labels(model("  a = conv2d(6, kernel: 3, <|>)\n}"));
    expect(found).toEqual(expect.arrayContaining(["stride", "padding", "bias"]));
    expect(found).not.toContain("kernel");
    expect(await taken(model("  a = conv2d(6, kernel: 3, <|>)\n}"), "bias")).toBe(
      "a = conv2d(6, kernel: 3, bias: ${1:true})",
    );
    expect((await labels(model("  a = conv2d(6, kernel: 3, bias: <|>)\n}"))).slice(0, 2)).toEqual(["false", "true"]);
    expect(await labels(model("  upsample(2, mode: <|>)\n}"))).toEqual(["bilinear", "nearest"]);
    expect(await labels(model("  a = Unit(<|>)\n}"))).toEqual(expect.arrayContaining(["out", "stride", "width"]));
    expect(await labels(model("  a = Unit(<|>)\n}"))).not.toContain("x");
  });

  it("offers variables in values: parameters, constants, the index of a repeat", async () => {
    const found = await labels(`const many = 3\n${model("  r = repeat i in 0..<3 { Unit(<|>) }\n}")}`);
    expect(found).toEqual(expect.arrayContaining(["width", "many", "i"]));
  });

  it("offers roles, measures, annotations and what can be silenced", async () => {
    expect(await labels("model M {\n  input x: <|>\n}")).toEqual(["features", "image", "points", "vector"]);
    expect(await labels(model("  budget { <|> }\n}"))).toContain("parameters");
    expect(await labels(model("  relu() @<|>\n}"))).toEqual(["allow", "assumed", "was"]);
    const silenced = await labels(model("  relu() @allow(<|>)\n}"));
    expect(silenced).toContain("lost_pixels");
    expect(silenced).not.toContain("unknown_step");
  });

  it.each([
    ["a call that is open above", "  a = conv2d(6, kernel: 3\n  <|>"],
    ["no brace behind it", "  <|>"],
    ["a broken step above", "  a = = 3 )\n  <|>\n}"],
    ["a declaration that is broken below", "  <|>\n}\nmodel {\n  a = "],
  ])("works with %s", async (_, body) => {
    expect(await labels(model(body))).toEqual(expect.arrayContaining(["conv2d", "Unit", "branch"]));
  });

  it("offers nothing in a comment or where something new is named", async () => {
    expect(await labels(model("  // con<|>\n}"))).toEqual([]);
    expect(await labels("model <|>")).toEqual([]);
  });

  it("tells about an offer when it is looked at", async () => {
    const items = await offers(model("  <|>\n}"));
    const about = async (label: string) => {
      const item = items.find((each) => each.label === label)!;
      expect(item.documentation).toBeUndefined();
      const { documentation } = await client.request<CompletionItem>("completionItem/resolve", item);
      return (documentation as { value: string }).value;
    };
    expect(await about("conv2d")).toContain("as PyTorch's `Conv2d`");
    expect(await about("Unit")).toContain("Two of them.");
  });
});

describe("between declarations", () => {
  it("offers declarations to begin", async () => {
    const all = ["block", "const", "dataset", "examples", "experiment", "import", "keypoints", "model"];
    expect(await labels("<|>")).toEqual(all);
    expect(await labels("const a = 3\nmo<|>\n")).toEqual(all);
    expect(await labels(`${model("}")}\n<|>`)).toEqual(all);
  });

  it("offers what can be varied or learned from", async () => {
    expect(await labels("model A { }\nmodel B = <|>")).toEqual(["A"]);
    expect(await labels("dataset D { }\nexamples E from <|>")).toEqual(["D"]);
    expect(await labels("model A { }\nmodel B = A <|>")).toEqual(["with"]);
  });

  it("offers files and names to import", async () => {
    expect(await labels('import { } from "<|>')).toContain("./blocks.kpnet");
    expect(await labels('import { } from "./bl<|>"')).toContain("./blocks.kpnet");
    expect(await labels('import { <|> } from "./blocks.kpnet"')).toEqual(["Unit", "Up"]);
  });
});

const varied = (
  edits: string,
) => `${model("  stage = repeat i in 0..<2 { body = Unit(4); relu() }\n  fc = flatten()\n}")}
model Other = Net with {
  ${edits}
}
`;

describe("in a variant", () => {
  it("offers edits, then paths, name by name", async () => {
    expect(await labels(varied("<|>"))).toEqual(["append", "insert", "remove", "rename", "replace", "set"]);
    expect(await labels(varied("remove <|>"))).toEqual(["fc", "stage", "stem"]);
    expect(await labels(varied("remove stage.<|>"))).toEqual(["0", "1"]);
    expect(await labels(varied("remove stage.0.<|>"))).toEqual(["body"]);
    expect(await labels(varied("replace stage.0.body.<|>"))).toEqual(["conv"]);
    expect(await labels(varied("insert a = relu() after st<|>"))).toEqual(["fc", "stage", "stem"]);
  });

  it("offers what can be set", async () => {
    expect(await labels(varied("set <|>"))).toEqual(["width", "fc", "stage", "stem"]);
    expect((await labels(varied("set stem.<|>"))).slice(0, 3)).toEqual(["bias", "dilation", "groups"]);
    expect((await labels(varied("set stage.0.body.<|>"))).slice(0, 2)).toEqual(["out", "stride"]);
    expect(await taken(varied("set stem.ke<|>"), "kernel")).toBe("set stem.kernel: ${1:kernel}");
  });

  it("offers steps where one is inserted", async () => {
    expect(await labels(varied("append x = <|>"))).toEqual(expect.arrayContaining(["relu", "Unit"]));
    expect(await labels(varied("insert x = relu() <|>"))).toEqual(["after", "before"]);
  });
});

const face = (rest: string) => `keypoints Four {
  count: 4
  groups: { eyes: 0..1 }
  names: { nose: 2 }
}
dataset Faces { source: imm("data"); keypoints: Four; split: by_person(train: 1..2, validation: 3..4) }
examples Noses from Faces { resize(8, 8) }
model Net {
  input image: image[3, 8, 8] in 0..1
  flatten()
  fc = linear(2)
  output point: points[1]
}
${rest}`;

describe("in an experiment", () => {
  it("offers properties that are not written, those that must be first", async () => {
    const found = await labels(face("experiment E {\n  model: Net\n  <|>\n}"));
    expect(found.slice(0, 5)).toEqual(["batch", "data", "epochs", "loss", "optimizer"]);
    expect(found).toContain("early_stopping");
    expect(found).not.toContain("model");
  });

  it.each([
    ["declarations", "model: <|>", ["Net"]],
    ["optimizers", "optimizer: <|>", expect.arrayContaining(["adam", "sgd"])],
    ["losses", "loss: <|>", expect.arrayContaining(["mse", "l1"])],
    ["arguments of an optimizer", "optimizer: adam(<|>)", expect.arrayContaining(["lr", "weight_decay"])],
    ["metrics", "metrics: [<|>]", expect.arrayContaining(["nme", "auc"])],
    ["points", "data: Noses\n  metrics: [nme(between: [<|>])]", ["eyes", "nose"]],
    ["fields", "early_stopping: { <|> }", ["patience", "min_delta"]],
    ["outputs with a loss of their own", "model: Net\n  loss: { <|> }", ["point"]],
    ["steps to freeze", "model: Net\n  freeze: [<|>]", ["fc"]],
    ["what can be swept", "optimizer: adam(lr: 1e-3)\n  sweep { optimizer.<|> }", expect.arrayContaining(["lr"])],
  ])("offers %s", async (_, body, expected) => {
    expect(await labels(face(`experiment E {\n  ${body}\n}`))).toEqual(expected);
  });

  it("offers properties and what lies in them where a variant sets them", async () => {
    const variant = (edit: string) =>
      face(`experiment E { model: Net; optimizer: adam(lr: 1e-3) }\nexperiment F = E with { ${edit} }`);
    expect(await labels(variant("set <|>"))).toContain("epochs");
    expect(await labels(variant("set optimizer.<|>"))).toContain("lr");
    expect(await labels(variant("set model: <|>"))).toEqual(["Net"]);
  });
});

it("offers transforms in examples, words and names in their arguments", async () => {
  const examples = (body: string) => face(`examples More from Faces {\n  ${body}\n}`);
  expect(await labels(examples("<|>"))).toEqual(expect.arrayContaining(["grayscale", "resize", "augment"]));
  expect(await taken(examples("augment train { rot<|> }"), "rotate")).toBe(
    "augment train { rotate(${1:-15deg..15deg}) }",
  );
  expect(await labels(examples("keep_points([<|>])"))).toEqual(["eyes", "nose"]);
});

it("writes plain text for an editor without snippets", async () => {
  const plain = await Client.start();
  const scene = await Scene.open(plain, "model M {\n  input x: image[1, 8, 8]\n  a = con<|>\n}");
  const { items } = await scene.ask<CompletionList>("textDocument/completion");
  const item = items.find(({ label }) => label === "conv2d")!;
  expect(item.insertTextFormat).toBeUndefined();
  expect((item.textEdit as TextEdit).newText).toBe("conv2d(out_channels, kernel: kernel)");
  await plain.stop();
});
