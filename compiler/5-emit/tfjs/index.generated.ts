// Made by scripts/generate.ts from the files in this folder. Do not edit.
import type { Spelling } from "./spelling.ts";
import { abs } from "./abs.ts";
import { add } from "./add.ts";
import { avg_pool2d } from "./avg_pool2d.ts";
import { avg_pool2d_grad } from "./avg_pool2d_grad.ts";
import { batch_norm } from "./batch_norm.ts";
import { broadcast_to } from "./broadcast_to.ts";
import { concat } from "./concat.ts";
import { constant } from "./constant.ts";
import { conv2d } from "./conv2d.ts";
import { conv2d_filter_grad } from "./conv2d_filter_grad.ts";
import { conv2d_input_grad } from "./conv2d_input_grad.ts";
import { conv_transpose2d } from "./conv_transpose2d.ts";
import { erf } from "./erf.ts";
import { exp } from "./exp.ts";
import { expand } from "./expand.ts";
import { greater } from "./greater.ts";
import { interpolation } from "./interpolation.ts";
import { leaky_relu } from "./leaky_relu.ts";
import { linspace } from "./linspace.ts";
import { log } from "./log.ts";
import { matmul } from "./matmul.ts";
import { max_pool2d } from "./max_pool2d.ts";
import { max_pool2d_grad } from "./max_pool2d_grad.ts";
import { minimum } from "./minimum.ts";
import { mul } from "./mul.ts";
import { neg } from "./neg.ts";
import { pad } from "./pad.ts";
import { pad2d } from "./pad2d.ts";
import { reduce_mean } from "./reduce_mean.ts";
import { reduce_sum } from "./reduce_sum.ts";
import { relu } from "./relu.ts";
import { reshape } from "./reshape.ts";
import { rsqrt } from "./rsqrt.ts";
import { sigmoid } from "./sigmoid.ts";
import { sign } from "./sign.ts";
import { slice } from "./slice.ts";
import { softmax } from "./softmax.ts";
import { square } from "./square.ts";
import { sub } from "./sub.ts";
import { tanh } from "./tanh.ts";
import { transpose } from "./transpose.ts";

export const spellings = {
  abs,
  add,
  avg_pool2d,
  avg_pool2d_grad,
  batch_norm,
  broadcast_to,
  concat,
  constant,
  conv2d,
  conv2d_filter_grad,
  conv2d_input_grad,
  conv_transpose2d,
  erf,
  exp,
  expand,
  greater,
  interpolation,
  leaky_relu,
  linspace,
  log,
  matmul,
  max_pool2d,
  max_pool2d_grad,
  minimum,
  mul,
  neg,
  pad,
  pad2d,
  reduce_mean,
  reduce_sum,
  relu,
  reshape,
  rsqrt,
  sigmoid,
  sign,
  slice,
  softmax,
  square,
  sub,
  tanh,
  transpose,
} as const satisfies Readonly<Record<string, Spelling>>;

export const spellingsByName: Readonly<Record<string, Spelling | undefined>> = spellings;
