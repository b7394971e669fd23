import { describe, expect, it } from "vitest";
import { KpnetParser } from "../../grammar/rules/declarations.ts";

describe("the grammar", () => {
  it("is free of ambiguities, left recursion and unreachable alternatives", () => {
    // At run time this is skipped. It throws, with chevrotain's own words, where a rule is wrong.
    expect(() => new KpnetParser(false)).not.toThrow();
  });

  it("has a rule for every entry", () => {
    const rules = Object.keys(new KpnetParser().getGAstProductions());
    expect(rules).toEqual(
      expect.arrayContaining(["declaration", "statement", "example", "property", "edit", "imported"]),
    );
    expect(rules.length).toBeGreaterThan(30);
  });
});
