import { describe, expect, test } from "vitest";
import type { ParameterValues } from "../../compiler/ir/parameters.ts";
import { compileUpdate } from "../../compiler/optimizers/compile-update.ts";
import { optimizersByName } from "../../compiler/optimizers/index.generated.ts";
import { readGolden } from "../support/parity.ts";

interface OptimizerCase {
  readonly optimizer: string;
  readonly parameters: ParameterValues;
  readonly start: readonly number[];
  /** One list an update. */
  readonly gradients: readonly (readonly number[])[];
  readonly after: readonly (readonly number[])[];
}

const cases = readGolden<OptimizerCase[]>("optimizers");

describe("updates on PyTorch's gradients", () => {
  test.each(cases.map((golden) => [golden.optimizer, JSON.stringify(golden.parameters), golden] as const))(
    "%s %s",
    (name, _settings, golden) => {
      const optimizer = optimizersByName[name]!;
      const defaults = Object.entries(optimizer.parameters).map(([key, { default: value }]) => [key, value]);
      const parameters = { ...Object.fromEntries(defaults), ...golden.parameters };
      const slots = optimizer.slots(parameters);
      const source = compileUpdate(optimizer.update(parameters), slots);
      const update = new Function(`return ${source}`)() as (...values: unknown[]) => void;

      const weights = Float32Array.from(golden.start);
      const state = slots.map(() => new Float32Array(weights.length));
      golden.gradients.forEach((gradient, index) => {
        update(weights, Float32Array.from(gradient), ...state, parameters.lr, index + 1);
        weights.forEach((weight, i) => {
          expect(Math.abs(weight - golden.after[index]![i]!), `step ${index + 1}, weight ${i}`).toBeLessThan(1e-6);
        });
      });
    },
  );
});
