const ROOT_PX = 16;

/** Asked with every change of the store; measured when it may have become another. */
let measured: number | null = null;

/** How large type and panels are drawn, by the root's font size: 1 at 16 px (app/sizes.css). */
export function rootScale(): number {
  if (typeof document === 'undefined') return 1;
  measured ??= Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / ROOT_PX || 1;
  return measured;
}

/** The root's font size may have changed. */
export function measureRoot(): void {
  measured = null;
}
if (typeof window !== 'undefined') window.addEventListener('resize', measureRoot);

/** A length of the window's own pixels, in a unit that follows the root's font size. */
export function rem(px: number): string {
  return `${px / ROOT_PX}rem`;
}
