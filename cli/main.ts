import { commandWord, readCommandLine } from "./command-line.ts";
import { commandsByName } from "./commands/index.generated.ts";
import { exit } from "./exit.ts";
import { explainFailure } from "./failure.ts";
import { guardOutput, result, resultJson, say } from "./output.ts";
import { version } from "./version.ts";

/** Runs `kpc` and gives its exit code. */
export async function main(words: readonly string[]): Promise<number> {
  guardOutput();
  try {
    const line = readCommandLine(words);
    if ("command" in line) return await line.command.run(line.args);
    result(line.print);
    return exit.ok;
  } catch (error) {
    return fail(error, words);
  }
}

/** A sentence on stderr and, under `--json`, the same on stdout; a stack trace for our own bugs only. */
function fail(error: unknown, words: readonly string[]): number {
  const { message, others = [], code, details, stack } = explainFailure(error);
  for (const each of [message, ...others]) say(`kpc: ${each}`);
  if (stack !== undefined) say(`${stack}\nkpc ${version}, Node ${process.version}: kpc ${words.join(" ")}`);
  if (words.includes("--json")) {
    const name = commandWord(words) ?? "";
    const command = Object.hasOwn(commandsByName, name) ? name : null;
    resultJson(command, { error: { message, exitCode: code, ...details } });
  }
  return code;
}
