import type { FileSource } from "../compiler/file-source.ts";
import { CommandError, exit } from "./exit.ts";

/** `--set epochs=3 --set optimizer.lr=5e-4 --seed 7`, by dotted key. */
export type Overrides = Readonly<Record<string, string>>;

/** Name of the variant that holds the overrides, in no spec that a person writes. */
export const overridden = "set_on_the_command_line";

export function parseOverrides(sets: readonly string[], seed: number | undefined): Overrides {
  const pairs = sets.map((text) => {
    const match = /^([A-Za-z_][\w.]*)=(.+)$/s.exec(text);
    if (match === null || /[\n{};]/.test(match[2]!)) {
      throw new CommandError(exit.usage, `--set ${text}: write it as --set key=value, as in --set epochs=3`);
    }
    return [match[1]!, match[2]!] as const;
  });
  if (seed !== undefined) pairs.push(["seed", String(seed)]);
  return Object.fromEntries(pairs);
}

/**
 * The same files, with the overrides as a variant of the experiment at the end of `path`: what is set on the command line
 * is checked like the rest of the spec, by the rules of the language itself.
 */
export function withOverrides(source: FileSource, path: string, experiment: string, overrides: Overrides): FileSource {
  const edits = Object.entries(overrides).map(([key, value]) => `  set ${key}: ${value}`);
  const variant = [`experiment ${overridden} = ${experiment} with {`, ...edits, "}"].join("\n");
  return {
    read(file) {
      const text = source.read(file);
      return file === path && text !== undefined ? `${text}\n\n${variant}\n` : text;
    },
  };
}
