// Made by scripts/generate.ts from the files in this folder. Do not edit.
import type { Metric } from "./metric.ts";
import { auc } from "./auc.ts";
import { failure_rate } from "./failure_rate.ts";
import { mae } from "./mae.ts";
import { nme } from "./nme.ts";

export const metrics = {
  auc,
  failure_rate,
  mae,
  nme,
} as const satisfies Readonly<Record<string, Metric>>;

export const metricsByName: Readonly<Record<string, Metric | undefined>> = metrics;
