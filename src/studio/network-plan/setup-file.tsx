import { Button } from '@mantine/core';
import { type DragEvent, useState } from 'react';
import type { NamedBytes } from '../../worker/engine-protocol.ts';
import { telling } from '../planning/telling.ts';
import { useStudio } from '../store/studio-store.ts';
import { pickFiles } from '../ui/pick-files.ts';
import { Term } from '../ui/term.tsx';

/** Endings and types of rasters. */
export const GEOTIFF = '.tif,.tiff,image/tiff';

export interface SetupFileProps {
  readonly label: string;
  /** What it is, on hover and on focus of the label. */
  readonly help: string;
  /** What kind of file it is, in a word. */
  readonly kind: string;
  /** Endings and types that the system's dialog offers. */
  readonly accept: string;
  /** Of the file that was chosen; null: none. */
  readonly name: string | null;
  /** What stands in its place. */
  readonly none?: string;
  /** May refuse it with a UserError, which is told. */
  readonly onFile: (file: NamedBytes) => Promise<void> | void;
  readonly onRemove: () => void;
}

/** A file that planning rests on, chosen or dropped here. It is saved with the project. */
export function SetupFile({ label, help, kind, accept, name, none = 'none', onFile, onRemove }: SetupFileProps) {
  const readOnly = useStudio((s) => s.projects.readOnly);
  const [over, setOver] = useState(false);
  const take = async (file: File | undefined) => {
    if (!file || readOnly) return;
    await telling(`${file.name} was not opened`, async () =>
      onFile({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }),
    );
  };
  const drag = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    // It is for this field then, not for the window.
    event.preventDefault();
    setOver(true);
  };
  const drop = (event: DragEvent) => {
    setOver(false);
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    void take(event.dataTransfer.files[0]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way beside the button
    <div
      className="net-file"
      data-over={over || undefined}
      onDragOver={drag}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <div className="net-row">
        <Term help={`${help} It can be dropped here, and is saved with the project.`}>{label}</Term>
        <Button
          variant="default"
          size="compact-xs"
          disabled={readOnly}
          aria-label={`${label}: choose a ${kind} file`}
          onClick={() => void pickFiles(accept).then(([file]) => take(file))}
        >
          {kind}
        </Button>
      </div>
      {name === null ? (
        <p className="plan-quiet">{none}</p>
      ) : (
        <div className="net-row">
          <span className="plan-quiet net-file-name" title={name}>
            {name}
          </span>
          <button
            type="button"
            className="text-button net-drop"
            disabled={readOnly}
            aria-label={`${label}: remove ${name}`}
            onClick={onRemove}
          >
            remove
          </button>
        </div>
      )}
    </div>
  );
}
