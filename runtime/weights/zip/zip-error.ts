/** A zip file that can't be read, in a sentence without its subject: "is cut off: ...". */
export class ZipError extends Error {}
