import type { FileSource } from "../compiler/file-source.ts";
import { checkProject } from "../compiler/index.ts";
import type { TypedGraph } from "../compiler/ir/graph.ts";
import type { ExperimentPlan } from "../compiler/ir/plan.ts";
import { type Diagnostic, hasErrors } from "../diagnostics/diagnostic.ts";
import type { TextLookup } from "../diagnostics/place.ts";
import { chooseFrom } from "./choose.ts";
import { fromHere, type Report, refusal, show } from "./diagnostics.ts";
import { CommandError, exit } from "./exit.ts";
import { asTyped, isOverride, type Overrides, overridden, withOverrides } from "./overrides.ts";
import { diskSource, loadSoundSpec } from "./spec.ts";

/** An experiment that has been chosen and is sound, with what is set on the command line applied. */
export interface ChosenExperiment {
  /** Project root, which the dataset's path is relative to. */
  readonly root: string;
  /** Path of the spec file from the root. */
  readonly file: string;
  readonly plan: ExperimentPlan;
  readonly graph: TypedGraph;
  readonly overrides: Overrides;
  /** Text of every spec file that was read, by path from the root. */
  readonly files: Readonly<Record<string, string>>;
  /** What there is to say about the overrides, short of errors. */
  readonly remarks: readonly Diagnostic[];
  /** The texts that places of the spec point into. */
  readonly lookup: TextLookup;
  /** Diagnostics of the experiment as the person is to see them. */
  readonly reportOf: (diagnostics: readonly Diagnostic[]) => Report;
}

export interface WantedExperiment {
  readonly root: string;
  readonly file: string;
  readonly name: string;
  readonly overrides: Overrides;
  /** Folder that the spec files stand in, for messages; the root where left out. */
  readonly base?: string;
}

/** Chooses from a spec on the disk: `specs/nosenet.kpnet#Nose`. Shows what is wrong, and ends where there are errors. */
export function chooseExperiment(argument: string, overrides: Overrides): ChosenExperiment {
  const spec = loadSoundSpec(argument);
  const { name } = chooseFrom("experiment", spec.project.experiments, spec);
  const chosen = resolveExperiment(diskSource(spec.root), { root: spec.root, file: spec.path, name, overrides });
  show(chosen.reportOf(chosen.remarks));
  return chosen;
}

/** Finds an experiment in files that are known to be a sound spec, such as those that a run keeps. */
export function resolveExperiment(source: FileSource, wanted: WantedExperiment): ChosenExperiment {
  const { root, file, name, overrides, base = root } = wanted;
  const changed = Object.keys(overrides).length > 0;
  const { source: recorded, files } = recording(source);
  const project = checkProject(file, changed ? withOverrides(recorded, file, name, overrides) : recorded);
  const { lookup } = project;
  const reportOf = (diagnostics: readonly Diagnostic[]): Report =>
    asTyped(fromHere({ diagnostics, lookup }, base), name, overrides);

  if (hasErrors(project.diagnostics)) {
    const errors = project.diagnostics.filter(({ severity }) => severity === "error");
    throw changed
      ? refusal(reportOf(errors), exit.usage, "what is set on the command line does not fit the spec")
      : refusal(reportOf(errors), exit.spec, `${file} has errors`);
  }
  const declared = changed ? overridden : name;
  const found = project.experiments.get(declared);
  const graph = project.trained.get(declared);
  if (found === undefined || graph === undefined)
    throw new CommandError(exit.spec, `${file} has no experiment ${name}`);
  const remarks = project.diagnostics.filter(({ place }) => isOverride(place));
  const doc = project.experiments.get(name)?.doc ?? "";
  return { root, file, plan: { ...found, name, doc }, graph, overrides, files, remarks, lookup, reportOf };
}

/** A source that keeps what is read from it. */
function recording(source: FileSource): { source: FileSource; files: Readonly<Record<string, string>> } {
  const files: Record<string, string> = {};
  return {
    files,
    source: {
      read(path) {
        const text = source.read(path);
        if (text !== undefined) files[path] = text;
        return text;
      },
    },
  };
}
