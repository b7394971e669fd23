import type { Dim } from "../ir/dim.ts";
import type { Primitive } from "./primitive.ts";

export type LinspaceAttributes = {
  readonly start: number;
  readonly end: number;
  readonly steps: Dim;
};

export const linspace: Primitive<LinspaceAttributes> = {
  name: "linspace",
  doc: "`steps` numbers from `start` to `end`, both among them, equally far apart; only `start` where it is one number.",
  shape: (_inputs, { steps }) => [[steps]],
  gradient: () => [],
  examples: [
    { inputs: [], attributes: { start: 0.125, end: 0.875, steps: 4 } },
    { inputs: [], attributes: { start: 0.5, end: 0.5, steps: 1 } },
  ],
};
