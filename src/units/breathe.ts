/** Lets messages in between two pieces of work: a cancel, a signal. */
export function breathe(): Promise<void> {
  return new Promise((resume) => setTimeout(resume, 0));
}
