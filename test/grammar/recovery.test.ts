import { describe, expect, it } from "vitest";
import { parse } from "../../grammar/parse.ts";
import { complaints, cuts, type Damage, deletions, doublings } from "./damage.ts";
import { samples } from "./samples.ts";

const ways: [string, (text: string) => Damage[]][] = [
  ["cut off at any place", cuts],
  ["without any one token", deletions],
  ["with any one line doubled", doublings],
];

describe.each(samples)("$name", ({ name, text }) => {
  const whole = parse(name, text);

  it("is read without a message", () => {
    expect(whole.diagnostics).toEqual([]);
  });

  it.each(ways)("%s: few messages, at the place, and the rest of the file is untouched", (_, damages) => {
    const all = damages(text);
    expect(all.length).toBeGreaterThan(3);
    expect(all.flatMap((damage) => complaints(text, whole, damage))).toEqual([]);
  });
});
