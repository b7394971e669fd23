import { readersByName } from "./datasets/index.generated.ts";
import type { Reader } from "./datasets/reader.ts";
import { initsByName } from "./inits/index.generated.ts";
import type { Init } from "./inits/init.ts";
import { lossesByName } from "./losses/index.generated.ts";
import type { Loss } from "./losses/loss.ts";
import { metricsByName } from "./metrics/index.generated.ts";
import type { Metric } from "./metrics/metric.ts";
import { opsByName } from "./ops/index.generated.ts";
import type { Op } from "./ops/op.ts";
import { optimizersByName } from "./optimizers/index.generated.ts";
import type { Optimizer } from "./optimizers/optimizer.ts";
import { schedulesByName } from "./schedules/index.generated.ts";
import type { Schedule } from "./schedules/schedule.ts";
import { splitsByName } from "./splits/index.generated.ts";
import type { Split } from "./splits/split.ts";
import { transformsByName } from "./transforms/index.generated.ts";
import type { Transform } from "./transforms/transform.ts";

type Entries<Entry> = Readonly<Record<string, Entry | undefined>>;

/** Everything that a spec can call by name, one registry each; `datasets` holds the readers. */
export interface Registries {
  readonly ops: Entries<Op>;
  readonly transforms: Entries<Transform>;
  readonly losses: Entries<Loss>;
  readonly optimizers: Entries<Optimizer>;
  readonly datasets: Entries<Reader>;
  readonly splits: Entries<Split>;
  readonly schedules: Entries<Schedule>;
  readonly inits: Entries<Init>;
  readonly metrics: Entries<Metric>;
}

export const registries: Registries = {
  ops: opsByName,
  transforms: transformsByName,
  losses: lossesByName,
  optimizers: optimizersByName,
  datasets: readersByName,
  splits: splitsByName,
  schedules: schedulesByName,
  inits: initsByName,
  metrics: metricsByName,
};
