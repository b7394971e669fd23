import type { Command } from "../command.ts";
import { exit } from "../exit.ts";
import { result, resultJson } from "../output.ts";

/** `kpc report`: a page that shows what came of a run, or of several. */
export const report: Command = {
  usage: "report <run...>",
  summary: "make a page of a run, or of several side by side: curves, figures, faces, filters",
  examples: [
    ["kpc report runs/Nose-1", "writes runs/Nose-1/report.html, and its pictures in runs/Nose-1/report/"],
    ["kpc report runs/Nose-1 runs/Nose-2 --out seeds.html", "several runs on one page"],
  ],
  positionals: { run: { describe: "run folders" } },
  options: {
    out: { type: "string", describe: "the page (default: report.html, in the run folder or, of several runs, here)" },
    checkpoint: { type: "string", choices: ["best", "last"], default: "best", describe: "which weights" },
  },
  json: {
    report: "path of the page",
    "pictures[]": "path of each picture beside it",
    "runs[].run": "folder of the run",
    "runs[].name": "as the page has it",
    "runs[].figures[].name": "of a figure",
    "runs[].figures[].last?": "after the last epoch; figures are written as on the page",
    "runs[].figures[].best?": "of the epoch that validated best",
    "runs[].figures[].reported?": "the document's",
    "runs[].figures[].comparable": "false where the document's figure is of other data",
    "runs[].figures[].meanPoint?": "of always giving the mean point",
  },
  async run(args) {
    const { makeReport } = await import("../report/make-report.ts");
    const { page, pictures, runs } = await makeReport(args.run as readonly string[], {
      out: args.out as string | undefined,
      checkpoint: args.checkpoint as "best" | "last",
    });
    if (args.json) resultJson("report", { report: page, pictures, runs });
    else result(`${page}: open it in a browser; ${pictures.length} pictures are beside it`);
    return exit.ok;
  },
};
