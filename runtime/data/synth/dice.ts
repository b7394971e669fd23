import { stream } from "../../../lib/random.ts";
import type { Color } from "./colors.ts";

/** Draws of a portrait's traits, from a random stream of their own. */
export interface Dice {
  between(low: number, high: number): number;
  normal(mean: number, deviation: number): number;
  chance(probability: number): boolean;
  pick<T>(choices: readonly T[]): T;
  /** A color near one of 0..255, all its channels moved together and each a little by itself. */
  near(color: Color, deviation: number): Color;
}

/** @param subject whose traits: `person 7`, `person 7 shot 3`. @param trait which of them: others don't change its draws. */
export function dice(seed: number, subject: string, trait: string): Dice {
  const random = stream({ seed, example: subject, path: `synth/${trait}` });
  const normal = (mean: number, deviation: number) => {
    // Cut at two deviations: no portrait is a freak.
    let number = random.normal();
    while (Math.abs(number) > 2) number = random.normal();
    return mean + deviation * number;
  };
  return {
    between: (low, high) => low + (high - low) * random.uniform(),
    normal,
    chance: (probability) => random.uniform() < probability,
    pick: (choices) => choices[random.below(choices.length)]!,
    near(color, deviation) {
      const together = normal(0, deviation);
      const [red, green, blue] = color.map((channel) =>
        Math.min(255, Math.max(0, channel + together + normal(0, deviation / 4))),
      );
      return [red!, green!, blue!];
    },
  };
}
