/** A pickle that can't be read, in a sentence without its subject: "is damaged: ...", "asks to run os.system: ...". */
export class PickleError extends Error {}
