import { operator } from "../spelling.ts";

export const neg = operator("Neg");
