import type { Command } from "../command.ts";
import { CommandError, exit } from "../exit.ts";
import type { FormattedSpec } from "../formatting.ts";
import { result, resultJson, say } from "../output.ts";

/** `kpc fmt`: specs in one style. */
export const fmt: Command = {
  usage: "fmt [path...]",
  summary: "write specs in one style",
  examples: [
    ["kpc fmt", "all specs below the working folder"],
    ["kpc fmt specs/nosenet.kpnet", "one file"],
    ["kpc fmt --check", "change nothing; exit code 1 where a file is not in the style, for CI and hooks"],
    ["kpc fmt --stdin < draft.kpnet", "from stdin to stdout, for editors"],
  ],
  positionals: { path: { describe: "a .kpnet file, or a folder; the working folder where none is given" } },
  options: {
    check: { type: "boolean", describe: "change nothing, and say which files would be changed" },
    stdin: { type: "boolean", describe: "read a spec from stdin and write it to stdout" },
  },
  json: {
    "files[].file": "as given, or found in a folder that was given",
    "files[].changed": "whether it was not in the style",
    "diagnostics[]?*": "syntax errors, as in `check`; their files are left as they are",
  },
  async run(args) {
    const paths = args.path as string[] | undefined;
    if (args.stdin) return formatStdin(paths ?? [], args.json === true);
    const { formatSpec, readText, specFiles } = await import("../formatting.ts");
    const { reportJson, show } = await import("../diagnostics.ts");
    const files = specFiles(paths === undefined || paths.length === 0 ? ["."] : paths);
    const specs = files.map((file) => formatSpec(file, readText(file)));
    const changed = specs.filter(isChanged);
    if (!args.check) await write(changed);
    if (args.json) {
      resultJson("fmt", {
        files: specs.map((spec) => ({ file: spec.file, changed: isChanged(spec) })),
        diagnostics: specs.flatMap(({ report }) => reportJson(report)),
      });
    } else {
      for (const { report } of specs) show(report);
      for (const { file } of changed) result(file);
      say(inWords(specs, changed.length, args.check === true));
    }
    const isWrong = specs.some(({ report }) => report.diagnostics.length > 0);
    return isWrong || (args.check && changed.length > 0) ? exit.spec : exit.ok;
  },
};

async function formatStdin(paths: readonly string[], json: boolean): Promise<number> {
  if (paths.length > 0) throw new CommandError(exit.usage, "with --stdin no files can be given");
  if (json) throw new CommandError(exit.usage, "--stdin writes the spec itself to stdout, and no JSON");
  const { formatSpec, readText } = await import("../formatting.ts");
  const { show } = await import("../diagnostics.ts");
  const { report, text } = formatSpec("stdin.kpnet", readText(0));
  show(report);
  if (report.diagnostics.length > 0) return exit.spec;
  result(text);
  return exit.ok;
}

async function write(specs: readonly FormattedSpec[]): Promise<void> {
  const { writeAtomically } = await import("../../runtime/checkpoints/atomic-write.ts");
  const { writtenPath } = await import("../formatting.ts");
  for (const spec of specs) await writeAtomically(writtenPath(spec), spec.text);
}

function isChanged({ source, text }: FormattedSpec): boolean {
  return source !== text;
}

function inWords(specs: readonly FormattedSpec[], changed: number, check: boolean): string {
  const damaged = specs.filter(({ report }) => report.diagnostics.length > 0).length;
  const left = damaged === 0 ? "" : `; ${damaged} with syntax errors ${check ? "" : "left alone"}`.trimEnd();
  return `${changed} of ${specs.length} ${check ? "would be changed" : "changed"}${left}`;
}
