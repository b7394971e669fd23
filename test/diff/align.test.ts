import fc from "fast-check";
import { expect, it } from "vitest";
import { type AlignmentCosts, align } from "../../compare/align/align.ts";
import { longestChain } from "../../compare/align/longest-chain.ts";

/** Letters that differ in case are a cheap pair, other vowels and other consonants a dear one. */
const costs: AlignmentCosts<string> = {
  pair(a, b) {
    if (a === b) return 0;
    if (a.toLowerCase() === b.toLowerCase()) return 1;
    return /[aeo]/i.test(a) === /[aeo]/i.test(b) ? 6 : Number.POSITIVE_INFINITY;
  },
  alone: 4,
  name: (letter) => letter,
};

const letters = fc.array(fc.constantFrom("a", "A", "b", "B", "c", "e", "o"), { maxLength: 6 });

function costOf(
  before: readonly string[],
  after: readonly string[],
  pairs: readonly (readonly [number, number])[],
): number {
  const paired = pairs.reduce((sum, [i, j]) => sum + costs.pair(before[i]!, after[j]!), 0);
  return paired + costs.alone * (before.length + after.length - 2 * pairs.length);
}

/** Of every alignment that there is. */
function leastCost(before: readonly string[], after: readonly string[]): number {
  if (before.length === 0 || after.length === 0) return costs.alone * (before.length + after.length);
  return Math.min(
    costs.pair(before[0]!, after[0]!) + leastCost(before.slice(1), after.slice(1)),
    costs.alone + leastCost(before.slice(1), after),
    costs.alone + leastCost(before, after.slice(1)),
  );
}

it("costs as little as the best of all alignments", () => {
  fc.assert(
    fc.property(letters, letters, (before, after) => {
      const pairs = align(before, after, costs);
      expect(costOf(before, after, pairs)).toBe(leastCost(before, after));
      for (const [index, [i, j]] of pairs.slice(1).entries()) {
        expect(i).toBeGreaterThan(pairs[index]![0]);
        expect(j).toBeGreaterThan(pairs[index]![1]);
      }
    }),
    { numRuns: 500, seed: 294 },
  );
});

it("is the same in both directions, where no name stands twice", () => {
  const distinct = fc.uniqueArray(fc.constantFrom(..."aAbBcCdDeEoO"), { maxLength: 8 });
  fc.assert(
    fc.property(distinct, distinct, (before, after) => {
      const turned = align(after, before, costs).map(([j, i]) => [i, j]);
      expect(turned).toEqual(align(before, after, costs));
    }),
    { numRuns: 500, seed: 294 },
  );
});

it("the longest chain is as long as any, and the same in both directions", () => {
  const permutation = fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6], { minLength: 7 });
  fc.assert(
    fc.property(permutation, (order) => {
      const links = order.map((after, before) => ({ before, after, name: `link ${before}` }));
      const chain = longestChain(links);
      const turned = longestChain(links.map(({ before, after, name }) => ({ before: after, after: before, name })));
      expect(turned.map(({ before }) => before)).toEqual(chain.map(({ after }) => after));
      expect(chain.length).toBe(longestRising(order));
      for (const [index, { after }] of chain.slice(1).entries()) expect(after).toBeGreaterThan(chain[index]!.after);
    }),
    { numRuns: 300, seed: 294 },
  );
});

function longestRising(order: readonly number[], above = -1): number {
  if (order.length === 0) return 0;
  const [first, ...rest] = order;
  const without = longestRising(rest, above);
  return first! > above ? Math.max(without, 1 + longestRising(rest, first)) : without;
}
