import { systemReason } from "../runtime/system-error.ts";
import { exit } from "./exit.ts";

/** The only place that writes: results to stdout, everything that is said to the person to stderr. */
export function result(text: string): void {
  process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
}

export function say(text: string): void {
  process.stderr.write(text.endsWith("\n") ? text : `${text}\n`);
}

/** Version of the shape of every `--json` value. */
export const schemaVersion = 1;

/** The one JSON value of a command under `--json`. A number that JSON doesn't have is null. */
export function resultJson(command: string | null, value: Readonly<Record<string, unknown>>): void {
  result(JSON.stringify({ schemaVersion, command, ...value }, finite, 2));
}

function finite(_: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isFinite(value) ? null : value;
}

export function isColoured(stream: NodeJS.WriteStream = process.stderr): boolean {
  if (process.env.NO_COLOR) return false;
  return process.env.FORCE_COLOR ? true : stream.isTTY === true;
}

/** A reader that goes away (`kpc summary … | head -1`) is no failure, and has read enough; a full disk behind `>` is one. */
export function guardOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE") return;
      if (stream === process.stdout)
        say(`kpc: the result could not be written: ${systemReason(error) ?? error.message}`);
      process.exit(exit.data);
    });
  }
}
