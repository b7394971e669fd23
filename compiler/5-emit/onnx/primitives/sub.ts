import { operator } from "../spelling.ts";

export const sub = operator("Sub");
