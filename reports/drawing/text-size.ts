/** Fonts in which a character is as wide as any other, so that a text's width is known without the font. */
export const fontFamily = "ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace";

/** Pixels. */
export const fontSize = { title: 15, row: 12, detail: 11 } as const;

/** Widest of the fonts above (DejaVu Sans Mono has 0.602), in parts of the font's size. */
const advance = 0.605;

/** The width of a text on one line. */
export function widthOf(text: string, size: number): number {
  return [...text].length * advance * size;
}
