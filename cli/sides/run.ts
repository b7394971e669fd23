import { join } from "node:path";
import { runPaths } from "../../runtime/runs/run-folder.ts";
import { CommandError, exit } from "../exit.ts";
import { shown } from "../paths.ts";
import { reopenExperiment } from "../reopen.ts";
import type { ComparedSide, SpecVersion } from "./side.ts";
import { subject } from "./subjects.ts";

/** The experiment of a run, as it was trained: from the spec that the run keeps, with what was set on the command line. */
export async function openRun(folder: string, fragment: string | undefined): Promise<ComparedSide> {
  const { chosen } = await reopenExperiment(folder);
  const { plan, graph, files, lookup, remarks } = chosen;
  const fileName = (file: string) => shown(join(runPaths(folder).spec, file));
  const experiment = subject(plan.name, { lookup, fileName, diagnostics: remarks }, { graph, plan });
  const model = subject(graph.name, { lookup, fileName, diagnostics: remarks }, { graph });
  const spec: SpecVersion = {
    shown: folder,
    texts: () => new Map(Object.entries(files)),
    open: () => ({
      subjects: new Map([[experiment.name, experiment]]),
      named(name) {
        const found = [experiment, model].find((each) => each.name === name);
        if (found !== undefined) return found;
        throw new CommandError(exit.spec, `${folder} is a run of ${experiment.name}, and has nothing named ${name}`);
      },
    }),
  };
  return { shown: folder, fragment, isSingle: true, specs: new Map([["", spec]]) };
}
