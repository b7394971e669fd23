import { type AdamParameters, adamLines, adamParameters, adamSlots } from "./adam-rules.ts";
import { defineOptimizer } from "./optimizer.ts";
import { statements } from "./parse-formula.ts";
import { decayedGradient } from "./weight-decay.ts";

export const adam = defineOptimizer<AdamParameters>({
  name: "adam",
  doc: `Steps of about \`lr\` along the mean gradient divided by the root of its mean square; as \`torch.optim.Adam\`.

m = beta1 m + (1 - beta1) g; v = beta2 v + (1 - beta2) g²; w = w - lr m' / (sqrt(v') + eps), where m' = m / (1 - beta1^step) and
v' = v / (1 - beta2^step). \`weight_decay\` is L2: it is added to the gradient. (Kingma & Ba 2015, algorithm 1.)`,
  parameters: adamParameters(0),
  slots: () => adamSlots,
  update({ beta1, beta2, eps, weight_decay }) {
    const { name, lines } = decayedGradient(weight_decay);
    return statements([...lines, ...adamLines(name)], { beta1, beta2, eps, weight_decay });
  },
});
