/** What a command is given: options and positionals, by name. Its own file says which. */
export type Arguments = Readonly<Record<string, unknown>>;

/** An option: `--seed 7`. */
export interface CommandOption {
  /** Numbers are whole. */
  readonly type: "string" | "number" | "boolean";
  readonly describe: string;
  /** Least and largest value of a number. */
  readonly range?: readonly [number, number];
  readonly choices?: readonly string[];
  readonly default?: string | number | boolean;
  readonly required?: boolean;
  /** What it is where no value stands behind it: the next word is its value only where it is one of the choices. */
  readonly bare?: string;
  /** It may be given several times, once for each value: the command gets a list, which may be empty. */
  readonly repeated?: boolean;
}

/** A word that stands by itself. Whether it must be there, and whether there may be several, is in the usage. */
export interface CommandPositional {
  readonly describe: string;
  readonly choices?: readonly string[];
}

/**
 * A command of `kpc`: one file in cli/commands, kept thin. Whatever is heavy is imported inside `run`, so that `kpc check`
 * never pays for an engine. Help, the check of what a person typed, and docs/cli.md are made from it.
 */
export interface Command {
  /** As yargs writes it: `check <spec...>`; `<one>` must be there, `[one]` may, `one...` is a list. */
  readonly usage: string;
  /** One line for `kpc --help`. */
  readonly summary: string;
  /** Command line and what it does, for `kpc COMMAND --help`; the first is shown where something is missing. */
  readonly examples: readonly (readonly [string, string])[];
  readonly positionals: Readonly<Record<string, CommandPositional>>;
  readonly options: Readonly<Record<string, CommandOption>>;
  /**
   * What `--json` prints beside `schemaVersion` and `command`: each value by its path (`steps[].shape`), and what it is. A path
   * with a `?` behind it is there only where it has something to say; below one with a `*` stands what another page describes.
   */
  readonly json: Readonly<Record<string, string>>;
  /** Gives the exit code. */
  readonly run: (args: Arguments) => Promise<number>;
}
