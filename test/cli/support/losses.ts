import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";

/** Two runs have the same losses, of training and of validation, in every epoch: none is off by more than 1e-4 of itself. */
export function expectSameLosses(run: string, expected: string): void {
  const [losses, wanted] = [lossesOf(run), lossesOf(expected)];
  expect(losses).toHaveLength(wanted.length);
  for (const [index, loss] of wanted.entries()) expect(Math.abs(losses[index]! / loss - 1)).toBeLessThan(1e-4);
}

interface Epoch {
  readonly trainLoss: number;
  readonly validation: { readonly loss: number };
}

function lossesOf(run: string): number[] {
  const lines = readFileSync(join(run, "metrics.jsonl"), "utf8").trim().split("\n");
  return lines.flatMap((line) => {
    const { trainLoss, validation } = JSON.parse(line) as Epoch;
    return [trainLoss, validation.loss];
  });
}
