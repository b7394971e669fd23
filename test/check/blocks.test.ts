import { describe, expect, it } from "vitest";
import type { Graph } from "../../compiler/ir/graph.ts";
import { checkText, modelOf, told } from "../support/check.ts";

const bottleneck = `block Bottleneck(width: int, out: int, stride: int = 1) {
  input x: features[C, H, W]
  conv1 = conv2d(width, kernel: 1, bias: false)
  relu()
  conv2 = conv2d(width, kernel: 3, stride: stride, padding: 1, bias: false)
  relu()
  conv3 = conv2d(out, kernel: 1, bias: false)
  if stride != 1 or C != out {
    branch downsample from x {
      conv2d(out, kernel: 1, stride: stride, bias: false)
      tanh()
    }
    add(downsample)
  } else {
    add(x)
  }
  relu()
}
`;

function model(steps: string, output = "maps: features[C, H, W]"): string {
  return `model M {\n  input image: image[4, 16, 16] in -1..1\n  ${steps}\n  output ${output}\n}\n`;
}

const paths = ({ nodes }: Pick<Graph, "nodes">) => nodes.map((node) => node.path);
const inputsOf = ({ nodes }: Pick<Graph, "nodes">, path: string) => nodes.find((node) => node.path === path)?.inputs;

describe("blocks, repeats and branches", () => {
  const graph = modelOf(
    `${bottleneck}${model(
      "layer = repeat i in 0..<2 { Bottleneck(width: 2, out: 8, stride: if i == 0 then 2 else 1) }",
    )}`,
  );

  it("name their steps as PyTorch's state dict does", () => {
    expect(graph.nodes.flatMap((node) => node.weights.map((weight) => weight.key))).toEqual([
      "layer.0.conv1.weight",
      "layer.0.conv2.weight",
      "layer.0.conv3.weight",
      "layer.0.downsample.0.weight",
      "layer.1.conv1.weight",
      "layer.1.conv2.weight",
      "layer.1.conv3.weight",
    ]);
    expect(paths(graph)).toContain("layer.0.downsample.1");
    expect(graph.containers).toMatchObject([
      { path: "layer", kind: "repeat" },
      { path: "layer.0", kind: "block", block: "Bottleneck" },
      { path: "layer.0.downsample", kind: "branch" },
      { path: "layer.1", kind: "block", block: "Bottleneck" },
    ]);
    // The repeat's place begins at its name, a turn's at its call.
    const starts = graph.containers.map(({ place }) => place.span.start);
    expect(starts[0]).toBeLessThan(starts[1]!);
    expect(starts[3]).toBe(starts[1]);
  });

  it("join what flows through the chain with what they name", () => {
    expect(inputsOf(graph, "layer.0.add#1")).toEqual(["layer.0.conv3", "layer.0.downsample.1"]);
    expect(inputsOf(graph, "layer.1.add#1")).toEqual(["layer.1.conv3", "layer.0.relu#3"]);
  });

  it("take several inputs by name, and see what stands deeper inside by its path", () => {
    const up = `block Up(out: int) {
  input x: features[C, H, W]
  input skip: features[D, H, W]
  concat(skip)
  conv1 = conv2d(C + D -> out, kernel: 1)
}
`;
    const twice = modelOf(`${up}${model("enc = repeat i in 0..<2 { conv2d(3, kernel: 1) }; up = Up(5, skip: enc.0)")}`);
    expect(inputsOf(twice, "up.concat#1")).toEqual(["enc.1", "enc.0"]);
    expect(twice.nodes.at(-1)!.shape).toEqual([5, 16, 16]);
  });

  it("go by their numbers in a sequential, which is a step of the chain", () => {
    const numbered = modelOf(
      model(
        `features = sequential {
    conv2d(2, kernel: 1); relu()
    if 1 > 0 { maxpool2d(2) }
    repeat i in [3, 4] { "unit\${i}" = conv2d(i, kernel: 1) }
    named = conv2d(5, kernel: 1)
    sequential { conv2d(6, kernel: 1) }
    repeat i in 0..<2 { conv2d(6 + i, kernel: 1); if i == 1 { repeat j in 0..<2 { tanh() } } }
  }
  concat(features.named)
  sequential { relu() }`,
        "maps: features[12, 8, 8]",
      ),
    );
    const inside = ["0", "1", "2", "unit3", "unit4", "named", "6.0", "7", "8", "9", "10"].map(
      (path) => `features.${path}`,
    );
    expect(paths(numbered)).toEqual([...inside, "concat#1", "sequential#1.0"]);
    expect(inputsOf(numbered, "concat#1")).toEqual(["features.10", "features.named"]);
    expect(numbered.containers.map(({ path, kind }) => [path, kind])).toEqual([
      ["features", "sequential"],
      ["features.6", "sequential"],
      ["sequential#1", "sequential"],
    ]);
  });

  it("go on from a named value", () => {
    const joined = modelOf(
      `${model(
        "a = conv2d(4, kernel: 1); b = relu(); c = sequential { tanh(); sigmoid() } from a; d = Half() from c.0; add(c, b)",
      )}block Half { input x: features[C, H, W]; mul(x) }\n`,
    );
    expect(["c.0", "c.1", "d.mul#1", "add#1"].map((path) => inputsOf(joined, path))).toEqual([
      ["a"],
      ["c.0"],
      ["c.0", "c.0"],
      ["d.mul#1", "c.1", "b"],
    ]);
    expect(told(model("a = conv2d(4, kernel: 1); relu() from nowhere"))).toEqual([expect.stringContaining("nowhere")]);
    expect(told(model("a = tanh(); repeat i in 0..<2 { relu() } from a"))).toEqual([
      expect.stringMatching(/^syntax_expected: .*from/),
    ]);
  });

  it("need a name around them in a sequential with weights", () => {
    expect(told(model("sequential { conv2d(2, kernel: 1) }"))).toEqual([
      expect.stringMatching(/^nameless_weights: .*sequential/),
    ]);
  });

  it("put computed names in place of the index, with dots where a state dict has them", () => {
    const named = modelOf(
      model(`dense = repeat i in 0..<2 { "layer\${i + 1}" = conv2d(2, kernel: 1) }; "head.0" = conv2d(1, kernel: 1)`),
    );
    expect(paths(named)).toEqual(["dense.layer1", "dense.layer2", "head.0"]);
    const free = modelOf(
      model(`repeat i in 0..<2 { "a.\${2 * i}" = conv2d(2, kernel: 1); "a.\${2 * i + 1}" = tanh() }`),
    );
    expect(paths(free)).toEqual(["a.0", "a.1", "a.2", "a.3"]);
  });

  it("number the turns of a repeat with several steps", () => {
    const several = modelOf(model("deep = repeat i in 0..<2 { conv1 = conv2d(2, kernel: 1); tanh() }"));
    expect(paths(several)).toEqual(["deep.0.conv1", "deep.0.tanh#1", "deep.1.conv1", "deep.1.tanh#1"]);
  });

  it("keep the order of values where the chain's own is among them", () => {
    const joined = modelOf(model("conv1 = conv2d(2, kernel: 1); concat(image, conv1)"));
    expect(joined.nodes.at(-1)!.inputs).toEqual(["image", "conv1"]);
  });

  it("take blocks as arguments, and defaults that build on other parameters", () => {
    const stage = `block Stage(unit: block, width: int, out: int = width * 4) {
  input x: features[C, H, W]
  first = unit(width, out: out)
}
`;
    const graph = modelOf(`${bottleneck}${stage}${model("stage = Stage(Bottleneck, width: 3)")}`);
    expect(graph.nodes.at(-1)!.shape).toEqual([12, 16, 16]);
    expect(graph.containers.at(1)).toMatchObject({ path: "stage.first", kind: "block", block: "Bottleneck" });
  });

  it("give several values, each by the name of its output", () => {
    const heads = `block Heads {
  input x: features[C, H, W]
  conv1 = conv2d(3, kernel: 1)
  conv2 = conv2d(5, kernel: 1)
  output heat: features[3, H, W] from conv1
  output depth: features[5, H, W]
}
`;
    const graph = modelOf(
      `${heads}model M {
  input image: image[4, 16, 16] in -1..1
  heads = Heads()
  output heat: features[3, 16, 16] from heads
  output depth: features[5, 16, 16] from heads.depth
}
`,
    );
    expect(graph.outputs.map(({ name, value }) => [name, value])).toEqual([
      ["heat", "heads.conv1"],
      ["depth", "heads.conv2"],
    ]);
  });

  it("know the former name of a step that was renamed in a block", () => {
    const graph = modelOf(`block Unit { input x: features[C, H, W]; conv_in = conv2d(2, kernel: 1) @was(conv1) }
${model("first = Unit() @was(unit1)")}`);
    expect(graph.nodes[0]).toMatchObject({ path: "first.conv_in", was: "unit1.conv1" });
  });

  it("allow in all that stands inside what a step allows", () => {
    const pooled = "block Half { input x: features[C, H, W]; pool1 = maxpool2d(2) }\n";
    const odd = (allow: string) => `${pooled}${model(`conv1 = conv2d(4, kernel: 2); half = Half() ${allow}`)}`;
    expect(told(odd("")).map((each) => each.split(":")[0])).toEqual(["lost_pixels"]);
    expect(told(odd("@allow(lost_pixels)"))).toEqual([]);
  });
});

describe("edits of a variant", () => {
  const base = `${bottleneck}${model("layer = repeat i in 0..<3 { Bottleneck(width: 2, out: 8) }")}`;
  const varied = (edits: string) => checkText(`${base}model V = M with { ${edits} }\n`);

  it("reach into blocks, repeats and branches", () => {
    const { models, diagnostics } = varied("set layer.1.width: 3; rename layer -> stage");
    expect(diagnostics).toEqual([]);
    const nodes = models.get("V")!.nodes;
    expect(nodes.find((node) => node.path === "stage.1.conv1")?.shape).toEqual([3, 16, 16]);
    expect(nodes.find((node) => node.path === "stage.0.conv1")?.was).toBe("layer.0.conv1");
  });

  it("replace, insert and remove inside", () => {
    const { models, diagnostics } = varied(
      "replace layer.0.conv1 { a = conv2d(2, kernel: 1); b = tanh() }; insert c = tanh() after layer.0.downsample.0; remove layer.2.conv2",
    );
    expect(diagnostics.map(({ name }) => name)).toEqual(["idle_relu"]);
    const found = paths(models.get("V")!);
    expect(found).toEqual(expect.arrayContaining(["layer.0.a", "layer.0.b", "layer.0.downsample.c"]));
    expect(found).not.toContain("layer.2.conv2");
  });

  it("name the nearest path where there is nothing to edit", () => {
    const { diagnostics } = varied("set layer.1.conv4.stride: 2");
    expect(diagnostics.map(({ name, help }) => [name, help])).toEqual([
      ["unknown_path", "did you mean `layer.1.conv1`?"],
    ]);
    expect(varied("set layer.width: 2").diagnostics.map(({ name }) => name)).toEqual(["unknown_path"]);
    expect(varied("remove layer; set layer.0.width: 2").diagnostics.map(({ name }) => name)).toContain(
      "clashing_edits",
    );
  });
});

describe("mistakes in blocks", () => {
  it("are told once, however often the block is called", () => {
    const spec = `block Half { input x: features[C, H, W]; pool1 = maxpool2d(2) }\n${model(
      "conv1 = conv2d(4, kernel: 2); half = repeat i in 0..<3 { Half() }",
    )}`;
    expect(told(spec)).toEqual([
      "lost_pixels: maxpool2d drops the last row of 15 and the last column of 15 (in 3 of 3 repetitions, first half.0)",
    ]);
  });

  it("are found in a block that nobody calls, with open sizes and its defaults", () => {
    const lonely = (kernel: string) =>
      `block Lonely(width: int, kernel: int = 3) { input x: features[C, H, W]; conv1 = conv2d(5 -> width, kernel: kernel); conv2 = conv2d(${kernel} -> 2, kernel: 1) }\n`;
    expect(told(lonely("width"))).toEqual([]);
    expect(told(lonely("width + 1")).map((each) => each.split(":")[0])).toEqual(["conv_in_channels"]);
  });

  it.each([
    ["contains itself", "block A { input x: features[C, H, W]; a = A() }\n", ["recursive_block"]],
    [
      "contains itself through another",
      "block A { input x: features[C, H, W]; b = B() }\nblock B { input x: features[C, H, W]; a = A() }\n",
      ["recursive_block"],
    ],
    ["repeats without end", model("a = repeat i in 0..<1_000_000_000 { conv2d(1, kernel: 1) }"), ["repeat_too_long"]],
    [
      "multiplies repeats",
      model("a = repeat i in 0..<900 { b = repeat j in 0..<900 { c = repeat k in 0..<900 { tanh() } } }"),
      ["graph_too_large"],
    ],
    [
      "lays out turns that come to nothing",
      model(`a = repeat i in 0..<9000 { b = repeat j in 0..<9000 { if false { "n\${j}" = tanh() } } }`),
      ["graph_too_large"],
    ],
    [
      "nests blocks without end",
      `${Array.from({ length: 1000 }, (_, n) => `block B${n} { input x: features[C, H, W]; b = B${n + 1}() }\n`).join("")}block B1000 { input x: features[C, H, W]; tanh() }\n`,
      ["too_deep"],
    ],
    ["has no name but weights", `${bottleneck}${model("Bottleneck(2, out: 4)")}`, ["nameless_weights"]],
    ["lacks an argument", `${bottleneck}${model("b = Bottleneck(2)")}`, ["missing_argument"]],
    ["has an argument too many", `${bottleneck}${model("b = Bottleneck(2, 4, 1, 5)")}`, ["too_many_arguments"]],
    ["has an unknown argument", `${bottleneck}${model("b = Bottleneck(2, outs: 4)")}`, ["unknown_parameter"]],
    ["names nothing to add", model("add(imag)"), ["unknown_value"]],
    ["has no condition", model("if 3 { relu() }"), ["wrong_calculation"]],
    ["decides by what is no value", model("if image > 3 { relu() }"), ["unknown_name"]],
    ["decides by an open size", model("if H > 3 { tanh() }").replace("16, 16", "H, 16"), ["undecided_condition"]],
  ])("%s: one message at once", (_, spec, names) => {
    const started = process.cpuUsage();
    expect(told(spec).map((each) => each.split(":")[0])).toEqual(names);
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1e6).toBeLessThan(3);
  });
});
