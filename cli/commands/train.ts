import type { Command } from "../command.ts";
import { CommandError, exit } from "../exit.ts";
import { resultJson, say } from "../output.ts";

/** `kpc train`: trains an experiment into a run folder, or goes on with a run. */
export const train: Command = {
  usage: "train [spec]",
  summary: "train an experiment, into a run folder that can be resumed",
  examples: [
    ["kpc train specs/nosenet.kpnet#Nose", "train it as the spec says, into runs/Nose-1"],
    ["kpc train specs/nosenet.kpnet#Nose --set epochs=3 --seed 7", "change settings for this run"],
    ["kpc train --resume runs/Nose-1", "go on after a stop, to the same bytes"],
  ],
  positionals: { spec: { type: "string", describe: "SPEC#Experiment" } },
  options: {
    set: { type: "string", array: true, default: [], describe: "a setting of the experiment: --set optimizer.lr=5e-4" },
    seed: { type: "number", describe: "short for --set seed=N" },
    out: { type: "string", describe: "run folder, new or empty (default: the next runs/<experiment>-<n>)" },
    resume: { type: "string", describe: "go on with the run in this folder" },
    target: { choices: ["cpu"], default: "cpu", describe: "the engine" },
    threads: { type: "number", describe: "of the engine (default: one a core); results depend on it to the last bits" },
  },
  async run(args) {
    const { renderRunReport, runReport } = await import("../run-report.ts");
    const { showProgress } = await import("../progress.ts");
    const { untilInterrupted } = await import("../interrupt.ts");
    const onEvent = showProgress({
      terminal: process.stderr.isTTY === true,
      write: (text) => process.stderr.write(text),
      now: () => performance.now(),
    });
    const { folder, experiment } = await untilInterrupted(async (signal) => {
      const started = args.resume === undefined ? await start(args) : await resume(args);
      return { folder: await started.go({ onEvent, signal }), experiment: started.experiment };
    });
    const report = await runReport(folder, experiment);
    if (args.json) resultJson("train", { ...report });
    else say(renderRunReport(report));
    return exit.ok;
  },
};

type Go = (options: import("../../runtime/runs/experiment.ts").RunOptions) => Promise<string>;

interface Started {
  readonly experiment: import("../prepare.ts").LoadedExperiment;
  readonly go: Go;
}

async function start(args: Record<string, unknown>): Promise<Started> {
  const spec = args.spec as string | undefined;
  if (spec === undefined)
    throw new CommandError(exit.usage, "which experiment? as in `kpc train specs/nosenet.kpnet#Nose`");
  const { parseOverrides } = await import("../overrides.ts");
  const { chooseExperiment } = await import("../experiment.ts");
  const { prepareExperiment } = await import("../prepare.ts");
  const { startRun } = await import("../../runtime/runs/start-run.ts");
  const overrides = parseOverrides(args.set as string[], args.seed as number | undefined);
  const chosen = chooseExperiment(spec, overrides);
  const experiment = await prepareExperiment(chosen, args.threads as number | undefined);
  const out = args.out as string | undefined;
  return {
    experiment,
    go: async (options) =>
      (await startRun(experiment.prepared, { ...options, parent: "runs", ...(out === undefined ? {} : { out }) }))
        .folder,
  };
}

async function resume(args: Record<string, unknown>): Promise<Started> {
  const folder = args.resume as string;
  if (args.spec !== undefined || (args.set as string[]).length > 0 || args.seed !== undefined) {
    throw new CommandError(
      exit.usage,
      "--resume goes on with a run as it was begun: no spec, --set or --seed beside it",
    );
  }
  const { reopenExperiment } = await import("../reopen.ts");
  const { prepareExperiment } = await import("../prepare.ts");
  const { resumeRun } = await import("../../runtime/runs/resume-run.ts");
  const { chosen, record } = await reopenExperiment(folder);
  const experiment = await prepareExperiment(chosen, record.engine.threads);
  return { experiment, go: async (options) => (await resumeRun(folder, experiment.prepared, options)).folder };
}
