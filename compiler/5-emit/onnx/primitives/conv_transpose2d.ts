import { conv2d_input_grad } from "./conv2d_input_grad.ts";

export const conv_transpose2d = conv2d_input_grad;
