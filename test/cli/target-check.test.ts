import { describe, expect, it } from "vitest";
import { hindrances } from "../../cli/target-check.ts";
import { modelOf, pointedAt } from "../support/check.ts";
import { kpc, printed, told } from "./support/kpc.ts";
import { project, spec } from "./support/project.ts";

const target = { name: "wasm", lacks: [], openSizes: true } as const;

describe("a target that has no code for some steps", () => {
  const text = spec.replace("flatten()", "flatten()\n  tanh()\n  squash = tanh()");
  const model = modelOf(text);

  it("is told of at each of them", () => {
    const found = hindrances(model, { ...target, lacks: ["tanh"] });
    expect(found.map(({ name, severity, message }) => ({ name, severity, message }))).toEqual(
      Array.from({ length: 2 }, () => ({
        name: "target_lacks_step",
        severity: "error",
        message: "`tanh` can't run on the target wasm",
      })),
    );
    for (const each of found) {
      expect(each.help).toBe("it is made of tanh, which that target doesn't have");
      expect(pointedAt(text, each)).toContain("tanh");
    }
  });

  it("is not told of where the model has no such step", () => {
    expect(hindrances(model, target)).toEqual([]);
    expect(hindrances(model, { ...target, lacks: ["erf"] })).toEqual([]);
  });
});

describe("a model that leaves sizes open", () => {
  const open = `model Heat {
  input image: image[1, H, W] in 0..1
  heat = conv2d(1, kernel: 3, padding: 1)
  output map: features[1, H, W]
}
`;
  const cwd = () => project({ faces: "none", files: { "open.kpnet": open } });

  it("is compiled for tfjs, and for the cpu target refused at its input", () => {
    expect(printed(kpc(["check", "open.kpnet", "--target", "webgpu"], { cwd: cwd() }))).toContain("no errors");
    expect(printed(kpc(["compile", "open.kpnet", "--target", "js"], { cwd: cwd() }))).toContain("out/Heat.ts");
    const checked = told(kpc(["check", "open.kpnet", "--target", "cpu"], { cwd: cwd() }), 1);
    expect(checked).toMatch(/error\[target_needs_sizes\]: `image` leaves H and W open.*\n +--> open\.kpnet:2:3\n/);
    const compiled = told(kpc(["compile", "open.kpnet"], { cwd: cwd() }), 4);
    expect(compiled).toBe(`${checked}kpc: Heat can't be compiled for cpu\n`);
  });

  it("is refused by every target where it is another model for each size", () => {
    const halved = open.replace("heat =", "maxpool2d(2); upsample(scale_factor: 2); add(image)\n  heat =");
    const root = project({ faces: "none", files: { "open.kpnet": halved } });
    const compiled = told(kpc(["compile", "open.kpnet", "--target", "js"], { cwd: root }), 4);
    expect(compiled).toMatch(/error\[target_needs_sizes\]: .* needs numbers, since the model is another one for each/);
    expect(kpc(["compile", "open.kpnet", "--emit", "program"], { cwd: root }).status).toBe(1);
    expect(kpc(["summary", "open.kpnet"], { cwd: root }).stdout).toContain("It takes H, W = 0 mod 2");
  });
});

describe("a model that no machine can hold", () => {
  it("is refused before its weights are made", () => {
    const root = project({
      files: { "huge.kpnet": spec.replace("fc   = linear(2)", "fc1 = linear(20_000_000)\n  fc = linear(2)") },
    });
    const text = told(kpc(["train", "huge.kpnet"], { cwd: root }), 4);
    expect(text).toMatch(/Tiny has [\d,]+ parameters: to train it takes (checkpoints of )?[\d.]+ [GT]iB/);
  });
});
