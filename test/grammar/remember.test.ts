import { expect, it } from "vitest";
import { parse } from "../../grammar/parse.ts";
import type { Declaration } from "../../grammar/tree.ts";

function bodies(text: string): unknown[] {
  const inside = (declaration: Declaration) => ("body" in declaration ? declaration.body : undefined);
  return parse("a.kpnet", text).tree.declarations.map(inside);
}

it("an edit reads again only the declaration that it touches", () => {
  const text = "model A {\n  f()\n}\n\nmodel B {\n  g()\n}\n\nmodel C {\n  h()\n}\n";
  const before = bodies(text);
  const after = bodies(text.replace("g()", "g(2)"));
  expect(after[0]).toBe(before[0]);
  expect(after[1]).not.toEqual(before[1]);
  expect(after[2]).toBe(before[2]);
});

it("what is remembered says where it stands now", () => {
  const model = "model A {\n  f(\n}\n";
  expect(parse("a.kpnet", model).diagnostics[0]!.place).toMatchObject({ file: "a.kpnet", declaration: "model A" });
  const { tree, diagnostics } = parse("b.kpnet", `const x = 1\n${model}${model}`);
  expect(tree.declarations.map(({ offset }) => offset)).toEqual([0, 12, 12 + model.length]);
  expect(diagnostics.map(({ place }) => [place.file, place.declaration])).toEqual([
    ["b.kpnet", "model A"],
    ["b.kpnet", "model A#2"],
  ]);
  expect(diagnostics[1]!.related[0]!.place.declaration).toBe("model A#2");
});
