import { readdirSync } from "node:fs";
import { diskSource } from "../../../cli/spec.ts";
import { checkProject } from "../../../compiler/index.ts";
import type { TypedGraph } from "../../../compiler/ir/graph.ts";

const root = new URL("../../..", import.meta.url).pathname;
const folders = ["specs", "test/torchvision/specs"];

/** Every model of the specs and of the networks that are compared with torchvision: `NoseNet in nosenet.kpnet of specs`. */
export const models: readonly (readonly [name: string, graph: TypedGraph])[] = folders.flatMap((folder) =>
  readdirSync(`${root}${folder}`)
    .filter((file) => file.endsWith(".kpnet"))
    .flatMap((file) => {
      const { models } = checkProject(`${folder}/${file}`, diskSource(root));
      return [...models.values()].map((graph) => [`${graph.name} in ${file} of ${folder}`, graph] as const);
    }),
);
