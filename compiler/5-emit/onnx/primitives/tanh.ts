import { operator } from "../spelling.ts";

export const tanh = operator("Tanh");
