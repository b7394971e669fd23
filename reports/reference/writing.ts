import type { ParameterKind } from "../../compiler/ir/parameters.ts";

/** How the values of a kind are written, in words. */
export const writing: Readonly<Record<ParameterKind, string>> = {
  int: "a whole number",
  float: "a number",
  bool: "true or false",
  string: "a text",
  choice: "a word",
  size: "a whole number",
  pair: "a whole number, or [height, width]",
  width: "a whole number, or in -> out",
  share: "a share, as 10%",
  bytes: "a size in bytes, as 6GiB",
  angle: "an angle, as 15deg",
  interval: "an interval, as -1..1",
  angles: "an interval of angles, as -15deg..15deg",
  indices: "whole numbers, as 1..32 or [1, 3, 5]",
  names: "names, as [nose_tip, jaw]",
  sizes: "whole numbers, as [32, 3, 5]",
};
