import { expect, it } from "vitest";
import { registries } from "../../compiler/registries.ts";
import { catalogueByName } from "../../diagnostics/catalogue/index.generated.ts";
import { explain } from "../../reports/explain.ts";

const everything = [
  ...Object.values(registries).map((registry) => Object.keys(registry)),
  Object.keys(catalogueByName),
].flat();

it.each(everything)("explains %s", (name) => {
  const text = explain(name);
  expect(text).toMatch(new RegExp(`^# ${name}\\b`));
  expect(text).not.toMatch(/undefined|NaN|\[object/);
  expect(text.length).toBeGreaterThan(60);
});

it("says how an op is called and what its parameters are", () => {
  const text = explain("conv2d");
  expect(text).toContain("`conv2d(out_channels, kernel, stride: 1, padding: 0, dilation: 1, groups: 1, bias: true)`");
  expect(text).toContain("- `groups`, a whole number, at least 1; 1 unless said: ");
});

it("has a hint for a name that is nearly right", () => {
  expect(() => explain("conv2")).toThrow("named conv2; did you mean conv2d?");
  expect(() => explain("conv2")).toThrow(expect.objectContaining({ exitCode: 2 }));
});
