/** A picture as numbers: [height, width, channels] in row order, one plane of `channels` numbers a pixel. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** 1 (grey) or 3 (red, green, blue). */
  readonly channels: number;
  readonly data: Float32Array;
}
