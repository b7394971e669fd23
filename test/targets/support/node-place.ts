import { fork } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { targetCases } from "../cases.ts";
import { bundle } from "./bundle.ts";
import type { Answer, Question } from "./host-in-node.ts";
import type { OpenPlace } from "./place.ts";
import { swiftShader } from "./swiftshader.ts";

/** Runs a target in a process of Node's; `webgpu` on SwiftShader through the package of that name. */
export const openNode: OpenPlace = async (target) => {
  const path = await bundle(targetCases, target, "host-in-node.ts", { platform: "node", packages: "external" });
  const webgpu = fileURLToPath(new URL("webgpu-in-node.mjs", import.meta.url));
  const child = fork(path, {
    serialization: "advanced",
    env: { ...process.env, ...(target === "webgpu" ? swiftShader() : {}) },
    execArgv: target === "webgpu" ? ["--import", webgpu] : [],
  });
  const ended = once(child, "exit");
  return {
    async step(name, feeds, learningRate) {
      child.send({ name, feeds, learningRate } satisfies Question);
      const [answer] = (await Promise.race([once(child, "message"), ended])) as [Answer | number];
      if (typeof answer !== "object" || answer === null) throw new Error(`Node ended with ${answer}`);
      if ("error" in answer) throw new Error(answer.error);
      return answer.result;
    },
    async close() {
      child.kill();
      await ended;
      rmSync(dirname(path), { recursive: true, force: true });
    },
  };
};
