import { requirements } from "../../runtime/engines/requirements.ts";
import type { Arguments, Command } from "../command.ts";
import { CommandError, exit } from "../exit.ts";
import { result, resultJson } from "../output.ts";
import { skippedJsonPaths } from "../skipped.ts";

/** `kpc train`: trains an experiment into a run folder, or goes on with a run. */
export const train: Command = {
  usage: "train [spec]",
  summary: "train an experiment, into a run folder that can be resumed",
  examples: [
    ["kpc train specs/nosenet.kpnet#Nose", "train it as the spec says, into runs/Nose-1"],
    ["kpc train specs/nosenet.kpnet#Nose --set epochs=3 --seed 7", "change settings for this run"],
    ["kpc train --resume runs/Nose-1", "go on after a stop, to the same bytes"],
    ["kpc train --resume runs/Nose-1 --target webgpu", "go on with it on another engine"],
    ["kpc train specs/nosenet.kpnet#Nose --overfit 8", "whether the network can learn 8 examples by heart"],
    ["kpc train my.kpnet#Rates --jobs 4", "an experiment with a sweep: every combination, 4 at a time"],
  ],
  positionals: { spec: { describe: "SPEC#Experiment; SPEC alone where it has one experiment" } },
  options: {
    set: {
      type: "string",
      repeated: true,
      describe: "a setting of the experiment, as in --set optimizer.lr=5e-4; once for each",
    },
    seed: { type: "number", describe: "short for --set seed=N" },
    overfit: {
      type: "number",
      range: [2, 10_000],
      describe:
        "train on this many examples alone, without augmentation and dropout, until they are learned; nothing is kept, and the exit code is 5 where they are not learned",
    },
    jobs: {
      type: "number",
      range: [1, 256],
      describe: "of a sweep: runs at a time (default: one a core, fewer where memory is short)",
    },
    out: { type: "string", describe: "run folder, new or empty (default: the next runs/<experiment>-<n>)" },
    resume: { type: "string", describe: "go on with the run in this folder" },
    target: {
      type: "string",
      choices: Object.keys(requirements),
      describe: "the engine that trains (default: cpu; with --resume, that of the run); doctor says which work here",
    },
    threads: {
      type: "number",
      range: [1, 256],
      describe: "of the engine (default: one a core); results depend on it to the last bits",
    },
    workers: {
      type: "number",
      range: [1, 64],
      describe: "threads that make augmented examples (default: half of the cores); results don't depend on it",
    },
    "data-memory": {
      type: "number",
      range: [0, 1_000_000],
      describe:
        "MiB of pictures and finished examples to keep in memory (default: a quarter of it), a sweep's runs together; the others go to a temporary file",
    },
  },
  json: {
    run: "folder of the run",
    experiment: "its name",
    epochs: "number of epochs that are trained in all",
    stoppedEarly: "true where early stopping ended the run before its last epoch",
    trainSeconds: "time of training steps alone",
    "last.train": "mean loss over the last epoch's training steps",
    "last.validation": "loss on the validation split after the last epoch",
    "best.epoch": "the epoch that validated best, from 1",
    "best.train": "its training loss",
    "best.validation": "its validation loss",
    "reported.train": "the document's training loss, null where the spec reports none",
    "reported.validation": "the document's validation loss, or null",
    "reported.competitionMae":
      "the document's mean absolute error on a competition's pictures, which are not among the data, or null",
    "meanPoint.train": "loss of always giving the mean of the training points",
    "meanPoint.validation": "the same on the validation split",
    "metrics*": "the experiment's metrics on the validation split, by name, after the last epoch",
    ...skippedJsonPaths,
    pixelError: "mean distance in pixels of the pictures, on the validation split, after the last epoch",
    bestPixelError: "the same, after the epoch with the lowest validation loss",
    "overfit?*":
      "with --overfit, and nothing else: examples, learned, epochs, and loss, mse, pixelError and metrics of first, last, meanPoint",
    "sweep?": "folder of a sweep; of one there is this, `experiment`, and `runs`",
    "runs[]?*":
      "each combination: run (folder), values, status, problem, epochs, seconds, best (true for the best of all), and of its best epoch bestEpoch, train, validation, pixelError, metrics",
  },
  async run(args) {
    if (args.resume !== undefined) {
      for (const name of ["spec", "seed", "out", "threads", "overfit"]) refuseBeside(name, args[name] !== undefined);
      refuseBeside("set", (args.set as string[]).length > 0);
      const { isSweepFolder } = await import("../../runtime/runs/sweep-record.ts");
      return isSweepFolder(args.resume as string) ? resumeSweep(args) : trainOne(args, fromRun(args));
    }
    const chosen = await choose(args);
    if (args.overfit !== undefined) return overfitSome(args, chosen);
    return chosen.plan.sweep === undefined ? trainOne(args, fromSpec(args, chosen)) : startSweep(args, chosen);
  },
};

type Chosen = import("../experiment.ts").ChosenExperiment;
type EngineChoice = import("../prepare.ts").EngineChoice;
type LoadLimits = import("../../runtime/data/examples.ts").LoadLimits;
type Prepare = import("../training.ts").Prepare;
type SweepReport = import("../sweep/report.ts").SweepReport;

async function choose(args: Arguments): Promise<Chosen> {
  if (args.spec === undefined)
    throw new CommandError(exit.usage, "which experiment? as in `kpc train specs/nosenet.kpnet#Nose`");
  const { parseOverrides } = await import("../overrides.ts");
  const { chooseExperiment } = await import("../experiment.ts");
  return chooseExperiment(args.spec as string, parseOverrides(args.set as string[], args.seed as number | undefined));
}

async function trainOne(args: Arguments, prepare: Prepare): Promise<number> {
  if (args.jobs !== undefined) throw new CommandError(exit.usage, "--jobs is for an experiment with a sweep");
  const { trainUntilInterrupted } = await import("../training.ts");
  const { renderRunReport, runReport } = await import("../run-report.ts");
  const { folder, experiment } = await trainUntilInterrupted(prepare);
  const report = await runReport(folder, experiment);
  if (args.json) resultJson("train", { ...report });
  else result(renderRunReport(report));
  return exit.ok;
}

async function overfitSome(args: Arguments, chosen: Chosen): Promise<number> {
  for (const name of ["out", "jobs"])
    if (args[name] !== undefined) throw new CommandError(exit.usage, `--overfit keeps nothing: no --${name} beside it`);
  const { overfitExperiment, renderOverfit } = await import("../overfit.ts");
  const count = args.overfit as number;
  const overfit = await overfitExperiment(chosen, { count, engine: engineOf(args), limits: limitsOf(args) });
  if (args.json) resultJson("train", { overfit });
  else result(renderOverfit(overfit));
  return overfit.learned ? exit.ok : exit.diverged;
}

async function startSweep(args: Arguments, chosen: Chosen): Promise<number> {
  const sweep = await import("../sweep/train-sweep.ts");
  const { threads } = engineOf(args);
  const out = args.out as string | undefined;
  return tell(args, await sweep.startSweep(chosen, { ...sweepOptions(args), out, threads }));
}

async function resumeSweep(args: Arguments): Promise<number> {
  const sweep = await import("../sweep/train-sweep.ts");
  return tell(args, await sweep.resumeSweep(args.resume as string, sweepOptions(args)));
}

function sweepOptions(args: Arguments) {
  const given = ["workers", "data-memory", "target"].filter((name) => args[name] !== undefined);
  const passedOn = Object.fromEntries(given.map((name) => [name, `${args[name]}`]));
  return { jobs: args.jobs as number | undefined, passedOn };
}

async function tell(args: Arguments, report: SweepReport): Promise<number> {
  const { renderSweep } = await import("../sweep/report.ts");
  if (args.json) resultJson("train", { ...report });
  else result(renderSweep(report));
  return exit.ok;
}

/** A new run. */
function fromSpec(args: Arguments, chosen: Chosen): Prepare {
  return async () => {
    const { prepareExperiment } = await import("../prepare.ts");
    const { startRun } = await import("../../runtime/runs/start-run.ts");
    const experiment = await prepareExperiment(chosen, engineOf(args), limitsOf(args));
    const place = { parent: "runs", ...(args.out === undefined ? {} : { out: args.out as string }) };
    return { experiment, run: (options) => startRun(experiment.prepared, { ...options, ...place }) };
  };
}

/** A run that was begun before. */
function fromRun(args: Arguments): Prepare {
  return async () => {
    const { reopenExperiment } = await import("../reopen.ts");
    const { prepareExperiment } = await import("../prepare.ts");
    const { refuseFinished, resumeRun } = await import("../../runtime/runs/resume-run.ts");
    const folder = args.resume as string;
    const { chosen, record } = await reopenExperiment(folder);
    refuseFinished(folder, record);
    const { name, threads } = record.engine;
    const target = (args.target as string | undefined) ?? name;
    const engine = { target, threads: target === name ? threads : undefined };
    const experiment = await prepareExperiment(chosen, engine, { ...record.loading, ...limitsOf(args) });
    const changeEngine = args.target !== undefined;
    return { experiment, run: (options) => resumeRun(folder, experiment.prepared, { ...options, changeEngine }) };
  };
}

function engineOf(args: Arguments): EngineChoice {
  const { target, threads } = args as { readonly target?: string; readonly threads?: number };
  if (threads !== undefined && target !== undefined && target !== "cpu")
    throw new CommandError(exit.usage, `--threads is for the target cpu, not for ${target}`);
  return { target, threads };
}

function limitsOf(args: Arguments): LoadLimits {
  const { workers, "data-memory": mebibytes } = args as { readonly [name: string]: number | undefined };
  return {
    ...(workers === undefined ? {} : { workers }),
    ...(mebibytes === undefined ? {} : { memory: mebibytes * 2 ** 20 }),
  };
}

function refuseBeside(name: string, given: boolean): void {
  if (!given) return;
  const what = name === "spec" ? "no spec" : `no --${name}`;
  throw new CommandError(exit.usage, `--resume goes on with a run as it was begun: ${what} beside it`);
}
