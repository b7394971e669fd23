import { operator } from "../spelling.ts";

export const minimum = operator("Min");
