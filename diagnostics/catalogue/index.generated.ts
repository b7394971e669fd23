// Made by scripts/generate.ts from the files in this folder. Do not edit.
import type { DiagnosticKind } from "../define.ts";
import { empty_interval } from "./empty_interval.ts";
import { image_in_both_splits } from "./image_in_both_splits.ts";
import { person_in_both_splits } from "./person_in_both_splits.ts";
import { person_not_in_data } from "./person_not_in_data.ts";
import { repeated_keypoint } from "./repeated_keypoint.ts";
import { scale_of_scaled } from "./scale_of_scaled.ts";
import { unknown_keypoint } from "./unknown_keypoint.ts";

export const catalogue = {
  empty_interval,
  image_in_both_splits,
  person_in_both_splits,
  person_not_in_data,
  repeated_keypoint,
  scale_of_scaled,
  unknown_keypoint,
} as const;

export const catalogueByName = catalogue as unknown as Readonly<Record<string, DiagnosticKind<never> | undefined>>;
