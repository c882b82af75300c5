/** A sector's id as a file name: everything that a file system might not take becomes an underscore. */
export function sectorFileName(id: string): string {
  return id.replaceAll(/[^\p{L}\p{N}._-]+/gu, '_').replace(/^\.+/, '_') || 'sector';
}
