import type { LinspaceAttributes } from "../../primitives/linspace.ts";
import { call } from "./code-text.ts";
import type { Spelling } from "./spelling.ts";
import { plain } from "./value-layout.ts";

export const linspace: Spelling<LinspaceAttributes> = {
  spell({ attributes: { start, end, steps }, size }) {
    const code = call("tf.linspace", String(start), String(end), size(steps));
    return { code, layout: plain(1), inferred: true };
  },
};
