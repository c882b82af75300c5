/** A part of the state with some of its values changed; the very same part where none is another, so that nothing follows from it. */
export function patchedPart<Part extends object>(part: Part, patch: Partial<Part>): Part {
  const differs = (Object.keys(patch) as (keyof Part)[]).some((key) => patch[key] !== part[key]);
  return differs ? { ...part, ...patch } : part;
}
