import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDim,
  type Dim,
  floorDivDim,
  isKnown,
  mulDim,
  productOf,
  quotientOf,
  sameDim,
  showDim,
  subDim,
  substitute,
  sumOf,
  symbol,
  symbolsOf,
} from "../../compiler/ir/dim.ts";

const H = symbol("H");
const W = symbol("W");

/** A size as it is built up, and what it comes to when its symbols have values. */
interface Grown {
  readonly dim: Dim;
  readonly at: (values: Values) => number;
}

type Values = Readonly<Record<string, number>>;

const leaf: fc.Arbitrary<Grown> = fc.oneof(
  fc.integer({ min: -20, max: 20 }).map((n) => ({ dim: n, at: () => n })),
  fc.constantFrom("H", "W", "C").map((name) => ({ dim: symbol(name), at: (values: Values) => values[name]! })),
);

const grown: fc.Arbitrary<Grown> = fc.letrec<{ any: Grown }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    leaf,
    fc.tuple(tie("any"), tie("any")).map(([a, b]) => ({
      dim: addDim(a.dim, b.dim),
      at: (values: Values) => a.at(values) + b.at(values),
    })),
    fc.tuple(tie("any"), tie("any")).map(([a, b]) => ({
      dim: subDim(a.dim, b.dim),
      at: (values: Values) => a.at(values) - b.at(values),
    })),
    fc.tuple(tie("any"), leaf).map(([a, b]) => ({
      dim: mulDim(a.dim, b.dim),
      at: (values: Values) => a.at(values) * b.at(values),
    })),
    fc.tuple(tie("any"), fc.integer({ min: 1, max: 6 })).map(([a, by]) => ({
      dim: floorDivDim(a.dim, by),
      at: (values: Values) => Math.floor(a.at(values) / by),
    })),
  ),
})).any;

const size = fc.integer({ min: 1, max: 300 });
const values = fc.record({ H: size, W: size, C: size });

describe("properties", () => {
  test("putting numbers in for symbols gives what the numbers themselves give", () => {
    fc.assert(
      fc.property(grown, values, ({ dim, at }, numbers) => {
        // `+ 0` makes 0 of -0.
        expect((substitute(dim, numbers) as number) + 0).toBe(at(numbers) + 0);
      }),
      { numRuns: 2000 },
    );
  });

  test("symbols can be put in for one by one, in any order", () => {
    fc.assert(
      fc.property(grown, values, ({ dim }, { H: h, W: w, C: c }) => {
        const stepwise = substitute(substitute(substitute(dim, { C: c }), { H: h }), { W: w });
        expect(sameDim(stepwise, substitute(dim, { H: h, W: w, C: c }))).toBe(true);
      }),
    );
  });

  test("a size without symbols is a plain number, and one with symbols is not", () => {
    fc.assert(
      fc.property(grown, ({ dim }) => {
        expect(isKnown(dim)).toBe(symbolsOf(dim).length === 0);
      }),
    );
  });

  test("the order of sums and products makes no difference, and what is added can be taken off", () => {
    fc.assert(
      fc.property(grown, grown, grown, ({ dim: a }, { dim: b }, { dim: c }) => {
        expect(showDim(sumOf([a, b, c]))).toBe(showDim(sumOf([c, a, b])));
        expect(showDim(productOf([a, b]))).toBe(showDim(productOf([b, a])));
        expect(sameDim(subDim(addDim(a, b), b), a)).toBe(true);
      }),
    );
  });

  test("a product is divided evenly by its factors", () => {
    const factor = fc.constantFrom<Dim>(3, H, mulDim(2, W), mulDim(H, W));
    fc.assert(
      fc.property(grown, factor, ({ dim }, by) => {
        const quotient = quotientOf(mulDim(dim, by), by);
        expect(quotient !== undefined && sameDim(quotient, dim)).toBe(true);
      }),
    );
  });
});

describe("as a person writes it", () => {
  test.each<[string, Dim]>([
    ["7", addDim(3, 4)],
    ["H", addDim(H, 0)],
    ["H + 3", addDim(3, H)],
    ["H - 3", subDim(H, 3)],
    ["-H + 3", subDim(3, H)],
    ["2*H*W", mulDim(mulDim(W, 2), H)],
    ["0", subDim(mulDim(H, W), mulDim(W, H))],
    ["floor(H/2)", floorDivDim(H, 2)],
    ["floor((H - 1)/2) + 1", addDim(floorDivDim(subDim(H, 1), 2), 1)],
    ["H + 1", floorDivDim(addDim(mulDim(H, 2), 3), 2)],
    ["floor(H/4)", floorDivDim(floorDivDim(H, 2), 2)],
    ["floor((H - 1)/4) + 1", addDim(floorDivDim(floorDivDim(subDim(H, 1), 2), 2), 1)],
    ["floor((H - 1)/12) + 1", floorDivDim(addDim(floorDivDim(subDim(H, 1), 3), 4), 4)],
    ["floor((H + floor(H/2))/3)", floorDivDim(addDim(H, floorDivDim(H, 2)), 3)],
  ])("%s", (text, dim) => expect(showDim(dim)).toBe(text));
});

describe("quotients", () => {
  const show = (dim: Dim | undefined) => (dim === undefined ? "not even" : showDim(dim));
  const cases: [Dim, Dim, Dim | undefined][] = [
    [12, 4, 3],
    [12, 5, undefined],
    [H, H, 1],
    [mulDim(H, 6), 3, mulDim(H, 2)],
    [addDim(mulDim(H, 6), 3), 3, addDim(mulDim(H, 2), 1)],
    [mulDim(H, W), W, H],
    [H, W, undefined],
    [addDim(H, 1), 2, undefined],
    [12, H, undefined],
  ];
  test.each(cases.map(([a, by, quotient]) => [show(a), show(by), show(quotient), show(quotientOf(a, by))]))(
    "(%s) / (%s) is %s",
    (_a, _by, expected, actual) => expect(actual).toBe(expected),
  );
});
