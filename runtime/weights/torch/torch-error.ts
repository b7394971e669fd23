/** A file of PyTorch's that can't be read, in a sentence without its subject: "is damaged: ...". */
export class TorchError extends Error {}
