import yargs from "yargs";
import { commands } from "./commands/index.generated.ts";
import { CommandError, exit } from "./exit.ts";
import { explainFailure } from "./failure.ts";
import { say } from "./output.ts";
import { version } from "./version.ts";

/** Runs `kpc` and gives its exit code: yargs says which command it is, and it is run here. */
export async function main(argv: readonly string[]): Promise<number> {
  let chosen: (() => Promise<number>) | undefined;
  const parser = yargs([...argv])
    .scriptName("kpc")
    .locale("en")
    .usage("kpc: check, compile and train .kpnet specs\n\nUsage: $0 <command>")
    .option("json", { type: "boolean", default: false, describe: "print one JSON value on stdout", global: true })
    .example("kpc check specs/nosenet.kpnet", "say what is wrong with a spec")
    .example("kpc train specs/nosenet.kpnet#Nose", "train one of its experiments")
    .example("kpc explain conv2d", "what an op, a diagnostic or a loss means")
    .demandCommand(1, "Which command? `kpc --help` lists them.")
    .strict()
    .recommendCommands()
    .version(version)
    .help()
    .wrap(Math.min(110, process.stdout.columns ?? 110))
    .exitProcess(false)
    .fail((message, error) => {
      throw error ?? new CommandError(exit.usage, message);
    });
  for (const command of Object.values(commands)) {
    parser.command(
      command.usage,
      command.summary,
      (options) => {
        for (const [name, positional] of Object.entries(command.positionals)) options.positional(name, positional);
        for (const [line, what] of command.examples) options.example(line, what);
        return options.options(command.options);
      },
      (args) => {
        chosen = () => command.run(args);
      },
    );
  }
  try {
    parser.parse();
    return (await chosen?.()) ?? exit.ok;
  } catch (error) {
    const failure = explainFailure(error);
    say(failure.message);
    return failure.code;
  }
}
