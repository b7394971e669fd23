import { nearest } from "../diagnostics/nearest.ts";
import type { Arguments, Command, CommandOption } from "./command.ts";
import { CommandError, exit } from "./exit.ts";

/** Options of every command. */
export const commonOptions: Readonly<Record<string, CommandOption>> = {
  json: { type: "boolean", default: false, describe: "print one JSON value on stdout" },
  help: { type: "boolean", describe: "show this help" },
};

/** The command that is meant. Throws CommandError, with the nearest name, where there is none. */
export function commandNamed(name: string, commands: Readonly<Record<string, Command | undefined>>): Command {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) throw wrong(`there is no command ${name}${hint(name, Object.keys(commands))}`);
  return command;
}

/**
 * Checks that every word that looks like an option is one: yargs takes whatever comes.
 *
 * @param words what was typed behind the command's name.
 * @throws CommandError with the nearest name.
 */
export function checkOptionNames(command: Command, words: readonly string[]): void {
  const options = { ...command.options, ...commonOptions };
  const end = words.indexOf("--");
  for (const word of end < 0 ? words : words.slice(0, end)) {
    const [, dashes, name = "", value] = /^(--?)([A-Za-z][^=]*)(=.*)?$/s.exec(word) ?? [];
    if (dashes === undefined) continue;
    const option = dashes === "--" ? optionNamed(name, options) : undefined;
    if (option?.type === "boolean" && value !== undefined) throw wrong(`--${name} takes no value`);
    if (option !== undefined) continue;
    const near = nearest(name, Object.keys(options));
    throw wrong(`there is no option ${dashes}${name}${near === undefined ? "" : `; did you mean --${near}?`}`);
  }
}

/** By its name; `no-pictures` is `pictures` too. */
function optionNamed(name: string, options: Readonly<Record<string, CommandOption>>): CommandOption | undefined {
  if (Object.hasOwn(options, name)) return options[name];
  const positive = name.replace(/^no-/, "");
  return Object.hasOwn(options, positive) && options[positive]!.type === "boolean" ? options[positive] : undefined;
}

/**
 * Checks what was typed against what the command takes, and gives it as the command wants it: numbers as numbers, lists as
 * lists, defaults filled in.
 *
 * @param parsed what yargs made of the words: texts and booleans, a list of texts where an option is given several times.
 * @throws CommandError: one sentence, with the nearest name where a name is wrong.
 */
export function checkUsage(command: Command, parsed: Arguments): Arguments {
  const options = { ...command.options, ...commonOptions };
  const checked: Record<string, unknown> = {};
  for (const [name, { choices }] of Object.entries(command.positionals)) {
    const values = listOf(parsed[name]);
    if (values.length === 0 && command.usage.includes(`<${name}`))
      throw wrong(`which ${name}? As in ${exampleOf(command)}`);
    for (const value of values) refuseOtherThan(choices, name, String(value));
    checked[name] = command.usage.includes(`${name}...`) ? values : values[0];
  }
  for (const [name, option] of Object.entries(options))
    checked[name] = optionValue(name, option, parsed[name], command);
  const [, extra] = parsed._ as readonly unknown[];
  if (extra !== undefined) throw wrong(`${extra} is one too many: the command is \`kpc ${command.usage}\``);
  return checked;
}

function optionValue(name: string, option: CommandOption, parsed: unknown, command: Command): unknown {
  const { type, choices, describe, required = false, repeated = false } = option;
  const values = listOf(parsed);
  if (type === "boolean") return values.at(-1) ?? option.default;
  if (values.some((value) => value === "")) throw wrong(`--${name} needs a value: ${describe}`);
  for (const value of values) refuseOtherThan(choices, `--${name}`, String(value));
  const converted = type === "number" ? values.map((value) => numberIn(name, option, String(value))) : values;
  if (repeated) return converted;
  if (converted.length > 1) throw wrong(`--${name} is given more than once`);
  if (converted.length === 0 && required) throw wrong(`--${name} is missing, as in ${exampleOf(command)}`);
  return converted[0] ?? option.default;
}

function numberIn(name: string, { range: [least, most] = [-Infinity, Infinity] }: CommandOption, text: string): number {
  const number = text.trim() === "" ? Number.NaN : Number(text);
  if (!Number.isSafeInteger(number)) throw wrong(`--${name} takes a whole number, not ${text}`);
  if (number < least || number > most) throw wrong(`--${name} must lie between ${least} and ${most}, not ${text}`);
  return number;
}

function refuseOtherThan(choices: readonly string[] | undefined, name: string, value: string): void {
  if (choices !== undefined && !choices.includes(value))
    throw wrong(`${name} can't be ${value}${hint(value, choices)}`);
}

function listOf(parsed: unknown): readonly unknown[] {
  return Array.isArray(parsed) ? parsed : parsed === undefined ? [] : [parsed];
}

function hint(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  return near === undefined ? `; there is ${known.join(", ")}` : `; did you mean ${near}?`;
}

function exampleOf({ examples }: Command): string {
  return `\`${examples[0]![0]}\``;
}

function wrong(sentence: string): CommandError {
  return new CommandError(exit.usage, sentence);
}
