import { afterAll, beforeAll, describe, test } from "vitest";
import { readSafetensors, type Tensor, writeSafetensors } from "../../lib/safetensors.ts";
import type { TfjsTargetName } from "../emit/tfjs/support/emit-request.ts";
import type { Feeds } from "../support/interpret.ts";
import { learningRate, targetCases } from "./cases.ts";
import { expectEqual } from "./compare.ts";
import { byDefaultEngine } from "./default-engine.ts";
import type { OpenPlace, Place } from "./support/place.ts";

/** The suite for one target in one kind of place: every case's prediction and training step equal the default engine's. */
export function conformance(target: TfjsTargetName, where: string, openPlace: OpenPlace): void {
  describe(`${target} in ${where}`, () => {
    let place: Place;
    beforeAll(async () => {
      place = await openPlace(target);
    });
    afterAll(() => place?.close());

    test.for(targetCases)("$name predicts and takes a step as the default engine does", async (one, { annotate }) => {
      const results = await place.step(one.name, feedsFile(one.feeds), learningRate);
      const { tensors } = readSafetensors(results);
      const actual = new Map([...tensors].map(([name, { data }]) => [name, data]));
      const { difference, name } = expectEqual(actual, await byDefaultEngine(one));
      await annotate(`off by at most ${difference.toExponential(1)}, in ${name}`);
    });
  });
}

function feedsFile({ inputs, weights, masks = {} }: Feeds): Uint8Array {
  const numbered = Object.fromEntries(inputs.entries());
  const tensors = Object.entries({ input: numbered, weights, masks }).flatMap(([folder, inside]) =>
    Object.entries(inside).map(([key, { shape, data }]): [string, Tensor] => {
      return [`${folder}/${key}`, { shape, data: Float32Array.from(data) }];
    }),
  );
  return writeSafetensors({ tensors: new Map(tensors), metadata: {} });
}
