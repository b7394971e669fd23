import { metrics } from "./index.generated.ts";
import type { Metric } from "./metric.ts";

/** The names that the figures of an experiment's metrics have: `nme`, and `nme_2` for a second one with other arguments. */
export function metricKeys(names: readonly string[]): readonly string[] {
  return names.map((name, index) => {
    const before = names.slice(0, index).filter((other) => other === name).length;
    return before === 0 ? name : keyOf(name, before + 1);
  });
}

/** The metric that a figure is of; undefined for a figure of another kind, such as a loss. */
export function metricOfKey(key: string): Metric | undefined {
  return Object.values(metrics).find(({ name }) => {
    const count = Number(key.slice(name.length + 1));
    return key === name || (count > 1 && key === keyOf(name, count));
  });
}

function keyOf(name: string, count: number): string {
  return `${name}_${count}`;
}
