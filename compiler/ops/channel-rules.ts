import { conv_in_channels } from "../../diagnostics/catalogue/conv_in_channels.ts";
import { groups_do_not_divide } from "../../diagnostics/catalogue/groups_do_not_divide.ts";
import { type Dim, floorDivDim, isKnown, quotientOf, showDim, surelyDiffer } from "../ir/dim.ts";
import type { WidthValue } from "../ir/parameters.ts";
import type { Shape } from "../ir/shape.ts";
import type { ShapeProblem } from "./op.ts";
import { widthEdit } from "./width-edit.ts";

interface Channels {
  readonly out_channels: WidthValue;
  readonly groups: Dim;
}

/** Channels of one group. Where symbols hide whether the groups divide the channels, they are taken to. */
export function perGroup(channels: Dim, groups: Dim): Dim {
  return quotientOf(channels, groups) ?? (isKnown(groups) ? floorDivDim(channels, groups) : channels);
}

/** What is wrong where a convolution is written for other channels than flow in. */
export function channelProblem(op: string, input: Shape, { out_channels }: Channels): ShapeProblem | undefined {
  const { from, to } = out_channels;
  if (from === undefined || !surelyDiffer(from, input[0]!)) return undefined;
  const facts = { op, written: showDim(from), actual: showDim(input[0]!), out: showDim(to) };
  return {
    problem: (at) =>
      conv_in_channels.at(at.argument("out_channels"), facts, {
        related: at.trail(0),
        ...widthEdit(at, "out_channels", input[0]!, to),
      }),
  };
}

/** What is wrong where channels can't be parted into groups. */
export function groupProblem(input: Shape, { out_channels, groups }: Channels): ShapeProblem | undefined {
  const sides = [
    { what: "channels that flow in", channels: input[0]! },
    { what: "channels that flow out", channels: out_channels.to },
  ];
  for (const { what, channels } of sides) {
    if (quotientOf(channels, groups) !== undefined) continue;
    // Symbols may still take values that divide.
    if (!isKnown(channels) || !isKnown(groups)) continue;
    const facts = { groups: showDim(groups), what, channels: showDim(channels) };
    return {
      problem: (at) => groups_do_not_divide.at(at.argument("groups"), facts, { related: at.trail(0) }),
    };
  }
  return undefined;
}
