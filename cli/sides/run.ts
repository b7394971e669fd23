import { CommandError, exit } from "../exit.ts";
import { reopenExperiment } from "../reopen.ts";
import type { ComparedSide, SpecVersion } from "./side.ts";
import type { Subject } from "./subjects.ts";

/** The experiment of a run, as it was trained: from the spec that the run keeps, with what was set on the command line. */
export async function openRun(folder: string, fragment: string | undefined): Promise<ComparedSide> {
  const { chosen } = await reopenExperiment(folder);
  const { plan, graph, files, textAt } = chosen;
  const subject: Subject = { name: plan.name, side: { graph, plan, textAt } };
  const model: Subject = { name: graph.name, side: { graph, textAt } };
  const spec: SpecVersion = {
    shown: folder,
    texts: () => new Map(Object.entries(files)),
    open: () => ({
      subjects: new Map([[subject.name, subject]]),
      named(name) {
        const found = [subject, model].find((each) => each.name === name);
        if (found !== undefined) return found;
        throw new CommandError(exit.spec, `${folder} is a run of ${subject.name}, and has nothing named ${name}`);
      },
    }),
  };
  return { shown: folder, fragment, isSingle: true, specs: new Map([["", spec]]) };
}
