import type { FileSource } from "../compiler/file-source.ts";
import type { Place } from "../diagnostics/place.ts";
import { moved, type Report } from "./diagnostics.ts";
import { CommandError, exit } from "./exit.ts";

/** `--set epochs=3 --set optimizer.lr=5e-4 --seed 7`, by dotted key. */
export type Overrides = Readonly<Record<string, string>>;

/** Name of the variant that holds the overrides, in no spec that a person writes. */
export const overridden = "set_on_the_command_line";

/** What messages call the place of an override. */
const commandLine = "command line";

export function parseOverrides(sets: readonly string[], seed: number | undefined): Overrides {
  const overrides: Record<string, string> = {};
  for (const text of seed === undefined ? sets : [...sets, `seed=${seed}`]) {
    const [, key, value] = /^([A-Za-z_][\w.]*)=(.*\S.*)$/.exec(text) ?? [];
    if (key === undefined || value === undefined || /[;{}]|\/\/|\/\*/.test(value))
      throw new CommandError(exit.usage, `--set ${text}: write it as --set key=value, as in --set epochs=3`);
    if (key in overrides) throw new CommandError(exit.usage, `${key} is set twice on the command line`);
    overrides[key] = value;
  }
  return overrides;
}

/**
 * The same files, with the overrides as a variant of the experiment at the end of `path`: what is set on the command line
 * is checked like the rest of the spec, by the rules of the language itself.
 */
export function withOverrides(source: FileSource, path: string, experiment: string, overrides: Overrides): FileSource {
  // As long as `--set key=value` is, so that `asTyped` can show one in place of the other.
  const edits = Object.entries(overrides).map(([key, value]) => `  set ${key}:${value}`);
  const variant = [header(experiment), ...edits, "}"].join("\n");
  return {
    read(file) {
      const text = source.read(file);
      return file === path && text !== undefined ? `${text}\n\n${variant}\n` : text;
    },
  };
}

export function isOverride({ declaration }: Place): boolean {
  return declaration === `experiment ${overridden}`;
}

/** A report in which what is wrong with an override is shown as it was typed. */
export function asTyped({ diagnostics, lookup }: Report, experiment: string, overrides: Overrides): Report {
  const typed = Object.entries(overrides).map(([key, value]) => `--set ${key}=${value}`);
  const before = header(experiment).length + 1;
  function move(place: Place): Place {
    if (!isOverride(place)) return place;
    const { start, end } = place.span;
    const span = { start: Math.max(0, start - before), end: Math.max(0, end - before) };
    return { file: commandLine, declaration: "", span };
  }
  return moved(diagnostics, move, {
    text: (file) => (file === commandLine ? typed.join("\n") : lookup.text(file)),
    offset: (file, declaration) => (file === commandLine ? 0 : lookup.offset(file, declaration)),
  });
}

function header(experiment: string): string {
  return `experiment ${overridden} = ${experiment} with {`;
}
