import type { TrainingOptions } from "../ir/plan.ts";
import type { Properties } from "./properties.ts";

/** What an experiment says of its training; undefined where something is wrong, which was reported. */
export function trainingOptions(properties: Properties): TrainingOptions | undefined {
  const needed = {
    freeze: properties.byKey.has("freeze") ? (properties.value("freeze") as readonly string[] | undefined) : [],
    rates: properties.record("rates") as Readonly<Record<string, number>> | undefined,
    accumulate: properties.value("accumulate") as number | undefined,
  };
  const { freeze, rates, accumulate } = needed;
  if (freeze === undefined || rates === undefined || accumulate === undefined) return undefined;
  const { patience, min_delta: minDelta } = properties.fields("early_stopping") ?? {};
  const optional = {
    init: properties.call("init"),
    schedule: properties.call("schedule"),
    clipGradNorm: properties.value("clip_grad_norm") as number | undefined,
    clipGradValue: properties.value("clip_grad_value") as number | undefined,
    movingAverage: properties.value("moving_average") as number | undefined,
    earlyStopping: patience === undefined ? undefined : { patience, minDelta },
  };
  return { freeze, rates, accumulate, ...withoutAbsent(optional) } as TrainingOptions;
}

function withoutAbsent(parts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined));
}
