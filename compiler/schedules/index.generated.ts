// Made by scripts/generate.ts from the files in this folder. Do not edit.
import type { Schedule } from "./schedule.ts";
import { constant } from "./constant.ts";
import { cosine } from "./cosine.ts";
import { exponential } from "./exponential.ts";
import { multi_step } from "./multi_step.ts";
import { one_cycle } from "./one_cycle.ts";
import { step } from "./step.ts";

export const schedules = {
  constant,
  cosine,
  exponential,
  multi_step,
  one_cycle,
  step,
} as const satisfies Readonly<Record<string, Schedule>>;

export const schedulesByName: Readonly<Record<string, Schedule | undefined>> = schedules;
