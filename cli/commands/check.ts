import type { Diagnostic, Severity } from "../../diagnostics/diagnostic.ts";
import type { Command } from "../command.ts";
import { exit } from "../exit.ts";
import { result, resultJson } from "../output.ts";
import type { LoadedSpec } from "../spec.ts";

/** `kpc check`: everything that can be known of specs before anything runs. */
export const check: Command = {
  usage: "check <spec...>",
  summary: "say what is wrong with specs, and where",
  examples: [
    ["kpc check specs/nosenet.kpnet", "check one file"],
    ["kpc check specs/*.kpnet --json", "diagnostics as JSON, for tools"],
    ["kpc check specs/nosenet.kpnet --target webgpu", "also whether its models can run and be trained there"],
  ],
  positionals: { spec: { describe: "a .kpnet file" } },
  options: { target: { type: "string", describe: "a target that the models are for" } },
  json: {
    ok: "whether there are no errors; the exit code says the same",
    "specs[].spec": "the file, as given",
    "specs[].models[]": "names of its models that have no errors",
    "specs[].experiments[]": "names of its experiments that have no errors",
    "diagnostics[].name": "as in `kpc explain`",
    "diagnostics[].severity": "error, warning or note",
    "diagnostics[].message": "a sentence",
    "diagnostics[].file": "from the working folder",
    "diagnostics[].line": "from 1",
    "diagnostics[].column": "from 1, in UTF-16 code units",
    "diagnostics[].endLine": "from 1",
    "diagnostics[].endColumn": "exclusive",
    "diagnostics[].start": "the same as offsets in the file, from 0",
    "diagnostics[].end": "exclusive",
    "diagnostics[].help?": "what to do",
    "diagnostics[].related[]*": "other places that matter, each with message, file, line and so on",
    "diagnostics[].edit?*": "a change that answers it: title, file, line and so on, and the new text",
  },
  async run(args) {
    const { loadSpec } = await import("../spec.ts");
    const { reportJson, show } = await import("../diagnostics.ts");
    const specs = (args.spec as string[]).map(loadSpec);
    for (const spec of specs) await refuseUnknownName(spec);
    const reports = await Promise.all(specs.map((spec) => reportFor(spec, args.target as string | undefined)));
    const failed = reports.some(({ diagnostics }) => countOf(diagnostics, "error") > 0);
    if (args.json) {
      resultJson("check", { ok: !failed, specs: specs.map(contents), diagnostics: reports.flatMap(reportJson) });
    } else {
      for (const [index, spec] of specs.entries()) {
        show(reports[index]!);
        const { diagnostics } = reports[index]!;
        if (countOf(diagnostics, "error") === 0) result(inWords(spec, diagnostics));
      }
    }
    return failed ? exit.spec : exit.ok;
  },
};

/** A name behind `#` must be there, though all of the file is checked. */
async function refuseUnknownName(spec: LoadedSpec): Promise<void> {
  const { graphs, experiments } = spec.project;
  if (spec.fragment === undefined) return;
  const { named } = await import("../choose.ts");
  named("model or experiment", new Map<string, unknown>([...graphs, ...experiments]), spec.fragment, spec);
}

async function reportFor(spec: LoadedSpec, targetName: string | undefined): Promise<LoadedSpec["report"]> {
  if (targetName === undefined) return spec.report;
  const { targetNamed } = await import("../targets.ts");
  const { hindrancesOf } = await import("../target-check.ts");
  const target = await targetNamed(targetName);
  return spec.reportOf([...spec.project.diagnostics, ...hindrancesOf(spec.project, target)]);
}

function contents({ shown, project }: LoadedSpec) {
  return { spec: shown, models: [...project.models.keys()], experiments: [...project.experiments.keys()] };
}

function inWords({ shown, project: { models, experiments } }: LoadedSpec, diagnostics: readonly Diagnostic[]): string {
  const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? "" : "s"}`;
  const others = (["warning", "note"] as const)
    .map((severity) => [severity, countOf(diagnostics, severity)] as const)
    .filter(([, n]) => n > 0)
    .map(([severity, n]) => `, ${count(n, severity)}`);
  return `${shown}: ${count(models.size, "model")}, ${count(experiments.size, "experiment")}, no errors${others.join("")}`;
}

function countOf(diagnostics: readonly Diagnostic[], severity: Severity): number {
  return diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
}
