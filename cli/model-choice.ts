import { requirements } from "../runtime/engines/requirements.ts";
import type { Arguments, CommandOption } from "./command.ts";
import { CommandError, exit } from "./exit.ts";

/** Options that put a file's weights in the place of a run's. */
export const weightsOptions: Readonly<Record<string, CommandOption>> = {
  weights: { type: "string", describe: "a file of weights in the place of the run's: safetensors or PyTorch's" },
  spec: { type: "string", describe: "with --weights: SPEC#Experiment in the place of a run" },
};

/** The option that has another engine run the model. */
export const targetOption: CommandOption = {
  type: "string",
  choices: Object.keys(requirements),
  describe: "the engine (default: that of the run, or cpu); doctor says which work here",
};

/** Which trained model a command is to use. */
export type ModelChoice =
  | { readonly run: string; readonly weights: "best" | "last" | { readonly file: string } }
  | { readonly spec: string; readonly weights: { readonly file: string } };

/** What --run, --checkpoint, --weights and --spec say. Throws CommandError where they don't go together. */
export async function modelChoice({ run, checkpoint, weights, spec }: Arguments): Promise<ModelChoice> {
  if (spec !== undefined) {
    if (weights === undefined) throw new CommandError(exit.usage, "--spec needs --weights, since a spec has none");
    if (run !== undefined) throw new CommandError(exit.usage, "a run or --spec, not both");
    return { spec: spec as string, weights: { file: weights as string } };
  }
  const { newestRun } = await import("./newest-run.ts");
  const { isSweepFolder } = await import("../runtime/runs/sweep-record.ts");
  const folder = (run as string | undefined) ?? (await newestRun("runs"));
  return {
    run: isSweepFolder(folder) ? await bestRunOf(folder) : folder,
    weights: weights === undefined ? (checkpoint as "best" | "last") : { file: weights as string },
  };
}

/** The best run of a sweep. */
async function bestRunOf(folder: string): Promise<string> {
  const { readSweepRecord } = await import("../runtime/runs/sweep-record.ts");
  const { sweepReport } = await import("./sweep/report.ts");
  const best = (await sweepReport(folder, await readSweepRecord(folder))).runs.find((run) => run.best);
  if (best === undefined) throw new CommandError(exit.data, `no run of the sweep in ${folder} is finished`);
  return best.run;
}

/** The same as plain data: null where there is no such thing. */
export function sourceOf(choice: ModelChoice): Readonly<Record<"run" | "checkpoint" | "weights", string | null>> {
  const { weights } = choice;
  return {
    run: "run" in choice ? choice.run : null,
    checkpoint: typeof weights === "string" ? weights : null,
    weights: typeof weights === "string" ? null : weights.file,
  };
}
