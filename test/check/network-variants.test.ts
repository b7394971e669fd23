import { describe, expect, it } from "vitest";
import { sampleData } from "../../diagnostics/catalogue/sample-specs.ts";
import { checkText, modelOf, pointedAt, told } from "../support/check.ts";

const block = `block Twice(width: int, kernel: int = 3, act: bool = true) {
  input x: features[C, H, W]
  conv1 = conv2d(width, kernel: kernel, padding: (kernel - 1) / 2)
  if act { relu1 = relu() }
  conv2 = conv2d(C, kernel: 1)
}
`;

/** A model that calls a block after some declarations; its last map is what the call makes. */
function calling(declarations: string, call: string, out = "2"): string {
  return `${block}${declarations}
model Net {
  input image: image[2, 8, 8] in -1..1
  both = ${call}
  output maps: features[${out}, 8, 8]
}
`;
}

function steps(text: string): string[] {
  return modelOf(text).nodes.map(({ path, op, parameters }) => {
    const width = parameters.out_channels as { to: number } | undefined;
    return `${path} ${op}${width === undefined ? "" : ` ${width.to}`}`;
  });
}

describe("a variant of a block", () => {
  it("is called with its base's parameters and the edits made", () => {
    const wide = "block Wide = Twice with { replace relu1 { tanh1 = tanh() }; set conv1.bias: false }";
    const net = modelOf(calling(wide, "Wide(4, kernel: 1)"));
    expect(net.nodes.map(({ path, op }) => `${path} ${op}`)).toEqual([
      "both.conv1 conv2d",
      "both.tanh1 tanh",
      "both.conv2 conv2d",
    ]);
    expect(net.nodes[0]!.parameters).toMatchObject({ kernel: [1, 1], bias: false });
    expect(net.containers).toMatchObject([{ path: "both", kind: "block", block: "Wide" }]);
  });

  it("leaves its base as it was, in the same model", () => {
    const wide = "block Wide = Twice with { remove relu1 }";
    const text = calling(wide, "Wide(4); plain = Twice(4)");
    expect(steps(text).map((each) => each.split(" ")[0])).toEqual([
      "both.conv1",
      "both.conv2",
      "plain.conv1",
      "plain.relu1",
      "plain.conv2",
    ]);
  });

  it("sets parameters, gives defaults to those without, and leaves them open to the call", () => {
    const wide = "block Wide = Twice with { set width: 6; set act: false }";
    expect(steps(calling(wide, "Wide()"))).toEqual(["both.conv1 conv2d 6", "both.conv2 conv2d 2"]);
    expect(steps(calling(wide, "Wide(7, act: true)"))[0]).toBe("both.conv1 conv2d 7");
    expect(steps(calling(wide, "Wide(7, act: true)"))).toHaveLength(3);
  });

  it("adds parameters of its own, behind those of its base, and sees them all", () => {
    const wide = `block Wide(more: int = width * 2) = Twice with {
  set conv2.out_channels: more + C
  insert extra = conv2d(width + more, kernel: 1) before conv2
}`;
    expect(steps(calling(wide, "Wide(3)", "8"))).toEqual([
      "both.conv1 conv2d 3",
      "both.relu1 relu",
      "both.extra conv2d 9",
      "both.conv2 conv2d 8",
    ]);
    expect(steps(calling(wide, "Wide(3, 1, true, 4)", "6"))[3]).toBe("both.conv2 conv2d 6");
  });

  it("may be varied in turn: later variants win, and name the paths of the one before", () => {
    const chain = `block Wide = Twice with { set width: 4; rename conv1 -> first }
block Wider = Wide with { set width: 2 * C; set first.kernel: 1; set first.padding: 0 }
block Widest = Wider with { set width: 9; append last = conv2d(width, kernel: 1) }`;
    expect(steps(calling(chain, "Widest()", "9"))).toEqual([
      "both.first conv2d 9",
      "both.relu1 relu",
      "both.conv2 conv2d 2",
      "both.last conv2d 9",
    ]);
    const [first] = modelOf(calling(chain, "Widest()", "9")).nodes;
    expect(first).toMatchObject({ was: "both.conv1", parameters: { kernel: [1, 1], padding: [0, 0] } });
  });

  it("keeps what its blocks and branches stand in apart from what is edited from further out", () => {
    const wide = `block Pair(width: int) { input x: features[C, H, W]; a = Twice(width); b = Twice(2 * width) }
block Other(width2: int = 5) = Pair with { set a.width: width2; set b.conv1.out_channels: width + width2 }`;
    const text = `${calling(wide, "Other(3)")}model Second(width: int = 11) = Net with {
  set both.b.conv1.out_channels: width
  insert more = conv2d(width, kernel: 1) after both.a.conv1
}
`;
    expect(steps(text).filter((each) => !each.includes("relu"))).toEqual([
      "both.a.conv1 conv2d 5",
      "both.a.more conv2d 11",
      "both.a.conv2 conv2d 2",
      "both.b.conv1 conv2d 11",
      "both.b.conv2 conv2d 2",
    ]);
  });

  it("is passed to blocks, and follows computed names, repeats and former names", () => {
    const wide = `block Wide = Twice with { set width: 4; insert norm = batchnorm() after conv1 }
block Row(unit: block, count: int) { input x: features[C, H, W]; repeat i in 0..<count { "unit\${i + 1}" = unit() } }`;
    const text = calling(wide, "Row(unit: Wide, count: 2) @was(old)");
    const [first] = modelOf(text).nodes;
    expect(modelOf(text).nodes.map(({ path }) => path)).toContain("both.unit2.norm");
    expect(first).toMatchObject({ path: "both.unit1.conv1", was: "old.unit1.conv1" });
  });

  it("has the outputs of its base", () => {
    const two = `block Two(width: int = 3) {
  input x: features[C, H, W]
  a = conv2d(width, kernel: 1)
  b = conv2d(C, kernel: 1)
  output main: features[C, H, W]
  output side: features[width, H, W] from a
}
block Wide = Two with { set width: 5; replace a { early = conv2d(width, kernel: 1) } }`;
    const text = calling(two, "Wide(); joined = concat(both.side)", "7");
    expect(modelOf(text).nodes.at(-1)).toMatchObject({ inputs: ["both.b", "both.early"], shape: [7, 8, 8] });
  });

  it.each([
    ["block Wide = Twice with { set widht: 4 }", "unknown_parameter: `Twice` has no parameter `widht`"],
    ["block Wide = Twice with { remove relu2 }", "unknown_path: `Twice` has no step named `relu2`"],
    [
      "block Wide = Twice with { set width: 2; set width: 3 }",
      "clashing_edits: two edits of this variant change `width`",
    ],
    ["block Wide(width: int = 2) = Twice with { }", "duplicate_name: `width` is taken"],
    ["block Wide = Twise with { }", "unknown_declaration: there is no block named `Twise`"],
    ["block Wide = Wide with { }", "circular_variant: `Wide` is a variant of itself"],
    ["block Wide = Twice with { append again = Wide(2) }", "recursive_block: the block `Wide` contains itself"],
  ])("%s", (declaration, message) => {
    expect(told(calling(declaration, "Wide(4)"))).toEqual([message]);
    // The same without a call: such a variant is checked by itself.
    expect(told(calling(declaration, "Twice(4)"))).toEqual([message]);
  });

  it("says nothing of steps inside a call that was lost", () => {
    const pair = "block Pair { input x: features[C, H, W]; a = Twice(3); b = Twice(2) }";
    const text = `${calling(pair, "Pair()")}model Second = Net with { set both.a.conv1.bias: false }\n`;
    expect(told(text.replace("a = Twice(3);", "a = Twice(3;"))).toHaveLength(1);
    expect(told(text.replace("block Pair {", "block Pair"))).toHaveLength(1);
    expect(told(text.replace("both = Pair()", "both = Pear()"))).toEqual([
      "unknown_step: there is no step named `Pear`",
    ]);
  });

  it("says once what is wrong in all models that it leads to", () => {
    const twice = "block Pair { input x: features[C, H, W]; a = Twice(3); b = Twice(2) }";
    const text = calling(twice, "Pair()").replace("conv2d(C, kernel: 1)", "conv2d(C, kernel: 0)");
    const third = "model Third = Net with { insert more = Twice(4) after both }\n";
    expect(told(text + third)).toEqual([
      "value_out_of_bounds: `kernel` must be at least 1, but is 0 (in 2 of 2 repetitions, first both.a)",
    ]);
  });

  it("can be imported, and be a variant of what is imported", () => {
    const files = { "blocks.kpnet": `${block}block Wide = Twice with { set width: 4 }\n` };
    const text = `import { Wide } from "./blocks.kpnet"
block Wider = Wide with { set act: false }
model Net { input image: image[2, 8, 8] in -1..1; both = Wider(kernel: 1); output maps: features[2, 8, 8] }
`;
    const { diagnostics, models } = checkText(text, files);
    expect(diagnostics).toEqual([]);
    expect(models.get("Net")!.nodes.map(({ path }) => path)).toEqual(["both.conv1", "both.conv2"]);
  });
});

describe("a variant of a model with parameters", () => {
  const model = `${sampleData}model Net(points: int = 2, width: int = points * 4) {
  input image: image[1, 8, 8] in 0..255
  conv1 = conv2d(width, kernel: 3)
  relu1 = relu()
  flatten()
  fc    = linear(2 * points)
  output marks: points[points]
}
`;
  const experiment = `experiment Nose {
  model: One
  data: Noses
  loss: mse()
  optimizer: adam()
  epochs: 1
  batch: 8
}
`;

  it("sets them, and all that builds on them follows", () => {
    const text = `${model}model One = Net with { set points: 1 }\n`;
    const net = modelOf(text);
    expect(net.name).toBe("One");
    expect(net.outputs[0]!.shape).toEqual([1, 2]);
    expect(net.nodes.map(({ shape }) => shape)).toEqual([[4, 6, 6], [4, 6, 6], [144], [2]]);
    expect(pointedAt(text, { place: net.origin.place })).toBe("One");
  });

  it("may be varied in turn, with parameters of its own", () => {
    const chain = `model One = Net with { set points: 1; set width: 2 }
model Two(deep: int = width + 1) = One with { insert conv2 = conv2d(deep, kernel: 1) after relu1 }
model Three = Two with { set width: 7; set points: 3; rename conv2 -> conv3 }
`;
    expect(steps(model + chain)).toEqual([
      "conv1 conv2d 7",
      "relu1 relu",
      "conv3 conv2d 8",
      "flatten#1 flatten",
      "fc linear",
    ]);
    expect(modelOf(model + chain).outputs[0]!.shape).toEqual([3, 2]);
  });

  it("is trained by an experiment, whose examples it must suit", () => {
    const good = checkText(`${model}model One = Net with { set points: 1 }\n${experiment}`);
    expect(good.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(good.trained.get("Nose")!.outputs[0]!.shape).toEqual([1, 2]);
    const bad = told(`${model}model One = Net with { set points: 3 }\n${experiment}`);
    expect(bad.filter((each) => each.startsWith("output_points_mismatch"))).toHaveLength(1);
    const other = `${model}model One = Net with { set points: 3 }\nmodel Right = One with { set points: 1 }\n`;
    const varied = checkText(`${other}${experiment.replace("One", "Right")}`);
    expect(varied.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(varied.experiments.get("Nose")!.model).toBe("Right");
  });

  it.each([
    ["set poinst: 1", "unknown_parameter: `Net` has no parameter `poinst`"],
    ['set points: "a"', "wrong_kind_of_value: `points` takes a whole number, not a text"],
    ["set points: relu1", "unknown_name: `relu1` stands for nothing here"],
  ])("%s", (edit, message) => {
    expect(told(`${model}model One = Net with { ${edit} }\n`)).toEqual([message]);
  });
});

describe("an output that a variant breaks", () => {
  const base = `model Small {
  input image: image[1, 8, 8] in 0..1
  flatten()
  fc1 = linear(20)
  relu()
  fc2 = linear(4)
  output points: points[2]
}
`;

  it.each([
    ["remove fc2", "remove fc2"],
    ["replace fc2 { fc3 = linear(6) }", "replace fc2 { fc3 = linear(6) }"],
    ["set fc1.out_features: 30; append tanh(); append fc3 = linear(8)", "append fc3 = linear(8)"],
    ["rename fc1 -> fc0; remove fc2", "Broken"],
  ])("is told at the edit, with where it is declared: %s", (edits, at) => {
    const text = `${base}model Broken = Small with { ${edits} }\n`;
    const [found, ...others] = checkText(text).diagnostics;
    expect(others).toEqual([]);
    expect(found!.name).toBe("output_type_mismatch");
    expect(pointedAt(text, found!)).toBe(at);
    expect(found!.related[0]).toMatchObject({ message: "it shows here", place: { declaration: "model Small" } });
  });

  it("is told of the base alone where that is wrong already", () => {
    const text = `${base.replace("linear(4)", "linear(5)")}model Other = Small with { set fc1.out_features: 30 }\n`;
    const [found, ...others] = checkText(text).diagnostics;
    expect(others).toEqual([]);
    expect(pointedAt(text, found!)).toBe("output points: points[2]");
  });
});
