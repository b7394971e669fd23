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
  async run(args) {
    const { availableParallelism, cpus } = await import("node:os");
    const { probeTargets } = await import("../../runtime/engines/probe.ts");
    const { projectRoot } = await import("../spec.ts");
    const probes = await probeTargets(projectRoot(process.cwd()));
    const machine = {
      kpc: version,
      node: process.version,
      platform: `${process.platform}-${process.arch}`,
      cpu: cpus()[0]?.model ?? "unknown",
      threads: availableParallelism(),
    };
    const works = probes.some((probe) => probe.target === "cpu" && probe.works);
    if (args.json) {
      resultJson("doctor", { machine, targets: probes });
    } else {
      const lines = probes.map(
        (probe) => `  ${probe.works ? "ok     " : "lacking"}  ${probe.target.padEnd(8)}  ${probe.detail}`,
      );
      const head = `kpc ${machine.kpc}, Node ${machine.node}, ${machine.platform}, ${machine.threads} threads, ${machine.cpu}`;
      result([head, "", ...lines].join("\n"));
    }
    return works ? exit.ok : exit.target;
  },
};
