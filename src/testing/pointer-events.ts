/** A pointer event as the browser makes it, for targets that are no elements. */
export function pointerEvent(
  type: string,
  x: number,
  y: number,
  { pointerId = 1, pointerType = 'touch', ...others }: Partial<PointerEvent> = {},
): Event {
  const facts = {
    clientX: x,
    clientY: y,
    pointerId,
    pointerType,
    isPrimary: pointerId === 1,
    button: 0,
    shiftKey: false,
    ctrlKey: false,
    metaKey: false,
    ...others,
  };
  return Object.assign(new Event(type, { cancelable: true }), facts);
}
