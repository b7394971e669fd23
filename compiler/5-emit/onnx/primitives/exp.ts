import { operator } from "../spelling.ts";

export const exp = operator("Exp");
