import { relative } from "node:path";
import type { FileSource } from "../compiler/file-source.ts";
import { checkProject } from "../compiler/index.ts";
import type { TypedGraph } from "../compiler/ir/graph.ts";
import type { ExperimentPlan } from "../compiler/ir/plan.ts";
import { hasErrors } from "../diagnostics/diagnostic.ts";
import { renderDiagnostics } from "../diagnostics/render.ts";
import { chooseFrom } from "./choose.ts";
import { CommandError, exit } from "./exit.ts";
import { isColoured, say } from "./output.ts";
import { type Overrides, overridden, withOverrides } from "./overrides.ts";
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
}

/** Chooses from a spec on the disk: `specs/nosenet.kpnet#Nose`. Shows what is wrong, and ends where there are errors. */
export function chooseExperiment(argument: string, overrides: Overrides): ChosenExperiment {
  const spec = loadSoundSpec(argument);
  const { name } = chooseFrom("experiment", spec.project.experiments, spec);
  return resolveExperiment(diskSource(spec.root), { root: spec.root, file: spec.path, name, overrides });
}

/** Finds an experiment in files that are known to be a sound spec, such as those that a run keeps. */
export function resolveExperiment(
  source: FileSource,
  wanted: { readonly root: string; readonly file: string; readonly name: string; readonly overrides: Overrides },
): ChosenExperiment {
  const { root, file, name, overrides } = wanted;
  const files: Record<string, string> = {};
  const recorded: FileSource = {
    read(path) {
      const text = source.read(path);
      if (text !== undefined) files[path] = text;
      return text;
    },
  };
  const changed = Object.keys(overrides).length > 0;
  const project = checkProject(file, changed ? withOverrides(recorded, file, name, overrides) : recorded);
  if (hasErrors(project.diagnostics)) {
    say(renderDiagnostics(project.diagnostics, project.lookup, { colour: isColoured() }));
    throw new CommandError(
      exit.spec,
      changed ? "what is set on the command line does not fit the spec" : `${file} has errors`,
    );
  }
  const found = project.experiments.get(changed ? overridden : name);
  const graph = found === undefined ? undefined : project.models.get(found.model);
  if (found === undefined || graph === undefined)
    throw new CommandError(exit.spec, `${file} has no experiment ${name}`);
  return { root, file, plan: { ...found, name }, graph, overrides, files };
}

/** A path as a person would write it from where they stand. */
export function shown(path: string): string {
  const short = relative(process.cwd(), path);
  return short === "" ? "." : short.startsWith("..") ? path : short;
}
