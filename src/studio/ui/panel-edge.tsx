import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { rootScale } from '../store/root-scale.ts';

interface PanelEdgeProps {
  readonly label: string;
  /** Side of the panel that the edge is. */
  readonly side: 'left' | 'right' | 'top';
  readonly sizePx: number;
  readonly limitsPx: { readonly least: number; readonly most: number };
  readonly onSize: (sizePx: number) => void;
}

/** An edge of a panel by which it is made larger or smaller, by pointer and by arrow keys. */
export function PanelEdge({ label, side, sizePx, limitsPx, onSize }: PanelEdgeProps) {
  const grip = useRef<{ readonly at: number; readonly sizePx: number } | null>(null);
  const [more, less] = KEYS[side];
  const along = (event: PointerEvent) =>
    (side === 'top' ? -event.clientY : side === 'left' ? -event.clientX : event.clientX) / rootScale();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === more) onSize(sizePx + 16);
    else if (event.key === less) onSize(sizePx - 16);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: an edge that can be moved is no rule between paragraphs
    <div
      className="panel-edge"
      data-side={side}
      role="separator"
      tabIndex={0}
      aria-orientation={side === 'top' ? 'horizontal' : 'vertical'}
      aria-label={label}
      aria-valuemin={limitsPx.least}
      aria-valuemax={limitsPx.most}
      aria-valuenow={sizePx}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (!event.isPrimary) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        grip.current = { at: along(event), sizePx };
      }}
      onPointerMove={(event) => {
        if (grip.current && event.currentTarget.hasPointerCapture(event.pointerId))
          onSize(grip.current.sizePx + along(event) - grip.current.at);
      }}
      onPointerCancel={() => grip.current && onSize(grip.current.sizePx)}
      onLostPointerCapture={() => {
        grip.current = null;
      }}
    />
  );
}

const KEYS = {
  top: ['ArrowUp', 'ArrowDown'],
  left: ['ArrowLeft', 'ArrowRight'],
  right: ['ArrowRight', 'ArrowLeft'],
} as const;
