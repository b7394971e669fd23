import type { ParameterValues } from "../../compiler/ir/parameters.ts";
import type { ExperimentPlan, KeypointScheme } from "../../compiler/ir/plan.ts";
import { metricsByName } from "../../compiler/metrics/index.generated.ts";
import type { MeasuredFace, Metric } from "../../compiler/metrics/metric.ts";
import { metricKeys, metricOfKey } from "../../compiler/metrics/metric-keys.ts";

/** A metric of an experiment, under the name that its figure has: `nme`, and `nme_2` for a second one. */
export interface ChosenMetric {
  readonly key: string;
  readonly metric: Metric;
  readonly parameters: ParameterValues;
}

/** What is measured beside the loss. */
export interface ChosenMetrics {
  readonly metrics: readonly ChosenMetric[];
  readonly scheme: KeypointScheme;
}

/** Figures by the metric's key. */
export type Figures = Readonly<Record<string, number>>;

export function chosenMetrics({ metrics, examples }: Pick<ExperimentPlan, "metrics" | "examples">): ChosenMetrics {
  const keys = metricKeys(metrics.map(({ name }) => name));
  const chosen = metrics.map(({ name, parameters }, index) => ({
    key: keys[index]!,
    metric: metricsByName[name]!,
    parameters,
  }));
  return { metrics: chosen, scheme: examples.dataset.keypoints };
}

/** Of the metrics that can be had of a face: none where it has no points. */
export function figuresOfFace({ metrics, scheme }: ChosenMetrics, face: Omit<MeasuredFace, "scheme">): Figures {
  if (face.truth.length === 0) return {};
  const figures = metrics.flatMap(({ key, metric, parameters }) => {
    const figure = metric.ofFace({ ...face, scheme }, parameters);
    return figure === undefined ? [] : [[key, figure] as const];
  });
  return Object.fromEntries(figures);
}

/** One figure a metric of those of all faces that have it; none where no face has. */
export function figuresOfAll({ metrics }: ChosenMetrics, faces: readonly Figures[]): Figures {
  const figures = metrics.flatMap(({ key, metric, parameters }) => {
    const each = faces.flatMap((face) => face[key] ?? []);
    if (each.length === 0) return [];
    const mean = () => each.reduce((sum, figure) => sum + figure, 0) / each.length;
    return [[key, metric.ofAll?.(each, parameters) ?? mean()] as const];
  });
  return Object.fromEntries(figures);
}

/** `5.4 px`, `4.71 %`; nothing where no face had it. */
export function showFigure(key: string, figure: number | undefined): string {
  if (figure === undefined) return "";
  return metricOfKey(key)?.unit === "pixels" ? `${figure.toFixed(1)} px` : `${(100 * figure).toFixed(2)} %`;
}
