import { element } from "./elements.ts";

const curve = element("curve", HTMLElement);
const line = curve.querySelector("polyline")!;
const caption = element("loss", HTMLElement);

/** Draws the losses of all steps so far: the highest at the top, and 0 at the bottom. */
export function showLosses(losses: readonly number[]): void {
  const most = Math.max(...losses, Number.MIN_VALUE);
  const last = Math.max(losses.length - 1, 1);
  line.setAttribute(
    "points",
    losses.map((loss, step) => `${(step / last) * 100},${39 - (loss / most) * 38}`).join(" "),
  );
  const [first, latest] = [losses[0]!, losses.at(-1)!];
  caption.textContent = `Loss ${first.toExponential(2)} → ${latest.toExponential(2)} in ${losses.length} steps`;
  curve.hidden = false;
}
