import { describe, expect, it } from "vitest";
import { admittedSizes } from "../../compiler/3-check/open-sizes/index.ts";
import { showAdmitted } from "../../compiler/ir/show-sizes.ts";
import { hasSize } from "../../compiler/ir/size-set.ts";
import { sampleData } from "../../diagnostics/catalogue/sample-specs.ts";
import { checkText, modelOf, told } from "../support/check.ts";
import { randomNumbers } from "../support/random.ts";

const model = (steps: string, sizes = "H, W", output = "maps: features[A, B, C]"): string =>
  `model M {\n  input image: image[2, ${sizes}] in 0..1\n  ${steps}\n  output ${output}\n}\n`;

const admitted = (steps: string, sizes?: string, output?: string): string => {
  return showAdmitted(modelOf(model(steps, sizes, output)).sizes!);
};

const head = "adaptive_avgpool2d(1); flatten(); fc = linear(2)";
const nose = "nose: points[1]";

describe("a model that leaves sizes open", () => {
  it("takes every size where nothing forbids it", () => {
    const text = model("conv1 = conv2d(2, kernel: 3, padding: 1)");
    expect(told(text)).toEqual([]);
    expect(showAdmitted(modelOf(text).sizes!)).toBe("H, W of any size");
  });

  it("needs as many rows and columns as its windows", () => {
    expect(admitted(`conv1 = conv2d(2, kernel: [3, 5]); ${head}`, "H, W", nose)).toBe("H at least 3; W at least 5");
    expect(admitted(`maxpool2d(2); maxpool2d(2); pad(2, mode: reflect); ${head}`, "H, W", nose)).toBe(
      "H, W at least 12",
    );
  });

  it("needs sizes that pooling and upsampling give back, where these are joined", () => {
    const down = "a = maxpool2d(2); b = maxpool2d(2); c = maxpool2d(2); d = maxpool2d(2); e = maxpool2d(2)";
    const up = "upsample(scale_factor: 2); add(d); upsample(scale_factor: 16); concat(image)";
    expect(admitted(`${down}; ${up}`)).toBe("H, W = 0 mod 32");
    expect(admitted(`${down}; pad(2, mode: reflect); conv1 = conv2d(2, kernel: 5); ${up}`)).toBe(
      "H, W = 0 mod 32, at least 96",
    );
  });

  it("may be held to some remainders, or to few sizes", () => {
    // A size of 1 is repeated by `add`.
    expect(admitted("conv1 = conv2d(2, kernel: 3, padding: 1); upsample(size: [8, 8]); add(image)")).toBe(
      "H, W = 1, 8",
    );
    const stride3 = "conv1 = conv2d(2, kernel: 2, stride: 3); conv2 = conv_transpose2d(2, kernel: 2, stride: 3)";
    expect(admitted(`${stride3}; concat(image)`)).toBe("H, W = 2 mod 3");
  });

  it("may have sizes that depend on each other", () => {
    const text = model("maxpool2d(4); flatten(); fc = linear(12 -> 2)", "H, W", nose);
    expect(showAdmitted(modelOf(text).sizes!)).toBe(
      "H = 4..7 with W = 24..27, or H = 8..11 with W = 12..15, or H = 12..15 with W = 8..11, and so on",
    );
    expect(modelOf(text).sizes!.sizedWeights).toEqual([]);
  });

  it("is told which weights are made for one size", () => {
    const { sizes } = modelOf(model("flatten(); fc = linear(2)", "H, W", nose));
    expect(sizes!.sizedWeights).toEqual(["fc.weight"]);
    expect(showAdmitted(sizes!)).toBe("H, W of any size");
  });

  it("gets a counter-example, with the steps that led to both sides", () => {
    const text = model("p = maxpool2d(2)\n  up2 = upsample(scale_factor: 2)\n  j = concat(image)");
    const [note] = checkText(text).diagnostics;
    expect(note!.message).toBe(
      "`image` takes H, W = 0 mod 2. With H = 3, W = 2: concat can't join [2, 2, 2] and [2, 3, 2], at j",
    );
    expect(note!.related.map(({ message }) => message)).toEqual([
      "j stands here",
      "[2, 2, 2] from up2",
      "[2, 1, 1] from p",
      "[2, 3, 2] from image",
    ]);
  });

  it("is wrong where no size passes", () => {
    const steps = "avgpool2d(2); upsample(scale_factor: 2); pad(1); add(image)";
    expect(told(model(steps))[0]).toMatch(/^no_open_size: `image` takes no H and W at all, up to 64\. With H = 64, /);
  });

  it("is held to what its outputs and its blocks' ports are declared", () => {
    const block = `block Up {
  input x: features[C, H, W]
  input skip: features[D, 2 * H, 2 * W]
  upsample(scale_factor: 2)
  output y: features[C, 2 * H, 2 * W]
}
`;
    const takes = "open_sizes: `image` takes H, W = 0 mod 2. With H = 3, W = 2: ";
    expect(told(`${block}${model("p = maxpool2d(2); Up(skip: image)")}`)).toEqual([
      `${takes}input skip of Up is declared [2, 2, 2], and [2, 3, 2] comes there`,
    ]);
    expect(told(model("maxpool2d(2); upsample(scale_factor: 2)", "H, W", "maps: features[2, H, W]"))).toEqual([
      `${takes}output maps is declared [2, 3, 2], and [2, 2, 2] comes there`,
    ]);
  });

  it("can leave one size for both axes", () => {
    const steps = "maxpool2d([2, 3]); upsample(scale_factor: [2, 3]); concat(image)";
    expect(admitted(steps, "S, S")).toBe("S = 0 mod 6");
  });
});

describe("the sizes that a model admits", () => {
  const random = randomNumbers(17);
  const draw = (below: number): number => Math.floor(random() * below);
  const steps = [
    () => `conv2d(2, kernel: ${1 + draw(4)}, stride: ${1 + draw(3)}, padding: ${draw(3)})`,
    () => `maxpool2d(${1 + draw(3)})`,
    () => "upsample(scale_factor: 2)",
    () => `avgpool2d(${1 + draw(3)}, stride: ${1 + draw(2)})`,
    () => `pad(${1 + draw(2)}, mode: reflect)`,
  ];
  const networks = Array.from({ length: 8 }, () => {
    const chain = Array.from({ length: 2 + draw(4) }, (_, index) => `s${index} = ${steps[draw(steps.length)]!()}`);
    const join = draw(3) === 0 ? [] : [`j = add(${draw(2) === 0 ? "image" : "s0"})`];
    return [...chain, ...join].join("\n  ");
  });

  it.each(networks)("are those with which it is sound:\n  %s", (network) => {
    const { graphs, diagnostics } = checkText(model(network));
    if (diagnostics.some(({ name, severity }) => severity === "error" && name !== "no_open_size")) return;
    const { letters } = admittedSizes(graphs.get("M")!)!;
    const admits = (sizes: Readonly<Record<string, number>>): boolean =>
      letters.every((letter) => hasSize(letter.sizes, sizes[letter.name]!));
    for (let n = 1; n <= 25; n++) {
      expect(admits({ H: n, W: 24 }), `${n} x 24`).toBe(checkText(model(network, `${n}, 24`)).models.has("M"));
      expect(admits({ H: 24, W: n }), `24 x ${n}`).toBe(checkText(model(network, `24, ${n}`)).models.has("M"));
    }
  });
});

describe("an experiment", () => {
  const spec = (steps: string, input = "H, W] in 0..1 @allow(open_sizes)") => `${sampleData}
model Open {
  input image: image[1, ${input}
  ${steps}
  output nose: points[1]
}
experiment Nose { model: Open; data: Noses; loss: mse(); optimizer: adam(lr: 1e-3); epochs: 1; batch: 8 }
`;

  it("gives the sizes that its model leaves open those of its examples", () => {
    const steps = "conv1 = conv2d(3, kernel: 3); flatten(); fc = linear(2)";
    const { trained, models, diagnostics } = checkText(spec(steps));
    expect(diagnostics).toEqual([]);
    const essence = ({ nodes, cost }: ReturnType<typeof modelOf>) => ({
      nodes: nodes.map(({ origin: _, arguments: __, ...node }) => node),
      cost,
    });
    expect(essence(trained.get("Nose")!)).toEqual(essence(modelOf(spec(steps, "8, 8] in 0..1"))));
    expect(models.get("Open")!.sizes).toBeDefined();
  });

  it("is told of a size that its model can't take, and where that is refused", () => {
    const text = spec("maxpool2d(3); up1 = upsample(scale_factor: 3); concat(image); flatten(); fc = linear(2)");
    const [error] = checkText(text).diagnostics.filter(({ severity }) => severity === "error");
    expect(error).toMatchObject({
      name: "size_not_admitted",
      message:
        "`Open` can't take what `Noses` gives: with H = 8, W = 8: concat can't join [1, 6, 6] and [1, 8, 8], at concat#1",
      help: "`Open` takes H, W = 0 mod 3",
    });
    expect(error!.related.map(({ message }) => message)).toContain("[1, 6, 6] from up1");
  });

  it("is told where one letter would have to be two sizes", () => {
    const text = spec("flatten(); fc = linear(2)", "S, S] in 0..1 @allow(open_sizes)").replace(
      "resize(8, 8)",
      "resize(8, 9)",
    );
    expect(told(text)).toEqual([expect.stringMatching(/^input_shape_mismatch: `Open` takes image\[1, S, S\], but/)]);
  });
});
