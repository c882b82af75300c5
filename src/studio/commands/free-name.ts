/** The name itself where it is free, else with the first number that makes it so: "Site 1" taken gives "Site 2". */
export function freeName(wanted: string, taken: Iterable<string>): string {
  const names = new Set(taken);
  if (!names.has(wanted)) return wanted;
  const [, stem = wanted, digits] = /^(.*?)[ -]?(\d+)$/.exec(wanted) ?? [];
  for (let n = digits === undefined ? 2 : Number(digits) + 1; ; n++) {
    const name = `${stem} ${n}`;
    if (!names.has(name)) return name;
  }
}

/** The name itself where it is free, else with a number behind it, whatever it ends with: "Depth 3" taken gives "Depth 3 (2)". */
export function numberedName(wanted: string, isTaken: (name: string) => boolean): string {
  let name = wanted;
  for (let n = 2; isTaken(name); n++) name = `${wanted} (${n})`;
  return name;
}

/** A, B, ... Z, AA, AB ... */
export function letterOf(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letterOf(Math.floor(index / 26) - 1) + last;
}
