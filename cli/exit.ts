/** Exit codes, the same for every command. */
export const exit = {
  ok: 0,
  /** The spec has errors. */
  spec: 1,
  usage: 2,
  data: 3,
  /** The target can't run here. */
  target: 4,
  diverged: 5,
  /** A change at or over the level that was asked for. */
  change: 6,
  /** A bug of ours. */
  internal: 70,
  interrupted: 130,
} as const;

/** What they mean, for help and docs. */
export const exitCodes: readonly (readonly [number, string])[] = [
  [exit.ok, "fine"],
  [exit.spec, "the spec has errors, or `diff` could not compare"],
  [exit.usage, "wrong usage"],
  [exit.data, "files or data"],
  [exit.target, "the target can't run here"],
  [exit.diverged, "training diverged"],
  [exit.change, "`diff --fail-on` found such a change"],
  [exit.internal, "a bug in kpc"],
  [exit.interrupted, "interrupted"],
];

/** Ends the command with one sentence on stderr and an exit code. `details` stand beside the sentence under `--json`. */
export class CommandError extends Error {
  readonly code: number;
  readonly details: Readonly<Record<string, unknown>>;
  constructor(code: number, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}
