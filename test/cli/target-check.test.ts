import { expect, it } from "vitest";
import { lackingIn } from "../../cli/target-check.ts";
import { modelOf, pointedAt } from "../support/check.ts";
import { spec } from "./support/project.ts";

const text = spec.replace("flatten()", "flatten()\n  tanh()\n  squash = tanh()");
const model = modelOf(text);

it("steps that a target has no code for are told at their places", () => {
  const told = lackingIn(model, { name: "wasm", lacks: ["tanh"] });
  expect(told.map(({ name, severity, message }) => ({ name, severity, message }))).toEqual(
    Array.from({ length: 2 }, () => ({
      name: "target_lacks_step",
      severity: "error",
      message: "`tanh` can't run on the target wasm",
    })),
  );
  for (const each of told) {
    expect(each.help).toBe("it is made of tanh, which that target doesn't have");
    expect(pointedAt(text, each)).toContain("tanh");
  }
});

it("nothing is told where a target lacks nothing that the model needs", () => {
  expect(lackingIn(model, { name: "wasm", lacks: [] })).toEqual([]);
  expect(lackingIn(model, { name: "wasm", lacks: ["erf"] })).toEqual([]);
});
