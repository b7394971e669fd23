import { lensCommands } from "../protocol.ts";

/** Commands that the extension registers; package.json gives them titles. The first ones are those of code lenses. */
export const commands = { ...lensCommands, check: "kpc.check", restartServer: "kpc.restartServer" } as const;
