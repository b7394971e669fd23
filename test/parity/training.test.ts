import { describe, expect, test } from "vitest";
import { schedulesByName } from "../../compiler/schedules/index.generated.ts";
import { WeightUpdate } from "../../runtime/engines/cpu/weight-update.ts";
import { readGolden } from "../support/parity.ts";

interface Golden {
  readonly schedules: readonly {
    readonly schedule: string;
    readonly parameters: Readonly<Record<string, number>>;
    readonly factors: readonly number[];
  }[];
  readonly clipping: {
    readonly gradient: readonly number[];
    readonly cases: readonly {
      readonly value: number | null;
      readonly norm: number | null;
      readonly after: readonly number[];
    }[];
  };
}

const { schedules, clipping } = readGolden<Golden>("training");
const run = { epochs: 10, updatesPerEpoch: 3 };

function factorsOf(name: string, parameters: Readonly<Record<string, number>>): number[] {
  return Array.from({ length: run.epochs * run.updatesPerEpoch }, (_, update) => {
    const epoch = Math.floor(update / run.updatesPerEpoch);
    return schedulesByName[name]!.factor({ ...run, epoch, update }, parameters);
  });
}

describe("learning rates of every update", () => {
  test.each(schedules.map((golden) => [golden.schedule, golden] as const))("%s as in PyTorch", (name, golden) => {
    const factors = factorsOf(name, { warmup: 0, ...golden.parameters });
    factors.forEach((factor, update) => {
      expect(Math.abs(factor - golden.factors[update]!), `update ${update}`).toBeLessThan(1e-12);
    });
  });

  test("a warm-up rises in a straight line, then the schedule has the rest of the run", () => {
    const warm = factorsOf("cosine", { final: 0, warmup: 2 });
    expect(warm.slice(0, 6)).toEqual([1 / 6, 2 / 6, 3 / 6, 4 / 6, 5 / 6, 1]);
    const eight = { epochs: 8, updatesPerEpoch: 3 };
    const cold = Array.from({ length: 24 }, (_, update) =>
      schedulesByName.cosine!.factor({ ...eight, epoch: Math.floor(update / 3), update }, { final: 0, warmup: 0 }),
    );
    expect(warm.slice(6)).toEqual(cold);
  });
});

test.each(clipping.cases)(
  "gradients clipped to value $value and norm $norm as in PyTorch",
  ({ value, norm, after }) => {
    const gradients = Float32Array.from(clipping.gradient);
    const count = gradients.length;
    const rules = {
      segments: [{ from: 0, to: count, factor: 1 }],
      ...(value === null ? {} : { clipGradValue: value }),
      ...(norm === null ? {} : { clipGradNorm: norm }),
    };
    const update = new WeightUpdate(() => {}, rules, { from: 0, to: count });
    update.apply({ weights: new Float32Array(count), gradients, slots: [] }, 1, 1, (own) => own);
    for (const [index, number] of gradients.entries()) expect(number).toBeCloseTo(after[index]!, 6);
  },
);
