/** The type of a tensor with so many axes. */
export function tensorType(rank: number): string {
  if (rank === 0) return "tf.Scalar";
  return rank <= 6 ? `tf.Tensor${rank}D` : "tf.Tensor";
}

/** The same for one that can be assigned to. */
export function variableType(rank: number): string {
  return rank <= 6 ? `tf.Variable<tf.Rank.R${rank}>` : "tf.Variable";
}
