/** The only place that writes: results to stdout, everything that is said to the person to stderr. */
export function result(text: string): void {
  process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
}

export function say(text: string): void {
  process.stderr.write(text.endsWith("\n") ? text : `${text}\n`);
}

/** Version of the shape of every `--json` value. */
export const schemaVersion = 1;

/** The one JSON value of a command under `--json`. */
export function resultJson(command: string, value: Readonly<Record<string, unknown>>): void {
  result(
    JSON.stringify(
      { schemaVersion, command, ...value },
      (_, v) => (typeof v === "number" && !Number.isFinite(v) ? null : v),
      2,
    ),
  );
}

export function isColoured(stream: NodeJS.WriteStream = process.stderr): boolean {
  if (process.env.NO_COLOR) return false;
  return process.env.FORCE_COLOR ? true : stream.isTTY === true;
}
