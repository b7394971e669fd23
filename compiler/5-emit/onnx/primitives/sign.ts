import { operator } from "../spelling.ts";

export const sign = operator("Sign");
