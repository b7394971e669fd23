export { depthwiseFilterGradient, depthwiseInputGradient } from "./depthwise-gradients";
export { filterGradient } from "./filter-gradient";
export { inputGradient } from "./input-gradient";
export { maxPoolGradient } from "./max-pool-gradient";
export { slide } from "./window";
