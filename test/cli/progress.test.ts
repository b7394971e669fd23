import { expect, it } from "vitest";
import { showProgress } from "../../cli/progress.ts";
import type { TrainEvent } from "../../runtime/train/events.ts";

const start: TrainEvent = {
  kind: "start",
  folder: "runs/Nose-1",
  epochs: 20,
  finishedEpochs: 0,
  trainExamples: 8,
  remarks: [],
};
const step = (number: number): TrainEvent => ({
  kind: "step",
  epoch: 2,
  epochs: 20,
  step: number,
  steps: 4,
  loss: 0.012345,
  examplesPerSecond: 1234.5,
  secondsLeft: 3661,
});
const epoch: TrainEvent = {
  kind: "epoch",
  epochs: 20,
  metrics: {
    epoch: 2,
    trainLoss: 0.012345,
    validation: { loss: 2.5e-7, metrics: {}, mse: 2.5e-7, pixelError: 12.345 },
    learningRate: 0.001,
    best: true,
    trainSeconds: 1,
    validationSeconds: 1,
    waitSeconds: 0,
  },
};

function shown(events: readonly TrainEvent[], terminal: boolean): string {
  let text = "";
  let time = 0;
  const write = (more: string) => {
    text += more;
  };
  const { onEvent, clear } = showProgress({ terminal, write, now: () => time });
  for (const event of events) {
    onEvent(event);
    time += 50;
  }
  clear();
  return text;
}

it("is a line an epoch where it goes to a file", () => {
  expect(shown([start, step(1), step(2), epoch], false)).toBe(
    "training 20 epochs on 8 examples, into runs/Nose-1\n" +
      "epoch  2/20  train 0.0123  validation 2.50e-7  12.3 px  best\n",
  );
});

it("is a bar on a terminal, drawn no more often than can be seen, and gone in the end", () => {
  const bar = (filled: number) => `${"━".repeat(filled)}${"─".repeat(20 - filled)}`;
  const line = (filled: number) => `\r\u001b[Kepoch  2/20 ${bar(filled)} loss 0.0123  1235 examples/s  1:01:01 left`;
  expect(shown([step(1), step(2), step(3)], true)).toBe(`${line(5)}${line(15)}\r\u001b[K`);
});

it("says from where a run goes on, and what is different now", () => {
  expect(shown([{ ...start, finishedEpochs: 5, remarks: ["the processor was X"] }], false)).toBe(
    "training 20 epochs on 8 examples, from epoch 6, into runs/Nose-1\nnote: the processor was X\n",
  );
});
