import { describe, expect, it } from "vitest";
import { model, sideOf, toldBetween } from "./support.ts";

const chain = `
  conv1 = conv2d(4, kernel: 3, padding: 1)
  relu()
  conv2 = conv2d(4, kernel: 3, padding: 1)
  relu()
  conv3 = conv2d(4, kernel: 3, padding: 1)
  relu()`;

describe("what is no change", () => {
  const spec = `
block Unit(out: int) { input x: features[C, H, W]; conv = conv2d(out, kernel: 3, padding: 1); relu() }
model M { input x: image[1, 8, 8] in 0..1; a = Unit(4); b = Unit(8); output out: features[8, 8, 8] }`;

  it("formatting, comments and the order of declarations", () => {
    const other = `
// First the model.
model M {
  input x: image[1, 8, 8] in 0..1  // a picture

  a = Unit(out: 4)
  b = Unit(8)
  output out: features[8, 8, 8] from b
}

/// Then its block.
block Unit(out: int) {
  input y: features[Channels, H, W]
  conv = conv2d(out, kernel: [3, 3], padding: 1, bias: true)
  relu()
}`;
    expect(toldBetween(sideOf(spec, "M"), sideOf(other, "M"))).toEqual([]);
  });

  it("a block that is pulled out into an import", () => {
    const [block, ...rest] = spec.trim().split("\n");
    const importing = `import { Unit } from "./unit.kpnet"\n${rest.join("\n")}`;
    expect(toldBetween(sideOf(spec, "M"), sideOf(importing, "M", { "unit.kpnet": `${block}\n` }))).toEqual([]);
  });

  it("a written width, and constants", () => {
    const after = sideOf(
      `const width = 8${spec.replace("Unit(8)", "Unit(width)").replace("(out,", "(C -> out,")}`,
      "M",
    );
    expect(toldBetween(sideOf(spec, "M"), after)).toEqual([]);
  });

  it("branches that stand in another order", () => {
    const one = "branch one from stem { conv2d(4, kernel: 3, padding: 1); relu() }";
    const two = "branch two from stem { conv2d(4, kernel: 1); relu() }";
    const net = (...branches: string[]) =>
      model(`stem = conv2d(4, kernel: 1)\n  ${branches.join("\n  ")}\n  sum = add(one, two)`);
    expect(toldBetween(net(one, two), net(two, one))).toEqual([]);
  });
});

describe("what became of steps", () => {
  it.each([
    ["an inserted step", chain.replace("conv3 =", "extra = conv2d(4, kernel: 1)\n  conv3 ="), ["inserted extra"]],
    ["an inserted step without a name", chain.replace("conv2 =", "sigmoid()\n  conv2 ="), ["inserted sigmoid#1"]],
    ["a removed step", chain.replace("  relu()\n  conv2", "  conv2"), ["removed relu#1"]],
    ["a replaced step", chain.replace("relu()\n  conv2", "tanh()\n  conv2"), ["replaced tanh#1"]],
    ["a changed parameter", chain.replace("conv2 = conv2d(4,", "conv2 = conv2d(8,"), ["changed conv2"]],
    ["a renamed step", chain.replace("conv2 =", "middle ="), ["renamed middle"]],
    ["a declared renaming", chain.replace(/conv2 = (.*)/, "middle = $1 @was(conv2)"), ["renamed middle"]],
    ["a name for what had none", chain.replace("relu()\n  conv2", "act = relu()\n  conv2"), []],
  ])("%s", (_, lines, expected) => {
    expect(toldBetween(model(chain), model(lines))).toEqual(expected);
  });

  it("a step that moved", () => {
    const before = "conv1 = conv2d(4, kernel: 1)\n  pool = maxpool2d(2)\n  conv2 = conv2d(4, kernel: 1)\n  relu()";
    const after = "conv1 = conv2d(4, kernel: 1)\n  conv2 = conv2d(4, kernel: 1)\n  relu()\n  pool = maxpool2d(2)";
    expect(toldBetween(model(before), model(after))).toEqual(["moved pool"]);
  });

  it("a change in a repeated block once", () => {
    const net = (kernel: string) =>
      model("net = repeat i in 0..<16 { Unit() }", {
        before: `block Unit() { input x: features[C, H, W]; conv = conv2d(4, ${kernel}); bn = batchnorm(); relu() }`,
      });
    expect(toldBetween(net("kernel: 3, padding: 1"), net("kernel: 5, padding: 2"))).toEqual(["changed net.0.conv x16"]);
  });

  it("a step that is put into a numbered sequence, by what stands around it", () => {
    const steps = ["conv2d(4, kernel: 3)", "relu()", "conv2d(8, kernel: 3)", "relu()"];
    const net = (list: readonly string[]) => model(`features = sequential {\n  ${list.join("\n  ")}\n  }`);
    expect(toldBetween(net(steps), net(steps.toSpliced(1, 0, "batchnorm()")))).toEqual([
      "inserted features.1",
      "renamed features.3",
    ]);
  });
});
