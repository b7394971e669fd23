import { operator } from "../spelling.ts";

export const abs = operator("Abs");
