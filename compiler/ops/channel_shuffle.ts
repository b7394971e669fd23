import { groups_do_not_divide } from "../../diagnostics/catalogue/groups_do_not_divide.ts";
import { isKnown, quotientOf, showDim } from "../ir/dim.ts";
import { int } from "../ir/parameters.ts";
import { batchSize } from "../ir/program.ts";
import { reshape } from "../primitives/reshape.ts";
import { transpose } from "../primitives/transpose.ts";
import { defineOp, pointwise } from "./op.ts";
import { featuresProblem } from "./sliding-window.ts";
import { derived } from "./value-roles.ts";

type ChannelShuffleParameters = { readonly groups: number };

export const channel_shuffle = defineOp<ChannelShuffleParameters>({
  name: "channel_shuffle",
  doc: `Deals the channels of feature maps [C, H, W] out again, one of each group in turn; as PyTorch's \`ChannelShuffle\`.

With 6 channels in 2 groups, 0 1 2 and 3 4 5, the order becomes 0 3 1 4 2 5.`,
  parameters: {
    groups: int({ doc: "Groups that the channels are parted into.", minimum: 1 }),
  },
  inputs: 1,
  shape([input], { groups }) {
    const problem = featuresProblem("channel_shuffle", input!);
    if (problem !== undefined) return problem;
    const channels = input![0]!;
    if (!isKnown(channels) || quotientOf(channels, groups) !== undefined) return input!;
    const facts = { groups: showDim(groups), what: "channels that flow in", channels: showDim(channels) };
    return { problem: (at) => groups_do_not_divide.at(at.argument("groups"), facts, { related: at.trail(0) }) };
  },
  range: ([input]) => input!,
  role: derived,
  weights: () => [],
  multiplyAdds: () => 0,
  window: () => pointwise,
  lower(b, { inputs, parameters: { groups }, shape }) {
    const [channels, height, width] = shape;
    const each = quotientOf(channels!, groups)!;
    const parted = b.apply(reshape, [inputs[0]!], { shape: [batchSize, groups, each, height!, width!] });
    const dealt = b.apply(transpose, [parted], { permutation: [0, 2, 1, 3, 4] });
    return b.apply(reshape, [dealt], { shape: [batchSize, ...shape] });
  },
  torch: (_inputs, { groups }) => `ChannelShuffle(groups=${groups})`,
  examples: {
    good: [
      { call: "channel_shuffle(2)", inputs: [[6, 2, 3]] },
      { call: "channel_shuffle(groups: 3)", inputs: [[6, 2, 2]] },
    ],
    bad: [
      { call: "channel_shuffle(2)", inputs: [[480]] },
      { call: "channel_shuffle(4)", inputs: [[6, 4, 4]] },
    ],
  },
});
