/** 16 hexadecimal digits at random: projects of different devices meet when files are passed on. */
export function newProjectId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
