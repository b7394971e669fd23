import { operator } from "../spelling.ts";

export const mul = operator("Mul");
