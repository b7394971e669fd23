import { operator } from "../spelling.ts";

export const sigmoid = operator("Sigmoid");
