import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { cuts, type Damage, deletions, doublings } from "../grammar/damage.ts";
import { checkSpec, complaints, isOneToken } from "./damaged-spec.ts";

const root = new URL("../../", import.meta.url).pathname;
const specs = readdirSync(`${root}specs`).filter((file) => file.endsWith(".kpnet"));
const files = [
  ...specs.map((file) => `specs/${file}`),
  "test/check/fixtures/everything.kpnet",
  "test/check/fixtures/variants.kpnet",
];

const ways: [string, (text: string) => Damage[]][] = [
  ["cut off at any place", cuts],
  ["without any one token", deletions],
  ["with any one line doubled", doublings],
];

/** At most so many of them, at even distances; test/long goes through all. */
function sampled(damages: readonly Damage[]): Damage[] {
  const every = Math.ceil(damages.length / 80);
  return damages.filter((_, index) => index % every === 0);
}

describe.each(files)("%s", (file) => {
  const text = readFileSync(root + file, "utf8");
  const whole = checkSpec(text);

  it("has no errors and something to check", () => {
    expect(whole.diagnostics).toEqual([]);
    expect(whole.models.size).toBeGreaterThan(0);
  });

  it.each(ways)("%s: few messages, the first at the place, and all else is checked as before", (_, damages) => {
    const all = sampled(damages(text).filter((damage) => isOneToken(text, damage)));
    expect(all.length).toBeGreaterThan(15);
    expect(all.flatMap((damage) => complaints(text, whole, damage))).toEqual([]);
  });
});
