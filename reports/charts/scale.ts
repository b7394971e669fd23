/** Takes values to places along an axis, and says which values to write beside it. */
export interface Scale {
  readonly at: (value: number) => number;
  readonly ticks: readonly number[];
}

/** Where an axis begins and ends in the drawing; for a vertical one the first is the larger. */
export type Extent = readonly [from: number, to: number];

/** Round steps of 1, 2 or 5 times a power of ten, about `count` of them. */
export function linearScale([low, high]: Extent, [from, to]: Extent, count = 5): Scale {
  const span = high - low || 1;
  const step = roundStep(span / count);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  const ticks = Array.from({ length: Math.max(0, last - first + 1) }, (_, k) =>
    Number(((first + k) * step).toPrecision(12)),
  );
  return { at: (value) => from + ((value - low) / span) * (to - from), ticks };
}

/** Of values above 0. Powers of ten are written, and 2 and 5 times these where there are few. */
export function logScale([low, high]: Extent, extent: Extent): Scale {
  const decades = Math.log10(high / low);
  const factors = decades < 2.5 ? [1, 2, 5] : [1];
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    for (const factor of factors) {
      const tick = Number((factor * 10 ** power).toPrecision(3));
      if (tick >= low * 0.999 && tick <= high * 1.001) ticks.push(tick);
    }
  }
  const linear = linearScale([Math.log10(low), Math.log10(high)], extent);
  return { at: (value) => linear.at(Math.log10(value)), ticks };
}

function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((each) => each * power >= rough * 0.999) ?? 10;
  return factor * power;
}

/** `0.002`, `250`, `1e-5`: as short as it is exact. */
export function showTick(value: number): string {
  const text = String(Number(value.toPrecision(6)));
  return text.length > 7 ? value.toExponential().replace("+", "") : text;
}
