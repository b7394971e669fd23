// Made by scripts/generate.ts from the files in this folder. Do not edit.
import type { DiagnosticKind } from "../define.ts";
import { allow_of_error } from "./allow_of_error.ts";
import { allow_without_effect } from "./allow_without_effect.ts";
import { ambiguous_keypoint } from "./ambiguous_keypoint.ts";
import { bias_before_norm } from "./bias_before_norm.ts";
import { binary_file } from "./binary_file.ts";
import { block_input_mismatch } from "./block_input_mismatch.ts";
import { block_range_mismatch } from "./block_range_mismatch.ts";
import { block_takes_blocks } from "./block_takes_blocks.ts";
import { budget_exceeded } from "./budget_exceeded.ts";
import { budget_unknown } from "./budget_unknown.ts";
import { circular_const } from "./circular_const.ts";
import { circular_import } from "./circular_import.ts";
import { circular_variant } from "./circular_variant.ts";
import { clashing_edits } from "./clashing_edits.ts";
import { color_of_scaled } from "./color_of_scaled.ts";
import { consecutive_linear } from "./consecutive_linear.ts";
import { conv_in_channels } from "./conv_in_channels.ts";
import { crop_without_box } from "./crop_without_box.ts";
import { dim_out_of_range } from "./dim_out_of_range.ts";
import { dropout_at_output } from "./dropout_at_output.ts";
import { duplicate_argument } from "./duplicate_argument.ts";
import { duplicate_declaration } from "./duplicate_declaration.ts";
import { duplicate_name } from "./duplicate_name.ts";
import { duplicate_property } from "./duplicate_property.ts";
import { early_stopping_idle } from "./early_stopping_idle.ts";
import { empty_file } from "./empty_file.ts";
import { empty_import } from "./empty_import.ts";
import { empty_interval } from "./empty_interval.ts";
import { expected_declaration } from "./expected_declaration.ts";
import { flip_without_mirror } from "./flip_without_mirror.ts";
import { graph_too_large } from "./graph_too_large.ts";
import { groups_do_not_divide } from "./groups_do_not_divide.ts";
import { hash_comment } from "./hash_comment.ts";
import { heatmaps_expected } from "./heatmaps_expected.ts";
import { idle_color } from "./idle_color.ts";
import { idle_dropout } from "./idle_dropout.ts";
import { idle_relu } from "./idle_relu.ts";
import { image_in_both_splits } from "./image_in_both_splits.ts";
import { import_not_found } from "./import_not_found.ts";
import { import_outside } from "./import_outside.ts";
import { input_range_mismatch } from "./input_range_mismatch.ts";
import { input_range_narrow } from "./input_range_narrow.ts";
import { input_shape_mismatch } from "./input_shape_mismatch.ts";
import { join_mismatch } from "./join_mismatch.ts";
import { keypoint_count_mismatch } from "./keypoint_count_mismatch.ts";
import { keypoint_out_of_range } from "./keypoint_out_of_range.ts";
import { learning_rate_unusual } from "./learning_rate_unusual.ts";
import { linear_in_features } from "./linear_in_features.ts";
import { lost_pixels } from "./lost_pixels.ts";
import { mirror_incomplete } from "./mirror_incomplete.ts";
import { misplaced_call } from "./misplaced_call.ts";
import { misplaced_edit } from "./misplaced_edit.ts";
import { misplaced_statement } from "./misplaced_statement.ts";
import { missing_argument } from "./missing_argument.ts";
import { missing_default } from "./missing_default.ts";
import { missing_port } from "./missing_port.ts";
import { missing_property } from "./missing_property.ts";
import { missing_type } from "./missing_type.ts";
import { name_within_step } from "./name_within_step.ts";
import { nameless_weights } from "./nameless_weights.ts";
import { needs_features } from "./needs_features.ts";
import { needs_known_number } from "./needs_known_number.ts";
import { needs_vector } from "./needs_vector.ts";
import { nesterov_without_momentum } from "./nesterov_without_momentum.ts";
import { nesting_too_deep } from "./nesting_too_deep.ts";
import { newer_language } from "./newer_language.ts";
import { nme_needs_points } from "./nme_needs_points.ts";
import { no_open_size } from "./no_open_size.ts";
import { not_swept } from "./not_swept.ts";
import { not_yet } from "./not_yet.ts";
import { nothing_left } from "./nothing_left.ts";
import { nothing_to_train } from "./nothing_to_train.ts";
import { one_input_expected } from "./one_input_expected.ts";
import { one_output_expected } from "./one_output_expected.ts";
import { one_value_per_channel } from "./one_value_per_channel.ts";
import { open_sizes } from "./open_sizes.ts";
import { output_padding_too_large } from "./output_padding_too_large.ts";
import { output_points_mismatch } from "./output_points_mismatch.ts";
import { output_role_mismatch } from "./output_role_mismatch.ts";
import { output_type_mismatch } from "./output_type_mismatch.ts";
import { padding_over_half_kernel } from "./padding_over_half_kernel.ts";
import { path_without_weights } from "./path_without_weights.ts";
import { person_in_both_splits } from "./person_in_both_splits.ts";
import { person_not_in_data } from "./person_not_in_data.ts";
import { positional_after_named } from "./positional_after_named.ts";
import { random_outside_augment } from "./random_outside_augment.ts";
import { range_too_long } from "./range_too_long.ts";
import { recursive_block } from "./recursive_block.ts";
import { reflection_too_large } from "./reflection_too_large.ts";
import { repeat_backwards } from "./repeat_backwards.ts";
import { repeat_too_long } from "./repeat_too_long.ts";
import { repeated_keypoint } from "./repeated_keypoint.ts";
import { reserved_word } from "./reserved_word.ts";
import { reshape_count } from "./reshape_count.ts";
import { scale_of_scaled } from "./scale_of_scaled.ts";
import { size_not_admitted } from "./size_not_admitted.ts";
import { size_too_deep } from "./size_too_deep.ts";
import { smooth_l1_never_linear } from "./smooth_l1_never_linear.ts";
import { split_without_tag } from "./split_without_tag.ts";
import { splits_differ } from "./splits_differ.ts";
import { step_before_input } from "./step_before_input.ts";
import { stray_bracket } from "./stray_bracket.ts";
import { stray_character } from "./stray_character.ts";
import { sweep_too_large } from "./sweep_too_large.ts";
import { syntax_expected } from "./syntax_expected.ts";
import { target_lacks_step } from "./target_lacks_step.ts";
import { target_needs_sizes } from "./target_needs_sizes.ts";
import { target_out_of_reach } from "./target_out_of_reach.ts";
import { too_deep } from "./too_deep.ts";
import { too_few_values } from "./too_few_values.ts";
import { too_large } from "./too_large.ts";
import { too_many_arguments } from "./too_many_arguments.ts";
import { unclosed_bracket } from "./unclosed_bracket.ts";
import { undecided_condition } from "./undecided_condition.ts";
import { undecided_value } from "./undecided_value.ts";
import { unknown_allow } from "./unknown_allow.ts";
import { unknown_annotation } from "./unknown_annotation.ts";
import { unknown_callee } from "./unknown_callee.ts";
import { unknown_contract } from "./unknown_contract.ts";
import { unknown_declaration } from "./unknown_declaration.ts";
import { unknown_import } from "./unknown_import.ts";
import { unknown_keypoint } from "./unknown_keypoint.ts";
import { unknown_name } from "./unknown_name.ts";
import { unknown_parameter } from "./unknown_parameter.ts";
import { unknown_path } from "./unknown_path.ts";
import { unknown_property } from "./unknown_property.ts";
import { unknown_role } from "./unknown_role.ts";
import { unknown_split } from "./unknown_split.ts";
import { unknown_step } from "./unknown_step.ts";
import { unknown_transform } from "./unknown_transform.ts";
import { unknown_type } from "./unknown_type.ts";
import { unknown_unit } from "./unknown_unit.ts";
import { unknown_value } from "./unknown_value.ts";
import { unterminated_comment } from "./unterminated_comment.ts";
import { unterminated_text } from "./unterminated_text.ts";
import { unused_declaration } from "./unused_declaration.ts";
import { unused_input } from "./unused_input.ts";
import { unused_step } from "./unused_step.ts";
import { upsample_to } from "./upsample_to.ts";
import { value_out_of_bounds } from "./value_out_of_bounds.ts";
import { warmup_too_long } from "./warmup_too_long.ts";
import { window_larger_than_input } from "./window_larger_than_input.ts";
import { wrong_annotation } from "./wrong_annotation.ts";
import { wrong_calculation } from "./wrong_calculation.ts";
import { wrong_kind_of_value } from "./wrong_kind_of_value.ts";
import { wrong_name } from "./wrong_name.ts";
import { wrong_size_count } from "./wrong_size_count.ts";

const catalogue = {
  allow_of_error,
  allow_without_effect,
  ambiguous_keypoint,
  bias_before_norm,
  binary_file,
  block_input_mismatch,
  block_range_mismatch,
  block_takes_blocks,
  budget_exceeded,
  budget_unknown,
  circular_const,
  circular_import,
  circular_variant,
  clashing_edits,
  color_of_scaled,
  consecutive_linear,
  conv_in_channels,
  crop_without_box,
  dim_out_of_range,
  dropout_at_output,
  duplicate_argument,
  duplicate_declaration,
  duplicate_name,
  duplicate_property,
  early_stopping_idle,
  empty_file,
  empty_import,
  empty_interval,
  expected_declaration,
  flip_without_mirror,
  graph_too_large,
  groups_do_not_divide,
  hash_comment,
  heatmaps_expected,
  idle_color,
  idle_dropout,
  idle_relu,
  image_in_both_splits,
  import_not_found,
  import_outside,
  input_range_mismatch,
  input_range_narrow,
  input_shape_mismatch,
  join_mismatch,
  keypoint_count_mismatch,
  keypoint_out_of_range,
  learning_rate_unusual,
  linear_in_features,
  lost_pixels,
  mirror_incomplete,
  misplaced_call,
  misplaced_edit,
  misplaced_statement,
  missing_argument,
  missing_default,
  missing_port,
  missing_property,
  missing_type,
  name_within_step,
  nameless_weights,
  needs_features,
  needs_known_number,
  needs_vector,
  nesterov_without_momentum,
  nesting_too_deep,
  newer_language,
  nme_needs_points,
  no_open_size,
  not_swept,
  not_yet,
  nothing_left,
  nothing_to_train,
  one_input_expected,
  one_output_expected,
  one_value_per_channel,
  open_sizes,
  output_padding_too_large,
  output_points_mismatch,
  output_role_mismatch,
  output_type_mismatch,
  padding_over_half_kernel,
  path_without_weights,
  person_in_both_splits,
  person_not_in_data,
  positional_after_named,
  random_outside_augment,
  range_too_long,
  recursive_block,
  reflection_too_large,
  repeat_backwards,
  repeat_too_long,
  repeated_keypoint,
  reserved_word,
  reshape_count,
  scale_of_scaled,
  size_not_admitted,
  size_too_deep,
  smooth_l1_never_linear,
  split_without_tag,
  splits_differ,
  step_before_input,
  stray_bracket,
  stray_character,
  sweep_too_large,
  syntax_expected,
  target_lacks_step,
  target_needs_sizes,
  target_out_of_reach,
  too_deep,
  too_few_values,
  too_large,
  too_many_arguments,
  unclosed_bracket,
  undecided_condition,
  undecided_value,
  unknown_allow,
  unknown_annotation,
  unknown_callee,
  unknown_contract,
  unknown_declaration,
  unknown_import,
  unknown_keypoint,
  unknown_name,
  unknown_parameter,
  unknown_path,
  unknown_property,
  unknown_role,
  unknown_split,
  unknown_step,
  unknown_transform,
  unknown_type,
  unknown_unit,
  unknown_value,
  unterminated_comment,
  unterminated_text,
  unused_declaration,
  unused_input,
  unused_step,
  upsample_to,
  value_out_of_bounds,
  warmup_too_long,
  window_larger_than_input,
  wrong_annotation,
  wrong_calculation,
  wrong_kind_of_value,
  wrong_name,
  wrong_size_count,
};

export const catalogueByName: Readonly<Record<string, DiagnosticKind<never> | undefined>> = catalogue as unknown as Readonly<Record<string, DiagnosticKind<never> | undefined>>;
