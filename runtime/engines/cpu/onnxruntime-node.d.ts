/** The package has no types of its own in this version; those of its interface are in onnxruntime-common. */
declare module "onnxruntime-node" {
  export * from "onnxruntime-common";
}
