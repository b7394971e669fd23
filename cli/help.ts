import yargs, { type Argv } from "yargs";
import type { Command, CommandOption } from "./command.ts";
import { commands } from "./commands/index.generated.ts";
import { exitCodes } from "./exit.ts";
import { commonOptions } from "./usage.ts";

const firstSteps: Command["examples"] = [
  ["kpc check specs/nosenet.kpnet", "say what is wrong with a spec"],
  ["kpc train specs/nosenet.kpnet#Nose", "train one of its experiments"],
  ["kpc explain conv2d", "what an op, a diagnostic or a loss means"],
  ["kpc train --help", "more about a command"],
];

/** Help for kpc as a whole, as yargs lays it out. */
export function generalHelp(): string {
  const parser = emptyParser().usage("kpc: check, compile and train .kpnet specs\n\nUsage: kpc <command>");
  for (const { usage, summary } of Object.values(commands)) parser.command(usage, summary);
  addOptions(parser, { ...commonOptions, version: { type: "boolean", describe: "show the version" } });
  addExamples(parser, firstSteps);
  parser.epilogue(`Exit codes: ${exitCodes.map(([code, meaning]) => `${code} ${meaning}`).join(", ")}.`);
  return textOf(parser, []);
}

/** Help for one command. */
export function commandHelp({ usage, summary, positionals, options, examples }: Command): string {
  const name = usage.split(" ")[0]!;
  const parser = emptyParser().command(usage.replaceAll("...", ""), summary, (inner) => {
    inner.usage(`Usage: kpc ${usage}\n\n${summary}`);
    for (const [positional, { describe, choices }] of Object.entries(positionals))
      inner.positional(positional, { type: "string", describe, ...(choices === undefined ? {} : { choices }) });
    addOptions(inner, { ...options, ...commonOptions });
    addExamples(inner, examples);
  });
  return textOf(parser, [name]);
}

function emptyParser(): Argv {
  return yargs()
    .scriptName("kpc")
    .locale("en")
    .version(false)
    .wrap(Math.min(100, process.stdout.columns ?? 100));
}

function addOptions(parser: Argv, options: Readonly<Record<string, CommandOption>>): void {
  for (const [name, { type, describe, choices, default: value, required }] of Object.entries(options)) {
    parser.option(name, {
      type,
      describe,
      ...(choices === undefined ? {} : { choices }),
      ...(value === undefined || value === false ? {} : { default: value }),
      ...(required ? { demandOption: true } : {}),
    });
  }
}

function addExamples(parser: Argv, examples: Command["examples"]): void {
  for (const [line, what] of examples) parser.example(line, what);
}

function textOf(parser: Argv, words: readonly string[]): string {
  let text = "";
  parser.help().parse([...words, "--help"], (_error: unknown, _args: unknown, output: string) => {
    text = output;
  });
  return text;
}
