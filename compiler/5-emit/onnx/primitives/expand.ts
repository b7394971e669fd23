import { broadcast_to } from "./broadcast_to.ts";

export const expand = broadcast_to;
