import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { memorySource } from "../../compiler/file-source.ts";
import { Cache, type CheckedProject, checkProject } from "../../compiler/index.ts";
import { absoluteSpan } from "../../diagnostics/place.ts";
import { Memo } from "../../lib/memo.ts";
import { cuts, deletions, doublings } from "../grammar/damage.ts";

const spec = readFileSync(new URL("../../specs/nosenet.kpnet", import.meta.url), "utf8");

function check(text: string, cache: Cache): CheckedProject {
  return checkProject("spec.kpnet", memorySource({ "spec.kpnet": text }), cache);
}

/** What phases 1 to 3 worked out anew when `before` became `after`: `elaborate model NoseNet`, `check experiment Nose`. */
function workedOut(before: string, after: string): string[] {
  const cache = new Cache();
  check(before, cache);
  check(after, cache);
  const phases = cache.computed.filter((key) => /^(resolve|elaborate|check) /.test(key));
  return phases.map((key) => key.replace("spec.kpnet ", "")).sort();
}

/** All that a check says, with places in the text as it is now. */
function everything({ diagnostics, lookup, models, graphs, experiments }: CheckedProject) {
  const told = diagnostics.map((each) => ({ ...each, span: absoluteSpan(each.place, lookup) }));
  return { told, models: [...models], graphs: [...graphs], experiments: [...experiments] };
}

describe("checking a spec again", () => {
  it("works out nothing where nothing has changed", () => {
    expect(workedOut(spec, spec)).toEqual([]);
  });

  it("works out nothing where a line is added above", () => {
    expect(workedOut(spec, spec.replace("kpnet 1\n", "kpnet 1\n\n// Another line.\n"))).toEqual([]);
  });

  it("works out what builds on the declaration that has changed, and nothing else", () => {
    const edited = spec.replace("linear(240)", "linear(120)");
    expect(workedOut(spec, edited)).toEqual([
      "check experiment Nose",
      "check experiment NoseAlternative",
      "check model NoseNet",
      "check model NoseNetAlternative",
      "elaborate model NoseNet",
      "elaborate model NoseNetAlternative",
      "resolve model NoseNet",
    ]);
  });

  it("works out an experiment alone where only that has changed", () => {
    const edited = spec.replace("set optimizer.lr: 5e-4", "set optimizer.lr: 4e-4");
    expect(workedOut(spec, edited)).toEqual([
      "check experiment NoseAlternative",
      "elaborate experiment NoseAlternative",
      "resolve experiment NoseAlternative",
    ]);
  });

  it("works out no graph where a declaration is added that nobody names", () => {
    const done = workedOut(spec, `${spec}\nmodel Other {\n  input x: vector[4]\n  output y: vector[4]\n}\n`);
    expect(done.filter((key) => key.startsWith("elaborate"))).toEqual(["elaborate model Other"]);
  });

  it("notices a declaration that a name was waiting for", () => {
    const cache = new Cache();
    const without = spec.replace("model NoseNet {", "model Nosenet {");
    expect(check(without, cache).diagnostics.length).toBeGreaterThan(0);
    expect(check(spec, cache).diagnostics).toEqual([]);
  });

  it("says the same as a fresh check, whatever was edited in whatever order", () => {
    const damages = [...cuts(spec), ...deletions(spec), ...doublings(spec)];
    const edits = fc.array(fc.constantFrom(...damages), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(edits, (chosen) => {
        const cache = new Cache();
        for (const { start, end, put } of chosen) {
          const text = spec.slice(0, start) + put + spec.slice(end);
          expect(everything(check(text, cache))).toEqual(everything(check(text, new Cache())));
        }
      }),
      { seed: 1, numRuns: 40 },
    );
  });
});

describe("Memo", () => {
  /** A sheet of numbers and sums of two cells, each a question. */
  function sheet(cells: Record<string, number | readonly [string, string]>, memo: Memo) {
    const value = (name: string): number => {
      const cell = cells[name]!;
      if (typeof cell === "number") return memo.input(name, () => cells[name] as number);
      return memo.ask(name, () => Math.abs(value(cell[0]) + value(cell[1])));
    };
    return value;
  }

  it("asks again only where an answer has changed, and stops where one comes out equal", () => {
    const cells: Record<string, number | readonly [string, string]> = {
      a: 1,
      b: -2,
      sum: ["a", "b"],
      top: ["sum", "b"],
    };
    const memo = new Memo();
    const value = sheet(cells, memo);
    memo.revise();
    expect(value("top")).toBe(1);
    cells.a = 3;
    memo.revise();
    expect(value("top")).toBe(1);
    expect(memo.computed).toEqual(["a", "b", "sum"]);
    cells.a = 9;
    memo.revise();
    expect(value("top")).toBe(5);
    expect(memo.computed).toEqual(["a", "b", "sum", "top"]);
  });

  it("forgets what nobody asks about any more", () => {
    const memo = new Memo();
    let count = 0;
    const ask = (): number => memo.ask("once", () => ++count);
    memo.revise();
    ask();
    for (let revision = 0; revision < 3; revision++) memo.revise();
    ask();
    expect(count).toBe(1);
    for (let revision = 0; revision < 10; revision++) memo.revise();
    ask();
    expect(count).toBe(2);
  });

  it("goes on after a question failed", () => {
    const memo = new Memo();
    memo.revise();
    expect(() =>
      memo.ask("outer", () =>
        memo.ask("inner", () => {
          throw new Error("no");
        }),
      ),
    ).toThrow("no");
    expect(memo.ask("outer", () => memo.ask("inner", () => 1))).toBe(1);
  });
});
