import { expect, it } from "vitest";
import { catalogueByName } from "../../diagnostics/catalogue/index.generated.ts";
import type { DiagnosticKind } from "../../diagnostics/define.ts";
import { checkSpec, complaints, isOneToken } from "../check/damaged-spec.ts";
import { cuts, deletions, doublings } from "../grammar/damage.ts";
import { specTexts } from "../support/check.ts";

/** The specs, and the good samples of the catalogue, which between them use all that the compiler can do. */
const entries = Object.values(catalogueByName) as DiagnosticKind<never>[];
const specs = Object.entries(specTexts).flatMap(([path, text]) => (path.includes("/") ? [] : [text]));
const samples = [...new Set([...specs, ...entries.map((entry) => entry.good)])];

it.each(samples)("few messages, the first at the place, and all else checked as before: %s", (text) => {
  const whole = checkSpec(text);
  const damages = [...cuts(text), ...deletions(text), ...doublings(text)];
  const wrong = damages
    .filter((damage) => isOneToken(text, damage))
    .flatMap((damage) => complaints(text, whole, damage));
  expect(wrong).toEqual([]);
});
