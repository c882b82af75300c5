import { ActionIcon, Button } from '@mantine/core';
import { IconFocusCentered, IconMinus, IconPlus } from '@tabler/icons-react';
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { boxSizeM, type LonLatBox } from '../../raster/lonlat-box.ts';
import type { MapPreview, MapView } from '../../worker/map-protocol.ts';
import { useSession } from '../app/session-context.ts';
import type { ThemeName } from '../app/theme.ts';
import { formatNumber } from '../ui/format.ts';
import { drawPlan } from './draw-plan.ts';
import {
  boxOnScreen,
  draggedBox,
  fitView,
  type Grip,
  gripAt,
  type PlanView,
  panned,
  type ScreenBox,
  screenBox,
  viewBounds,
  zoomed,
} from './plan-view.ts';

/** How long the view rests before its part of the map is read [ms]. */
const REST_MS = 160;
const CURSORS: Readonly<Record<Exclude<Grip, null>, string>> = {
  inside: 'move',
  n: 'ns-resize',
  s: 'ns-resize',
  e: 'ew-resize',
  w: 'ew-resize',
  ne: 'nesw-resize',
  sw: 'nesw-resize',
  nw: 'nwse-resize',
  se: 'nwse-resize',
};

interface BoxPickerProps {
  readonly map: MapView;
  readonly box: LonLatBox;
  readonly theme: ThemeName;
  readonly problem: boolean;
  readonly disabled: boolean;
}

/** A plan of the map with the box on it: dragged by its inside and edges, drawn anew, or moved with the arrow keys. */
export function BoxPicker({ map, box, theme, problem, disabled }: BoxPickerProps) {
  const session = useSession();
  const ref = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(ref);
  const [placed, setPlaced] = useState<PlanView | null>(null);
  const view = width > 0 ? { ...(placed ?? fitView(firstSight(map, box), width, height)), width, height } : null;
  const change = (next: LonLatBox) => session.cityImport.choose({ box: next });
  const preview = usePreview(view, map);
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current && view) drawPlan(canvas.current, view, preview, theme);
  });
  const zoom = (factor: number) => view && setPlaced(zoomed(view, factor));
  const drag = useBoxDrag(view, box, setPlaced, change, disabled);
  useWheel(ref, (factor, x, y) => view && setPlaced(zoomed(view, factor, x, y)));
  return (
    <div className="box-picker">
      <div
        ref={ref}
        className="box-plan"
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move the box
        tabIndex={0}
        aria-label="Plan of the map with the box. Arrow keys move the box, with Shift they size it; plus and minus zoom. The numbers beside say where it is."
        style={{ cursor: drag.cursor }}
        onKeyDown={(event) => onKey(event, box, change, zoom)}
        {...drag.handlers}
      >
        <canvas ref={canvas} aria-hidden />
        {view && <BoxOutline shape={drag.shape ?? screenBox(view, box)} view={view} problem={problem} />}
        {preview === null && <span className="box-reading">Reading the map</span>}
      </div>
      <div className="box-tools">
        <Button
          variant={drag.drawing ? 'filled' : 'default'}
          size="compact-xs"
          aria-pressed={drag.drawing}
          disabled={disabled}
          onClick={drag.toggleDrawing}
        >
          Draw a new box
        </Button>
        <span className="import-note">Drag the box or its edges; drag beside it to move the map.</span>
        <span className="spacer" />
        <ActionIcon variant="default" size={24} aria-label="Farther" onClick={() => zoom(1 / 1.6)}>
          <IconMinus size={14} aria-hidden />
        </ActionIcon>
        <ActionIcon variant="default" size={24} aria-label="Nearer" onClick={() => zoom(1.6)}>
          <IconPlus size={14} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size={24}
          aria-label="Show the whole box"
          onClick={() => view && setPlaced(fitView(box, view.width, view.height))}
        >
          <IconFocusCentered size={14} aria-hidden />
        </ActionIcon>
      </div>
    </div>
  );
}

/** All of a small map; of a large one the surroundings of the box. */
function firstSight({ facts: { bounds } }: MapView, box: LonLatBox): LonLatBox {
  const share = (box.north - box.south) / (bounds.north - bounds.south);
  if (share > 0.2) return bounds;
  const lat = box.north - box.south;
  const lon = box.east - box.west;
  return { west: box.west - lon / 2, east: box.east + lon / 2, south: box.south - lat / 2, north: box.north + lat / 2 };
}

interface BoxOutlineProps {
  readonly shape: ScreenBox;
  readonly view: PlanView;
  readonly problem: boolean;
}

function BoxOutline({ shape, view, problem }: BoxOutlineProps) {
  const { left, top, right, bottom } = shape;
  const [w, h] = [Math.max(1, right - left), Math.max(1, bottom - top)];
  const { widthM, heightM } = boxSizeM(boxOnScreen(view, [left, top], [right, bottom]));
  const handles = [left, (left + right) / 2, right].flatMap((x) =>
    [top, (top + bottom) / 2, bottom]
      .map((y) => ({ x, y }))
      .filter(({ y }) => x !== (left + right) / 2 || y !== (top + bottom) / 2),
  );
  return (
    <svg className="box-outline" data-problem={problem} width={view.width} height={view.height} aria-hidden>
      <path
        d={`M0 0H${view.width}V${view.height}H0ZM${left} ${top}h${w}v${h}h${-w}Z`}
        fillRule="evenodd"
        className="veil"
      />
      <rect x={left} y={top} width={w} height={h} />
      {handles.map(({ x, y }) => (
        <rect key={`${x} ${y}`} x={x - 3.5} y={y - 3.5} width={7} height={7} className="handle" />
      ))}
      <text x={(left + right) / 2} y={Math.max(16, top - 8)} textAnchor="middle">
        {formatNumber(widthM / 1000, 2)} × {formatNumber(heightM / 1000, 2)} km
      </text>
    </svg>
  );
}

/** The part of the map that the view shows, read once the view rests; the part of before stays until then. */
function usePreview(view: PlanView | null, map: MapView): MapPreview | null {
  const session = useSession();
  const [preview, setPreview] = useState<MapPreview | null>(null);
  const key = view && [view.x, view.y, view.unitsPerPx, view.width, view.height].join();
  const latest = useRef(view);
  latest.current = view;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the view by value
  useEffect(() => {
    let over = false;
    const timer = setTimeout(async () => {
      if (!latest.current) return;
      const seen = await session.cityImport.preview(viewBounds(latest.current));
      if (!over && seen) setPreview(seen);
    }, REST_MS);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [key, map.id, session]);
  return preview;
}

/** Size of an element [px]; 0 until it is laid out. */
function useSize(ref: { readonly current: HTMLElement | null }): { readonly width: number; readonly height: number } {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, [ref]);
  return size;
}

/** React listens to wheels passively, which lets the page scroll. */
function useWheel(
  ref: { readonly current: HTMLElement | null },
  onZoom: (factor: number, x: number, y: number) => void,
): void {
  const latest = useRef(onZoom);
  latest.current = onZoom;
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const { left, top } = element.getBoundingClientRect();
      latest.current(Math.exp(-event.deltaY / 400), event.clientX - left, event.clientY - top);
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [ref]);
}

interface Hold {
  readonly grip: Grip | 'draw';
  readonly from: readonly [number, number];
  readonly box: ScreenBox;
  readonly view: PlanView;
}

/** Dragging on the plan: the box by its grips, the map beside it, or a new box. */
function useBoxDrag(
  view: PlanView | null,
  box: LonLatBox,
  place: (view: PlanView) => void,
  change: (box: LonLatBox) => void,
  disabled: boolean,
) {
  const hold = useRef<Hold | null>(null);
  const [shape, setShape] = useState<ScreenBox | null>(null);
  const [drawing, setDrawing] = useState(false);
  const [over, setOver] = useState<Grip>(null);
  const at = (event: PointerEvent<HTMLDivElement>): [number, number] => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  };
  /** Another finger came, or the system took the pointer. */
  const giveUp = () => {
    if (hold.current?.grip === null) place(hold.current.view);
    hold.current = null;
    setShape(null);
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.isPrimary) giveUp();
    if (!view || disabled || event.button !== 0 || !event.isPrimary) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const from = at(event);
    const onScreen = screenBox(view, box);
    const grip = drawing || event.shiftKey ? 'draw' : gripAt(onScreen, ...from, event.pointerType === 'touch');
    hold.current = { grip, from, box: onScreen, view };
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (!view) return;
    const [x, y] = at(event);
    const held = hold.current;
    if (!held) {
      setOver(gripAt(screenBox(view, box), x, y));
      return;
    }
    const [dx, dy] = [x - held.from[0], y - held.from[1]];
    if (held.grip === null) place(panned(held.view, dx, dy));
    else setShape(held.grip === 'draw' ? spanned(held.from, [x, y]) : draggedBox(held.box, held.grip, dx, dy));
  };
  const onPointerUp = () => {
    hold.current = null;
    if (!shape || !view) return;
    setShape(null);
    setDrawing(false);
    if (shape.right - shape.left < 4 || shape.bottom - shape.top < 4) return;
    change(boxOnScreen(view, [shape.left, shape.top], [shape.right, shape.bottom]));
  };
  const cursor = drawing ? 'crosshair' : over ? CURSORS[over] : 'grab';
  const handlers = { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: giveUp };
  return { shape, drawing, cursor, handlers, toggleDrawing: () => setDrawing((on) => !on) };
}

function spanned([ax, ay]: readonly [number, number], [bx, by]: readonly [number, number]): ScreenBox {
  return { left: Math.min(ax, bx), right: Math.max(ax, bx), top: Math.min(ay, by), bottom: Math.max(ay, by) };
}

/** Arrow keys move the box by a twentieth of it, with Shift they size it. */
function onKey(
  event: KeyboardEvent,
  box: LonLatBox,
  change: (box: LonLatBox) => void,
  zoom: (factor: number) => void,
): void {
  const [east, north] = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key] ?? [
    0, 0,
  ];
  if (event.key === '+' || event.key === '=') zoom(1.6);
  else if (event.key === '-') zoom(1 / 1.6);
  else if (east === 0 && north === 0) return;
  else {
    const lon = (east! * (box.east - box.west)) / 20;
    const lat = (north! * (box.north - box.south)) / 20;
    if (event.shiftKey) change({ ...box, east: box.east + lon, north: box.north + lat });
    else change({ west: box.west + lon, east: box.east + lon, south: box.south + lat, north: box.north + lat });
  }
  event.preventDefault();
}
