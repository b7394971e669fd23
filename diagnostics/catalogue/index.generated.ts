// Made by scripts/generate.ts from the files in this folder. Do not edit.
import type { DiagnosticKind } from "../define.ts";
import { conv_in_channels } from "./conv_in_channels.ts";
import { empty_interval } from "./empty_interval.ts";
import { groups_do_not_divide } from "./groups_do_not_divide.ts";
import { image_in_both_splits } from "./image_in_both_splits.ts";
import { linear_in_features } from "./linear_in_features.ts";
import { needs_features } from "./needs_features.ts";
import { needs_vector } from "./needs_vector.ts";
import { padding_over_half_kernel } from "./padding_over_half_kernel.ts";
import { person_in_both_splits } from "./person_in_both_splits.ts";
import { person_not_in_data } from "./person_not_in_data.ts";
import { pool_drops_edge } from "./pool_drops_edge.ts";
import { repeated_keypoint } from "./repeated_keypoint.ts";
import { reshape_count } from "./reshape_count.ts";
import { scale_of_scaled } from "./scale_of_scaled.ts";
import { unknown_keypoint } from "./unknown_keypoint.ts";
import { window_larger_than_input } from "./window_larger_than_input.ts";

export const catalogue = {
  conv_in_channels,
  empty_interval,
  groups_do_not_divide,
  image_in_both_splits,
  linear_in_features,
  needs_features,
  needs_vector,
  padding_over_half_kernel,
  person_in_both_splits,
  person_not_in_data,
  pool_drops_edge,
  repeated_keypoint,
  reshape_count,
  scale_of_scaled,
  unknown_keypoint,
  window_larger_than_input,
} as const;

export const catalogueByName = catalogue as unknown as Readonly<Record<string, DiagnosticKind<never> | undefined>>;
