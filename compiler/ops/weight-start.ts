import { type Dim, isKnown } from "../ir/dim.ts";
import type { Initialisation } from "../ir/graph.ts";

/**
 * How PyTorch begins the weights and biases of `Conv2d` and `Linear`: U(-1/sqrt(fan_in), 1/sqrt(fan_in)). Its
 * `kaiming_uniform_(weight, a=sqrt(5))` comes to the same bound. A fan-in that is not known (a block that is checked
 * by itself) gives a bound that nobody draws from.
 */
export function uniformByFanIn(fanIn: Dim): Initialisation {
  return { kind: "uniform", bound: isKnown(fanIn) ? 1 / Math.sqrt(fanIn) : 1 };
}
