/** A material's name as people write it: `medium_dry_ground` is "Medium dry ground". */
export function materialLabel(name: string): string {
  const spaced = name.replaceAll('_', ' ');
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
