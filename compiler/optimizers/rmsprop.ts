import { bool, float } from "../ir/parameters.ts";
import { defineOptimizer } from "./optimizer.ts";
import { statements } from "./parse-formula.ts";
import { decayedGradient, weightDecay } from "./weight-decay.ts";

type RmspropParameters = {
  readonly lr: number;
  readonly alpha: number;
  readonly eps: number;
  readonly momentum: number;
  readonly weight_decay: number;
  readonly centered: boolean;
};

export const rmsprop = defineOptimizer<RmspropParameters>({
  name: "rmsprop",
  doc: `The gradient divided by the root of its mean square; as \`torch.optim.RMSprop\`.

v = alpha v + (1 - alpha) g²; w = w - lr g / (sqrt(v) + eps). \`centered\` takes the square of the mean gradient from v, and
\`momentum\` adds up the steps. (Tieleman & Hinton 2012, lecture 6.5; centered: Graves 2013, "Generating sequences with recurrent
neural networks".)`,
  parameters: {
    lr: float({ doc: "Learning rate.", exclusiveMinimum: 0, default: 1e-2 }),
    alpha: float({ doc: "Share of the mean square that is kept.", minimum: 0, exclusiveMaximum: 1, default: 0.99 }),
    eps: float({ doc: "Added to the divisor, against division by 0.", minimum: 0, default: 1e-8 }),
    momentum: float({ doc: "Share of the last step that is kept.", minimum: 0, default: 0 }),
    weight_decay: weightDecay(0),
    centered: bool({ doc: "Whether to divide by the deviation rather than the root mean square.", default: false }),
  },
  slots: ({ momentum, centered }) => [
    "square_avg",
    ...(centered ? ["grad_avg"] : []),
    ...(momentum === 0 ? [] : ["momentum_buffer"]),
  ],
  update({ alpha, eps, momentum, weight_decay, centered }) {
    const { name: g, lines } = decayedGradient(weight_decay);
    return statements(
      [
        ...lines,
        `square_avg = alpha * square_avg + (1 - alpha) * ${g} * ${g}`,
        ...(centered ? [`grad_avg = alpha * grad_avg + (1 - alpha) * ${g}`] : []),
        // Rounding can bring the difference below 0, where PyTorch gives NaN.
        `scale = sqrt(${centered ? "max(square_avg - grad_avg * grad_avg, 0)" : "square_avg"}) + eps`,
        ...(momentum === 0
          ? [`parameter = parameter - lr * ${g} / scale`]
          : [
              `momentum_buffer = momentum * momentum_buffer + ${g} / scale`,
              "parameter = parameter - lr * momentum_buffer",
            ]),
      ],
      { alpha, eps, momentum, weight_decay },
    );
  },
});
