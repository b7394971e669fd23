import { Ajv } from "ajv";
import type { BestEpoch } from "../train/train.ts";

/** What a checkpoint's metadata says: where the run stood. Weights alone have no `step` and no `best`. */
export interface CheckpointNote {
  readonly format: "kpnet-checkpoint/1";
  readonly model: string;
  readonly finishedEpochs: number;
  readonly step?: number;
  readonly best?: BestEpoch | null;
  /** From where early stopping counts. */
  readonly patienceFrom?: BestEpoch;
  /** Of the tensors' bytes, in order. */
  readonly crc32: number;
}

const count = { type: "integer", minimum: 0 };

const epochAndLoss = {
  type: "object",
  additionalProperties: false,
  required: ["epoch", "loss"],
  properties: { epoch: count, loss: { type: "number" } },
};

const checkpointNoteSchema = {
  type: "object",
  additionalProperties: false,
  required: ["format", "model", "finishedEpochs", "crc32"],
  properties: {
    format: { const: "kpnet-checkpoint/1" },
    model: { type: "string" },
    finishedEpochs: count,
    step: count,
    best: { ...epochAndLoss, nullable: true },
    patienceFrom: epochAndLoss,
    crc32: count,
  },
};

/** Parses and checks the note. Throws an Error that says what is wrong, without the file's name. */
export function checkNote(text: string | undefined): CheckpointNote {
  if (text === undefined) throw new Error("holds weights only, without the state of a training run");
  let note: unknown;
  try {
    note = JSON.parse(text);
  } catch {
    throw new Error("is damaged: the note in its metadata is not JSON");
  }
  const validate = new Ajv().compile<CheckpointNote>(checkpointNoteSchema);
  if (validate(note)) return note;
  const [problem] = validate.errors ?? [];
  throw new Error(`is damaged: in the note in its metadata, ${problem?.instancePath || "/"} ${problem?.message}`);
}
