import { MapView as DeckMapView } from '@deck.gl/core';
import { describe, expect, it } from 'vitest';
import { gridBounds, type RasterGrid } from '../../raster/raster-grid.ts';
import type { Building } from '../../scene/scene.ts';
import { atOnce } from '../../units/in-pieces.ts';
import { type Eye, eyeOf } from './eye.ts';
import { placeScene } from './scene-placement.ts';
import { pointsCovered, seenCells } from './seen-cells.ts';

const WIDTH = 320;
const HEIGHT = 240;
const grid: RasterGrid = { columns: 40, rows: 30, cellSizeM: 10, westM: -200, northM: 150 };
const placement = placeScene(null);

function viewport(pitchDeg: number, bearingDeg: number) {
  const viewState = { longitude: 0, latitude: 0, zoom: 15, pitch: pitchDeg, bearing: bearingDeg };
  return new DeckMapView({ id: 'test' }).makeViewport({ width: WIDTH, height: HEIGHT, viewState })!;
}

const size = { width: WIDTH / 2, height: HEIGHT / 2, scale: 0.5 };

function seen(eye: Eye, on: RasterGrid, buildings: readonly Building[]): Int32Array {
  return atOnce(seenCells(eye, on, atOnce(pointsCovered(eye, buildings, size)), size));
}

function house(heightM: number): Building {
  const outer = Float64Array.of(-20, -20, 20, -20, 20, 20, -20, 20);
  return { id: 'house', outer, holes: [], heightM, wallMaterial: 'concrete', roofMaterial: 'concrete' };
}

describe('the eye', () => {
  it('sees points where the viewport says', () => {
    const view = viewport(52, -24);
    const eye = eyeOf(view, placement, gridBounds(grid));
    const points: [number, number, number][] = [
      [0, 0, 0],
      [120, -80, 35],
      [-150, 90, 12],
    ];
    for (const point of points) {
      const [x, y, w] = eye(...point);
      const [px, py] = view.project([...placement.lngLat(point[0], point[1]), point[2]]);
      expect(w).toBeGreaterThan(0);
      expect(x / w).toBeCloseTo(px!, 3);
      expect(y / w).toBeCloseTo(py!, 3);
    }
  });
});

describe('seenCells', () => {
  it.each([
    [0, 0],
    [52, -24],
    [80, 130],
  ])('finds the cell under every point of the window: pitch %s, bearing %s', (pitch, bearing) => {
    const view = viewport(pitch, bearing);
    const eye = eyeOf(view, placement, gridBounds(grid));
    const cells = seen(eye, grid, []);
    let found = 0;
    for (let row = 1; row < grid.rows; row += 4)
      for (let column = 1; column < grid.columns; column += 4) {
        const x = grid.westM + (column + 0.5) * grid.cellSizeM;
        const y = grid.northM - (row + 0.5) * grid.cellSizeM;
        const [px, py] = view.project([...placement.lngLat(x, y), 0]);
        const [i, j] = [Math.floor(px! / 2), Math.floor(py! / 2)];
        const inPicture = i >= 0 && j >= 0 && i < size.width && j < size.height;
        if (!inPicture || eye(x, y, 0)[2] <= 0) continue;
        found++;
        const cell = cells[j * size.width + i]!;
        const at = [cell % grid.columns, Math.floor(cell / grid.columns)];
        if (at[0] === column && at[1] === row) continue;
        // Seen flat from the side, a point of the picture is larger than a cell.
        expect(pitch).toBe(80);
        const fromEdge = Math.min(column, grid.columns - 1 - column, row, grid.rows - 1 - row);
        if (cell === -1 && fromEdge <= 3) continue;
        const [x2, y2] = [grid.westM + (at[0]! + 0.5) * grid.cellSizeM, grid.northM - (at[1]! + 0.5) * grid.cellSizeM];
        const [qx, qy] = view.project([...placement.lngLat(x2, y2), 0]);
        expect(Math.hypot(px! - qx!, py! - qy!)).toBeLessThan(4);
      }
    expect(found).toBeGreaterThan(10);
  });

  it('has no ground off the grid and above the horizon', () => {
    const small = { ...grid, columns: 4, rows: 4, cellSizeM: 60, westM: -120, northM: 120 };
    const cells = seen(eyeOf(viewport(80, 0), placement, gridBounds(grid)), small, []);
    expect([...cells.subarray(0, size.width)].every((cell) => cell === -1)).toBe(true);
    expect(new Set(cells.filter((cell) => cell >= 0)).size).toBe(16);
  });

  it('a house hides its floor, and with a tilted camera what lies behind it', () => {
    const isSeen = (pitch: number, heightM: number, x: number, y: number) => {
      const view = viewport(pitch, 0);
      const [px, py] = view.project([...placement.lngLat(x, y), 0]);
      const cells = seen(eyeOf(view, placement, gridBounds(grid)), grid, [house(heightM)]);
      return cells[Math.floor(py! / 2) * size.width + Math.floor(px! / 2)]! >= 0;
    };
    expect(isSeen(0, 10, 0, 0)).toBe(false);
    expect(isSeen(60, 10, 0, 0)).toBe(false);
    // At 60 degrees a wall of 30 m hides 52 m of the ground north of it, and of 10 m, 17 m.
    expect(isSeen(60, 30, 0, 60)).toBe(false);
    expect(isSeen(60, 10, 0, 60)).toBe(true);
    expect(isSeen(60, 30, 0, -30)).toBe(true);
  });
});
