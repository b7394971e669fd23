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
  /** A bug of ours. */
  internal: 70,
  interrupted: 130,
} as const;

/** Ends the command with one sentence on stderr and an exit code. */
export class CommandError extends Error {
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}
