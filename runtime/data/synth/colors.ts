/** 0..255 */
export type Color = readonly [red: number, green: number, blue: number];

/** From `a` (share 0) to `b` (share 1). */
export function mix(a: Color, b: Color, share: number): Color {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}

/** Skin in folds and hollows. */
export function darkSkin(skin: Color): Color {
  return mix(skin, [74, 30, 20], 0.55);
}
