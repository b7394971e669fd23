import type { Options, PositionalOptions } from "yargs";

/** What a command is given: parsed options, by name. Its own file says which. */
export type Arguments = Readonly<Record<string, unknown>>;

/**
 * A command of `kpc`: one file in cli/commands, kept thin. Whatever is heavy is imported inside `run`, so that `kpc check`
 * never pays for an engine.
 */
export interface Command {
  /** As yargs writes it: `check <spec...>`. */
  readonly usage: string;
  /** One line for `kpc --help`. */
  readonly summary: string;
  /** Command line and what it does, for `kpc COMMAND --help`. */
  readonly examples: readonly (readonly [string, string])[];
  readonly positionals: Readonly<Record<string, PositionalOptions>>;
  readonly options: Readonly<Record<string, Options>>;
  /** Gives the exit code. */
  readonly run: (args: Arguments) => Promise<number>;
}
