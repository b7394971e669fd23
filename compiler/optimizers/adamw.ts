import { type AdamParameters, adamLines, adamParameters, adamSlots } from "./adam-rules.ts";
import { defineOptimizer } from "./optimizer.ts";
import { statements } from "./parse-formula.ts";

export const adamw = defineOptimizer<AdamParameters>({
  name: "adamw",
  doc: `Adam with weight decay beside the gradient rather than in it: w = (1 - lr * weight_decay) w, then Adam's step; as
\`torch.optim.AdamW\`. (Loshchilov & Hutter 2019, "Decoupled weight decay regularization", algorithm 2.)`,
  parameters: adamParameters(1e-2),
  slots: () => adamSlots,
  update({ beta1, beta2, eps, weight_decay }) {
    const decay = weight_decay === 0 ? [] : ["kept = 1 - lr * weight_decay", "parameter = kept * parameter"];
    return statements([...decay, ...adamLines("gradient")], { beta1, beta2, eps, weight_decay });
  },
});
