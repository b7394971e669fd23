import { operator } from "../spelling.ts";

export const erf = operator("Erf");
