import type { Command, CommandOption } from "../cli/command.ts";
import { exitCodes } from "../cli/exit.ts";
import { schemaVersion } from "../cli/output.ts";
import { commonOptions } from "../cli/usage.ts";

const intro = `\`kpc --help\` lists the commands, \`kpc COMMAND --help\` shows what is here. A spec is named by its file, a model or an experiment
in it by \`FILE#Name\`. A folder's project is the nearest one upwards that has a \`package.json\` or a \`.git\`; a spec's data paths count
from there, wherever \`kpc\` runs.`;

const aboutJson = `With \`--json\` a command prints exactly one JSON value on stdout: an object with \`schemaVersion\` (${schemaVersion}), \`command\`, and
what its table below says. A command that fails prints \`error\` in place of that, with \`message\`, \`exitCode\` and, where they are known,
\`diagnostics\`, the \`file\` and \`line\` of the data, or the \`run\` that can be resumed. \`kpc check\` has not failed where it finds errors.
Messages for people go to stderr, with and without \`--json\`.`;

/** docs/cli.md: what the commands say of themselves. */
export function cliPage(commands: Readonly<Record<string, Command>>): string {
  return [
    "<!-- Made by scripts/generate.ts from cli/commands. Do not edit. -->",
    "# The command line",
    intro,
    "## Exit codes",
    table(
      ["code", "meaning"],
      exitCodes.map(([code, meaning]) => [String(code), meaning]),
    ),
    "## JSON",
    aboutJson,
    "In the tables a `?` ends the path of what is there only where it has something to say, `[]` that of a list's members; what stands " +
      "below a `*` is described elsewhere.",
    ...Object.values(commands).flatMap(section),
  ]
    .join("\n\n")
    .concat("\n");
}

function section({ usage, summary, examples, positionals, options, json }: Command): string[] {
  return [
    `## \`kpc ${usage}\``,
    sentence(summary),
    code(examples),
    table(
      ["", ""],
      [
        ...Object.entries(positionals).map(([name, { describe }]) => [`\`${name}\``, describe]),
        ...Object.entries({ ...options, ...commonOptions }).map(([name, option]) => [
          optionUsage(name, option),
          optionText(option),
        ]),
      ],
    ),
    "Printed with `--json`:",
    table(
      ["value", "what it is"],
      Object.entries(json).map(([path, what]) => [`\`${path}\``, what]),
    ),
  ];
}

function code(examples: Command["examples"]): string {
  const width = Math.max(...examples.map(([line]) => line.length));
  return ["```sh", ...examples.map(([line, what]) => `${line.padEnd(width)}    # ${what}`), "```"].join("\n");
}

function optionUsage(name: string, { type, choices }: CommandOption): string {
  if (type === "boolean") return `\`--${name}\``;
  return choices === undefined
    ? `\`--${name} ${type === "number" ? "N" : "…"}\``
    : `\`--${name}\` ${choices.map((choice) => `\`${choice}\``).join(" ")}`;
}

function optionText({ describe, default: value, required, range }: CommandOption): string {
  return [
    describe,
    ...(range === undefined ? [] : [`${range[0]} to ${range[1]}`]),
    ...(required ? ["required"] : []),
    ...(value === undefined || value === false ? [] : [`default: \`${value}\``]),
  ].join("; ");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
