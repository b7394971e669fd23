/** The zip format: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, sections 4.3.7 to 4.3.16. */
export const signatures = {
  /** Before an entry's content. */
  header: 0x04034b50,
  /** Of an entry, in the directory. */
  entry: 0x02014b50,
  end: 0x06054b50,
  zip64End: 0x06064b50,
  zip64Locator: 0x07064b50,
} as const;

/** Bytes of these records, without names and the like behind them. */
export const sizes = { header: 30, entry: 46, end: 22, zip64End: 56, zip64Locator: 20 } as const;
