import yargs from "yargs";
import type { Arguments, Command } from "./command.ts";
import { commandsByName } from "./commands/index.generated.ts";
import { CommandError, exit } from "./exit.ts";
import { commandHelp, generalHelp } from "./help.ts";
import { checkOptionNames, checkUsage, commandNamed, commonOptions } from "./usage.ts";
import { version } from "./version.ts";

/** A command and what it is given; or a text to print instead: help, or the version. */
export type CommandLine = { readonly command: Command; readonly args: Arguments } | { readonly print: string };

/** Reads the words that were typed behind `kpc`. Throws CommandError where they can't be meant. */
export function readCommandLine(words: readonly string[]): CommandLine {
  if (words[0] === "help") return readCommandLine([...words.slice(1), "--help"]);
  const name = commandWord(words);
  if (name === undefined) {
    if (words.includes("--version")) return { print: version };
    if (words.includes("--help")) return { print: generalHelp() };
    throw new CommandError(exit.usage, "which command? `kpc --help` lists them");
  }
  const command = commandNamed(name, commandsByName);
  if (words.includes("--help")) return { print: commandHelp(command) };
  const rest = withValues(command, words.toSpliced(words.indexOf(name), 1));
  checkOptionNames(command, rest);
  return { command, args: checkUsage(command, parse(command, [name, ...rest])) };
}

/** The first word that is no option: those that may stand in front of it have no value. */
export function commandWord(words: readonly string[]): string | undefined {
  return words.find((word) => !word.startsWith("-"));
}

/** The words with a value at each option that may stand without one: `--csv a.jpg` is `--csv=points a.jpg`. */
function withValues({ options }: Command, words: readonly string[]): string[] {
  return words.flatMap((word, index) => {
    const { bare, choices } = (word.startsWith("--") ? options[word.slice(2)] : undefined) ?? {};
    if (bare !== undefined) return choices?.includes(words[index + 1]!) ? [word] : [`${word}=${bare}`];
    return [word];
  });
}

/** What yargs makes of the words. It is told of types only: `checkUsage` says better than it what is wrong. */
function parse(command: Command, words: readonly string[]): Arguments {
  let parsed: Arguments = {};
  yargs([...words])
    .parserConfiguration({ "camel-case-expansion": false })
    .help(false)
    .version(false)
    .exitProcess(false)
    .command(
      command.usage.replaceAll("<", "[").replaceAll(">", "]"),
      command.summary,
      (options) => {
        for (const name of Object.keys(command.positionals)) options.positional(name, { type: "string" });
        for (const [name, { type }] of Object.entries({ ...command.options, ...commonOptions }))
          options.option(name, { type: type === "boolean" ? "boolean" : "string" });
      },
      (args) => {
        parsed = args;
      },
    )
    .parse();
  return parsed;
}
