export { type PadAttributes, pad } from "./slice-and-pad.ts";
