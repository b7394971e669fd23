import type { KeypointScheme } from "../../compiler/ir/plan.ts";
import type { FaceChart, FacePoint } from "../../reports/charts/face-chart.ts";
import type { Examples } from "../../runtime/data/examples.ts";
import { toPixels } from "../../runtime/data/frames.ts";
import { meanTarget } from "../../runtime/data/mean-point.ts";
import type { ExampleMeasures } from "../../runtime/evaluate/measure.ts";
import { spreadPicture } from "../../runtime/pictures/number-sheet.ts";
import { jpegUrl } from "./data-url.ts";

/** The chart is so many units wide, whatever the network's picture is. */
const chartWidth = 640;

/**
 * The mean of all pictures and points of a split, as the network sees them, with each point's mean error in pixels of the pictures as they
 * are. A point counts where it is visible; one that never is is not on the chart.
 */
export async function meanFace(
  { plain: examples, kept }: Examples,
  measured: readonly ExampleMeasures[],
  scheme: KeypointScheme,
): Promise<FaceChart> {
  const [channels, height, width] = examples.inputShape;
  const byId = new Map(measured.map((each) => [each.id, each]));
  const count = examples.ids.length;
  const input = new Float32Array(channels * height * width);
  const places = meanTarget(examples);
  const seenErrors = new Float64Array(kept.length);
  const errors = new Float64Array(kept.length);
  const counts = new Float64Array(kept.length);
  for (const [index, id] of examples.ids.entries()) {
    const example = await examples.example(index, 1);
    example.input.forEach((value, at) => {
      input[at]! += value / count;
    });
    const face = byId.get(id);
    if (face === undefined) continue;
    const { points, predicted, truth } = face;
    const [a, b, , d, e] = example.toSource;
    const enlarged = Math.sqrt(Math.abs(a * e - b * d));
    for (const [place, point] of points.entries()) {
      const [x, y] = [2 * place, 2 * place + 1];
      const distance = Math.hypot(predicted[x]! - truth[x]!, predicted[y]! - truth[y]!);
      const index = kept.indexOf(point);
      errors[index]! += distance;
      seenErrors[index]! += distance / enlarged;
      counts[index]! += 1;
    }
  }
  const scale = chartWidth / width;
  const size = { width: chartWidth, height: Math.round(height * scale) };
  const at = toPixels(places, size);
  const points = kept.flatMap((point, index): FacePoint[] => {
    const count = counts[index]!;
    if (count === 0) return [];
    const [x, y] = [at[2 * index]! + 0.5, at[2 * index + 1]! + 0.5];
    return [
      {
        name: nameOf(point, scheme),
        x,
        y,
        radius: (seenErrors[index]! / count) * scale,
        error: errors[index]! / count,
      },
    ];
  });
  return {
    ...size,
    points,
    background: jpegUrl(await spreadPicture({ channels, height, width, data: input }, chartWidth)),
  };
}

/** `nose_tip`, or `nose 47`. */
function nameOf(point: number, { names, groups }: KeypointScheme): string {
  const name = Object.entries(names).find(([, index]) => index === point)?.[0];
  const group = Object.entries(groups).find(([, points]) => points.includes(point))?.[0];
  return name ?? `${group ?? "point"} ${point}`;
}
