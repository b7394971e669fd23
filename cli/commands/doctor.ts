import type { Command } from "../command.ts";
import { exit } from "../exit.ts";
import { result, resultJson } from "../output.ts";
import { version } from "../version.ts";

/** `kpc doctor`: which targets work on this machine, and what the others lack. */
export const doctor: Command = {
  usage: "doctor",
  summary: "which targets work here, and what each that doesn't is lacking",
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
    "targets[].works": "whether what it needs is there",
    "targets[].detail": "what was found, or what is lacking and how to get it",
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
      const lines = probes.map(
        (probe) => `  ${probe.works ? "ok     " : "lacking"}  ${probe.target.padEnd(8)}  ${probe.detail}`,
      );
      const head = `kpc ${machine.kpc}, Node ${machine.node}, ${machine.platform}, ${machine.threads} threads, ${machine.cpu}`;
      result([head, "", ...lines].join("\n"));
    }
    return probes.some((probe) => probe.target === "cpu" && probe.works) ? exit.ok : exit.target;
  },
};
