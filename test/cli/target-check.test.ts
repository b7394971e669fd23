import { describe, expect, it } from "vitest";
import { unitOf } from "../../cli/compilation.ts";
import { hindrancesOf, refuseHindered, type TargetNeeds } from "../../cli/target-check.ts";
import { checkText, modelOf, pointedAt } from "../support/check.ts";
import { kpc, printed, told } from "./support/kpc.ts";
import { project, spec } from "./support/project.ts";

/** A target that has all but some primitives. */
function without(...primitives: readonly string[]): TargetNeeds {
  return {
    name: "wasm",
    openSizes: true,
    lacks: ({ instructions }) =>
      instructions
        .filter(({ primitive }) => primitives.includes(primitive))
        .map((instruction) => ({ instruction, missing: [instruction.primitive] })),
  };
}

/** What is told of a target, and where. */
function toldOf(text: string, target: TargetNeeds): string[] {
  return hindrancesOf(checkText(text), target).map(({ name, message, help, ...found }) => {
    expect(name).toBe("target_lacks_step");
    return `${pointedAt(text, found)}: ${message}; ${help}`;
  });
}

describe("a target that has no code for some steps", () => {
  const text = spec.replace("flatten()", "flatten()\n  tanh()\n  squash = tanh()");

  it("is told of at each of them, once, however many experiments there are", () => {
    const twice = `${text}\nexperiment Again = Nose with { set seed: 8 }\n`;
    const message = "`tanh` can't run on the target wasm; it needs tanh, which that target doesn't have";
    expect(toldOf(twice, without("tanh"))).toEqual([`tanh(): ${message}`, `squash = tanh(): ${message}`]);
  });

  it("is not told of where the model has no such step", () => {
    expect(toldOf(text, without())).toEqual([]);
    expect(toldOf(text, without("erf"))).toEqual([]);
  });

  it("is told of at a step that runs and can't be trained, where something trains it", () => {
    const told =
      "`maxpool2d` can't be trained on the target wasm; its gradient needs max_pool2d_grad, which that target doesn't have";
    expect(toldOf(text, without("max_pool2d_grad"))).toEqual([`maxpool2d(2): ${told}`]);
    expect(toldOf(text.slice(0, text.indexOf("experiment")), without("max_pool2d_grad"))).toEqual([]);
  });

  it("is told of at the loss that it can't compute", () => {
    const told = "`mse` can't run on the target wasm; it needs square, which that target doesn't have";
    expect(toldOf(spec, without("square"))).toEqual([`mse(): ${told}`]);
  });

  it("stops what compiles, before anything runs", () => {
    const silent = () => ({ diagnostics: [], lookup: checkText(text).lookup });
    const refuse = () => refuseHindered([unitOf(modelOf(text), undefined)], without("tanh"), silent);
    expect(refuse).toThrow("Tiny can't be compiled for wasm");
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
