/** How reports write numbers. */

/** `130,750`. */
export function withSeparators(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

/** `3.5 million`: a number that nobody needs exactly. */
export function roughly(value: number): string {
  const scales = [
    [1e12, "trillion"],
    [1e9, "billion"],
    [1e6, "million"],
  ] as const;
  const scale = scales.find(([size]) => value >= size);
  return scale === undefined ? withSeparators(value) : `${(value / scale[0]).toFixed(1)} ${scale[1]}`;
}

/** `510.7 KiB`. */
export function showBytes(bytes: number): string {
  const units = ["bytes", "KiB", "MiB", "GiB", "TiB"];
  let scaled = bytes;
  let unit = 0;
  while (scaled >= 1024 && unit < units.length - 1) {
    scaled /= 1024;
    unit++;
  }
  return `${unit === 0 ? scaled : scaled.toFixed(1)} ${units[unit]}`;
}
