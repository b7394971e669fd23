/** What the operating system's error codes mean, to stand behind "could not be written: " or "can't be read: ". */
const reasons: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EBUSY: "another program holds it",
  EDQUOT: "the disk quota is used up",
  EEXIST: "there is a file of that name",
  EIO: "the disk gave an error",
  EISDIR: "it is a folder",
  ELOOP: "its symbolic links lead in a circle",
  EMFILE: "too many files are open",
  ENAMETOOLONG: "its name is too long",
  ENFILE: "too many files are open",
  ENOENT: "there is no such file",
  ENOMEM: "there is not enough memory",
  ENOSPC: "the disk is full",
  ENOTDIR: "it is a file",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
};

/** A failure that the operating system reported, in words; undefined for any other error. */
export function systemReason(error: unknown): string | undefined {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return code === undefined ? undefined : reasons[code];
}

/** The same, with the error's own message where it is another one. */
export function reasonOf(error: unknown): string {
  return systemReason(error) ?? (error instanceof Error ? error.message : String(error));
}
