import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LoadLimits } from "../runtime/data/examples.ts";
import { InterruptedError } from "../runtime/errors.ts";
import { writeCompiled } from "../runtime/runs/run-folder.ts";
import { type Overfit, overfit, planToOverfit } from "../runtime/train/overfit.ts";
import { CommandError, exit } from "./exit.ts";
import type { ChosenExperiment } from "./experiment.ts";
import { untilInterrupted } from "./interrupt.ts";
import { say } from "./output.ts";
import { type EngineChoice, prepareExperiment } from "./prepare.ts";
import { figure } from "./progress.ts";

export interface OverfitRequest {
  readonly count: number;
  readonly engine: EngineChoice;
  readonly limits: LoadLimits;
}

/** Lines that progress takes in all. */
const lines = 10;

/** Trains on a few examples in a folder that is gone afterwards, and says how it goes on. */
export async function overfitExperiment(
  chosen: ChosenExperiment,
  { count, engine, limits }: OverfitRequest,
): Promise<Overfit> {
  const epochs = "epochs" in chosen.overrides ? chosen.plan.epochs : undefined;
  const plan = planToOverfit(chosen.plan, count, epochs);
  return untilInterrupted(async (signal) => {
    const { prepared, splits } = await prepareExperiment({ ...chosen, plan }, engine, limits);
    if (signal.aborted) throw stopped();
    const compiled = await mkdtemp(join(tmpdir(), "kpc-"));
    const each = Math.ceil(plan.epochs / lines);
    say(`training on ${count} examples alone, at most ${plan.epochs} epochs; nothing is kept`);
    try {
      await writeCompiled(compiled, prepared.compiled);
      return await overfit({
        experiment: prepared,
        examples: splits.train,
        compiled,
        count,
        signal,
        onEvent(event) {
          if (event.kind !== "epoch" || event.metrics.epoch % each !== 0) return;
          const { epoch, validation } = event.metrics;
          say(`epoch ${epoch}  loss ${figure(validation!.loss)}  ${validation!.pixelError.toFixed(1)} px`);
        },
      });
    } catch (error) {
      throw error instanceof InterruptedError ? stopped() : error;
    } finally {
      await rm(compiled, { recursive: true, force: true });
      await splits.close();
    }
  });
}

function stopped(): CommandError {
  return new CommandError(exit.interrupted, "stopped; nothing was written");
}

/** For a person. */
export function renderOverfit({ examples, learned, epochs, first, last, meanPoint }: Overfit): string {
  const row = (name: string, { loss, pixelError }: Overfit["last"]): string =>
    `  ${name.padEnd(24)}${figure(loss).padStart(12)}${pixelError.toFixed(1).padStart(12)}`;
  const verdict = learned
    ? `The network has learned these ${examples} examples: their points are less than a tenth as far off as their mean point.`
    : `The network has not learned these ${examples} examples: their points are not yet less than a tenth as far off as their mean point. Another learning rate (--set optimizer.lr=...) or more epochs (--set epochs=...) may help; if not, it is too small, or something in it is wrong.`;
  return [
    "",
    `  ${"".padEnd(24)}${"loss".padStart(12)}${"pixels off".padStart(12)}`,
    row("after the first epoch", first),
    row(`after ${epochs} epochs`, last),
    row("always their mean point", meanPoint),
    "",
    verdict,
  ].join("\n");
}
