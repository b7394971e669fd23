import { choice } from "../ir/parameters.ts";
import { defineTransform } from "./transform.ts";

type Fill = { readonly with: "black" | "gray" | "white" | "edge" };

const levels = { black: 0, gray: 0.5, white: 1, edge: "edge" } as const;

export const fill = defineTransform<Fill>({
  name: "fill",
  doc: "Says what geometric steps find beyond the edges of the picture: `black` (also where this step is missing), `gray`, `white`, or `edge`, which is the nearest pixel of the picture.",
  parameters: { with: choice({ doc: "what is there", of: Object.keys(levels) }) },
  random: false,
  type: (input) => input,
  rule: { kind: "outside", outside: (parameters) => levels[parameters.with] },
});
