import type { Probe } from "../../runtime/engines/probe.ts";
import type { Command } from "../command.ts";
import { exit } from "../exit.ts";
import { result, resultJson } from "../output.ts";
import { version } from "../version.ts";

/** `kpc doctor`: which targets work on this machine, and what the others lack. */
export const doctor: Command = {
  usage: "doctor",
  summary: "which targets work here, and what the others lack",
  examples: [["kpc doctor", "look at this machine and this project"]],
  positionals: {},
  options: {},
  json: {
    "machine.kpc": "version of kpc",
    "machine.node": "version of Node",
    "machine.platform": "as in linux-x64",
    "machine.cpu": "name of the processor",
    "machine.threads": "threads that the engine takes unless told otherwise",
    "targets[].target": "its name",
    "targets[].works": "whether train, evaluate and predict run on it here",
    "targets[].packages*": "the packages that it needs, by name: the version that is installed, or null",
    "targets[].device": "what computes, where there is something to say, or null",
    "targets[].problem": "what is lacking, or null",
    "targets[].remedy": "how to get it, or null",
  },
  async run(args) {
    const { availableParallelism, cpus } = await import("node:os");
    const { probeTargets } = await import("../../runtime/engines/probe.ts");
    const { projectRoot } = await import("../spec.ts");
    const probes = await probeTargets(projectRoot(process.cwd()));
    const machine = {
      kpc: version,
      node: process.version,
      platform: `${process.platform}-${process.arch}`,
      cpu: cpus()[0]?.model.trim() ?? "unknown",
      threads: availableParallelism(),
    };
    if (args.json) {
      resultJson("doctor", { machine, targets: probes });
    } else {
      const head = `kpc ${machine.kpc}, Node ${machine.node}, ${machine.platform}, ${machine.threads} threads, ${machine.cpu}`;
      result([head, "", ...probes.map(linesOf), "", "kpc compile writes code for all of them."].join("\n"));
    }
    return probes.some((probe) => probe.target === "cpu" && probe.works) ? exit.ok : exit.target;
  },
};

function linesOf({ target, works, packages, device, problem, remedy }: Probe): string {
  const versions = Object.entries(packages).map(([name, version]) => `${name} ${version}`);
  const told = works ? [versions.join(", "), ...(device === null ? [] : [`on ${device}`])] : [problem, remedy];
  const head = `  ${(works ? "works" : "lacking").padEnd(7)}  ${target.padEnd(8)}  `;
  return head + told.join(`\n${" ".repeat(head.length)}`);
}
