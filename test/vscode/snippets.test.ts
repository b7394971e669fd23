import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parse } from "../../grammar/parse.ts";
import { told } from "../support/check.ts";
import { root } from "./support.ts";

interface Snippet {
  readonly prefix: string;
  readonly body: readonly string[];
}

const snippets = Object.values(
  JSON.parse(readFileSync(`${root}editor/vscode/snippets/kpnet.json`, "utf8")) as Record<string, Snippet>,
);

/** A snippet with what stands in its places to begin with. */
function filled({ body }: Snippet): string {
  return body
    .join("\n")
    .replace(/\$\{\d+:([^}]*)\}/g, "$1")
    .replace(/\$\d+/g, "");
}

const declarations = snippets.filter(({ prefix }) => !["repeat", "branch"].includes(prefix));

it.each(declarations)("the snippet $prefix is a declaration", (snippet) => {
  const { diagnostics, tree } = parse("spec.kpnet", `kpnet 1\n\n${filled(snippet)}\n`);
  expect(diagnostics).toEqual([]);
  expect(tree.declarations.length).toBe(1);
});

it("models and blocks of snippets are sound", () => {
  const of = (prefix: string) => filled(snippets.find((each) => each.prefix === prefix)!);
  for (const prefix of ["model", "block", "residual"]) expect(told(`kpnet 1\n\n${of(prefix)}\n`), prefix).toEqual([]);
});

it("steps of snippets are sound in a model", () => {
  const of = (prefix: string) => filled(snippets.find((each) => each.prefix === prefix)!);
  const steps = `${of("repeat")}\n${of("branch")}`.replace("from x", "from image");
  const model = `model Net {\ninput image: image[1, 8, 8] in 0..1\n${steps}\noutput maps: features[1, 8, 8]\n}`;
  // Placeholders are relus, of which only the first can have anything to do.
  expect(told(`kpnet 1\n\n${model}\n`).filter((each) => !each.startsWith("idle_relu"))).toEqual([]);
});
