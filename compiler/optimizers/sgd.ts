import { nesterov_without_momentum } from "../../diagnostics/catalogue/nesterov_without_momentum.ts";
import { bool, float } from "../ir/parameters.ts";
import { defineOptimizer } from "./optimizer.ts";
import { statements } from "./parse-formula.ts";
import { decayedGradient, weightDecay } from "./weight-decay.ts";

type SgdParameters = {
  readonly lr: number;
  readonly momentum: number;
  readonly nesterov: boolean;
  readonly weight_decay: number;
};

export const sgd = defineOptimizer<SgdParameters>({
  name: "sgd",
  doc: `Gradient descent, with momentum where it is asked for; as \`torch.optim.SGD\` with dampening 0.

m = momentum * m + g; w = w - lr * m, and with \`nesterov\` w = w - lr * (g + momentum * m).
(Sutskever et al. 2013, "On the importance of initialization and momentum in deep learning", as PyTorch writes it.)`,
  parameters: {
    lr: float({ doc: "Learning rate.", exclusiveMinimum: 0 }),
    momentum: float({ doc: "Share of the last step that is kept.", minimum: 0, default: 0 }),
    nesterov: bool({ doc: "Whether to look ahead along the momentum.", default: false }),
    weight_decay: weightDecay(0),
  },
  check: ({ momentum, nesterov }, at) =>
    nesterov && momentum === 0 ? [nesterov_without_momentum.at(at.argument("nesterov"), {})] : [],
  slots: ({ momentum }) => (momentum === 0 ? [] : ["momentum_buffer"]),
  update({ momentum, nesterov, weight_decay }) {
    const { name: g, lines } = decayedGradient(weight_decay);
    const direction = nesterov ? `(${g} + momentum * momentum_buffer)` : "momentum_buffer";
    // PyTorch begins the buffer as the first gradient, which is what momentum * 0 + g gives.
    const step =
      momentum === 0
        ? [`parameter = parameter - lr * ${g}`]
        : [`momentum_buffer = momentum * momentum_buffer + ${g}`, `parameter = parameter - lr * ${direction}`];
    return statements([...lines, ...step], { momentum, weight_decay });
  },
});
