export { type SliceAttributes, slice } from "./slice-and-pad.ts";
