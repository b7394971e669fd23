/**
 * Digits as SVG strokes, in a box of 0.5 by 1 whose top left corner is 0, 0. Drawn rather than set as text: a machine that makes
 * pictures need not have fonts.
 */
const strokesOf: readonly string[] = [
  "M.25,0C.02,0 .02,1 .25,1S.48,0 .25,0",
  "M.08,.22L.3,0V1",
  "M.03,.25C.03,-.1 .47,-.1 .47,.25C.47,.5 .03,.75 .03,1H.47",
  "M.05,.06C.2,-.05 .45,0 .45,.24C.45,.42 .3,.48 .18,.48C.32,.48 .48,.55 .48,.74C.48,1.02 .18,1.07 .02,.94",
  "M.38,1V0L.02,.68H.5",
  "M.44,0H.1L.06,.44C.24,.34 .48,.42 .48,.7C.48,1.02 .18,1.07 .02,.94",
  "M.4,0C.1,.2 .02,.5 .02,.7C.02,1.1 .48,1.1 .48,.7C.48,.4 .1,.36 .03,.62",
  "M.02,0H.48L.18,1",
  "M.25,.46C-.03,.42 -.01,0 .25,0S.53,.42 .25,.46C-.08,.5 -.06,1 .25,1S.58,.5 .25,.46",
  "M.1,1C.4,.8 .48,.5 .48,.3C.48,-.1 .02,-.1 .02,.3C.02,.6 .4,.64 .47,.38",
];

/** From one digit's left edge to the next one's, by their height. */
const advance = 0.68;

/** Width of a whole number, from 0 on, by its height. */
export function widthOfNumber(number: number): number {
  return String(number).length * advance - (advance - 0.5);
}

/** A group of strokes that is a whole number, its top left corner at x, y. Strokes are as wide as the caller says, by the height. */
export function drawnNumber(number: number, { x, y, height }: { x: number; y: number; height: number }): string {
  const digits = [...String(number)].map(
    (digit, index) =>
      `<path d="${strokesOf[Number(digit)]}" transform="translate(${(index * advance).toFixed(2)},0)"/>`,
  );
  return `<g transform="translate(${x.toFixed(2)},${y.toFixed(2)}) scale(${height})">${digits.join("")}</g>`;
}
