import type { BroadcastToAttributes } from "../../primitives/broadcast_to.ts";
import { broadcast_to } from "./broadcast_to.ts";
import type { Spelling } from "./spelling.ts";

export const expand: Spelling<BroadcastToAttributes> = broadcast_to;
