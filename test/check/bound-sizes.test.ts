import { describe, expect, it } from "vitest";
import { sampleData } from "../../diagnostics/catalogue/sample-specs.ts";
import { StronglyConnected } from "../../lib/strongly-connected.ts";
import { checkText, told } from "../support/check.ts";

/** A model of open sizes whose examples have 9 x 8 pixels. */
function trained(steps: string, budget = "", file = ""): string {
  return `${file}${sampleData.replace("resize(8, 8)", "resize(9, 8)")}
model Open {
  input image: image[1, H, W] in 0..1
  ${budget}
  ${steps}
  adaptive_avgpool2d(1)
  flatten()
  fc = linear(2)
  output nose: points[1]
}
experiment Nose { model: Open; data: Noses; loss: mse(); optimizer: adam(); epochs: 1; batch: 8 }
`;
}

describe("what shows at the sizes that an experiment binds", () => {
  it("is judged of a budget", () => {
    const steps = "conv1 = conv2d(4, kernel: 3, padding: 1)";
    expect(told(trained(steps, "budget { multiply_adds <= 4_000 }"))).toEqual([]);
    const { diagnostics } = checkText(trained(steps, "budget { multiply_adds <= 2_000; parameters <= 50 }"));
    expect(diagnostics.map(({ name }) => name)).toEqual(["budget_exceeded"]);
    expect(diagnostics[0]!.related.map(({ message }) => message)).toContain("with the sizes of the experiment Nose");
    const both = told(trained(steps, "budget { multiply_adds <= 2_000; parameters <= 49 }"));
    expect(both).toEqual([expect.stringMatching(/^budget_exceeded: `parameters`/)]);
  });

  it("stays unknown where no experiment gives numbers", () => {
    const text = trained("conv1 = conv2d(4, kernel: 3, padding: 1)", "budget { multiply_adds <= 4_000 }");
    expect(told(text.slice(0, text.indexOf("experiment")))).toEqual([expect.stringMatching(/^budget_unknown: /)]);
  });

  it("is told of steps, and allowed where they stand", () => {
    const pool = "conv1 = conv2d(2, kernel: 3, padding: 1); maxpool2d(2)";
    const sized = (steps: string) => trained(steps).replace("in 0..1\n", "in 0..1 @allow(open_sizes)\n");
    const { diagnostics } = checkText(sized(pool));
    expect(diagnostics.map(({ name }) => name)).toEqual(["lost_pixels"]);
    expect(diagnostics[0]!.related.map(({ message }) => message)).toContain("with the sizes of the experiment Nose");
    expect(told(sized(`${pool} @allow(lost_pixels)`))).toEqual([]);
    expect(told(sized(pool).replace("resize(9, 8)", "resize(8, 8)"))).toEqual([]);
  });
});

describe("`@allow` in a block of another file", () => {
  const files = (note: string) => ({
    "blocks.kpnet": `block Act { input x: features[C, H, W]; tanh() @allow(${note}) }\n`,
  });
  const model = (call: string) =>
    `model Net { input image: image[1, 8, 8] in -1..1; ${call}; output maps: features[1, 8, 8] }\n`;
  const names = (text: string, note: string) => checkText(text, files(note)).diagnostics.map(({ name }) => name);

  it("may silence something elsewhere, but never an error", () => {
    const text = `import { Act } from "./blocks.kpnet"\n${model("Act()")}`;
    expect(names(text, "lost_pixels")).toEqual([]);
    expect(names(text, "join_mismatch")).toEqual(["allow_of_error"]);
  });

  it("is not taken for that of a block of the same name", () => {
    const own = "block Act { input x: features[C, H, W]; sigmoid() }\n";
    const text = `import { Act as Other } from "./blocks.kpnet"\n${own}${model("Act(); Other()")}`;
    expect(names(text, "lost_pixels")).toEqual([]);
  });
});

describe("a repeat", () => {
  const body = (over: string) => trained(`deep = repeat i in ${over} { conv2d(2, kernel: 1) }`);

  it.each([
    ["0..<2.5", "value_out_of_bounds: `repeat` counts in whole numbers, and 2.5 is none"],
    ["[1.5, 2]", "value_out_of_bounds: `repeat` counts in whole numbers, and 1.5 is none"],
    ["0..<-5", "repeat_backwards: a repeat counts upwards, and -5 is below 0"],
    ["3..1", "repeat_backwards: a repeat counts upwards, and 1 is below 3"],
  ])("in %s is refused", (over, message) => {
    expect(told(body(over))).toEqual([message]);
  });

  it.each(["0..<0", "1..0", "2..<2", "[2, 1]"])("in %s is as written", (over) => {
    expect(told(body(over))).toEqual([]);
  });
});

describe("what grows is bounded", () => {
  const seconds = (work: () => void): number => {
    const started = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(started);
    return (user + system) / 1e6;
  };

  it.each([
    [30, "open_sizes"],
    [10_000, "size_too_deep"],
  ])("open sizes through %i convolutions with a stride", (count, name) => {
    const steps = Array.from({ length: count }, (_, i) => `c${i} = conv2d(1, kernel: 3, stride: 2, padding: 1)\n`);
    const text = `model Deep {\n  input image: image[1, H, W] in 0..1\n${steps.join("")}  output maps: features[1, A, B]\n}\n`;
    const took = seconds(() => expect(checkText(text).diagnostics.map((each) => each.name)).toEqual([name]));
    // Alone it takes 2.
    expect(took).toBeLessThan(12);
  });

  it("2,000 files, each importing the next", () => {
    const block = (i: number) => `block B${i} { input x: features[C, H, W]; tanh() }\n`;
    const files = Object.fromEntries(
      Array.from({ length: 2000 }, (_, i) => {
        return [`f${i}.kpnet`, `${i < 1999 ? `import { B${i + 1} } from "./f${i + 1}.kpnet"\n` : ""}${block(i)}`];
      }),
    );
    const text = `import { B0 } from "./f0.kpnet"
model Net { input image: image[1, 8, 8] in -1..1; B0(); output maps: features[1, 8, 8] }
`;
    // Alone it takes 2; where each file was asked for all below it, it took 17.
    expect(seconds(() => expect(checkText(text, files).diagnostics).toEqual([]))).toBeLessThan(8);
  });
});

describe("strongly connected groups", () => {
  const edges: Readonly<Record<string, readonly string[]>> = {
    a: ["b"],
    b: ["c", "d"],
    c: ["a"],
    d: ["e", "f"],
    e: ["d"],
    f: ["f"],
    g: ["a", "g2"],
    g2: [],
  };

  it.each([["abcdefg"], ["gfedcba"], ["fdbgeca"]])("are the same in whatever order they are asked for: %s", (order) => {
    const graph = new StronglyConnected<string>((node) => edges[node]!);
    const groups = Object.fromEntries([...order].map((node) => [node, [...graph.groupOf(node)].sort().join("")]));
    expect(groups).toEqual({ a: "abc", b: "abc", c: "abc", d: "de", e: "de", f: "f", g: "g" });
  });
});
