import { operator } from "../spelling.ts";

export const relu = operator("Relu");
