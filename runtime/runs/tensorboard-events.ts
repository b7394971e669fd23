import {
  doubleField,
  encodeMessage,
  floatField,
  type Message,
  messageField,
  stringField,
  varintField,
} from "../../lib/protobuf.ts";
import { tfRecord } from "../../lib/tfrecord.ts";
import type { EpochMetrics } from "../train/events.ts";

/** The record that every event file begins with. `wallTime` in seconds since 1970. */
export function versionRecord(wallTime: number): Uint8Array {
  return tfRecord(
    encodeMessage([doubleField(field.wallTime, wallTime), stringField(field.fileVersion, "brain.Event:2")]),
  );
}

/** An epoch's figures as one record, whose step is the epoch. */
export function epochRecord(metrics: EpochMetrics, wallTime: number): Uint8Array {
  const values = Object.entries(scalarsOf(metrics)).map(([tag, value]) =>
    messageField(field.value, [stringField(field.tag, tag), floatField(field.simpleValue, value)]),
  );
  const event: Message = [
    doubleField(field.wallTime, wallTime),
    varintField(field.step, metrics.epoch),
    messageField(field.summary, values),
  ];
  return tfRecord(encodeMessage(event));
}

/**
 * Numbers of the fields in `Event`, `Summary` and `Summary.Value`
 * (https://github.com/tensorflow/tensorboard/tree/master/tensorboard/compat/proto, event.proto and summary.proto).
 */
const field = { wallTime: 1, step: 2, fileVersion: 3, summary: 5, value: 1, tag: 1, simpleValue: 2 } as const;

/** What TensorBoard shows, by tag. */
export function scalarsOf({ trainLoss, validation, learningRate }: EpochMetrics): Readonly<Record<string, number>> {
  const scalars: Record<string, number> = { train_loss: trainLoss, learning_rate: learningRate };
  if (validation === null) return scalars;
  scalars.validation_loss = validation.loss;
  scalars.pixel_error = validation.pixelError;
  for (const [name, value] of Object.entries(validation.metrics)) scalars[`metrics/${name}`] = value;
  return scalars;
}
