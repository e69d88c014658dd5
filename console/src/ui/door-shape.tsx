import { useT } from '../i18n/t.js';
import './door-shape.css';

export const doorShapes = [
  'closed',
  'open',
  'held',
  'openTooLong',
  'alarm',
  'lockedDown',
  'offline',
  'unknown',
  'disabled',
] as const;
export type DoorShapeName = (typeof doorShapes)[number];

/** On a field of 20 by 20. Told apart by outline, then by word, then by colour. */
const drawings: Readonly<Record<DoorShapeName, string>> = {
  closed: 'M3 3h14v14H3z',
  open: 'M10 2.500a7.500 7.500 0 100 15 7.500 7.500 0 000-15z',
  held: 'M10 2.500a7.500 7.500 0 100 15z',
  openTooLong: 'M10 2l8.500 15.500h-17z',
  alarm: 'M10 1l9 9-9 9-9-9z',
  lockedDown: 'M2 2h16v16H2z',
  offline: 'M3 3h14v14H3z',
  unknown: 'M3 3h14v14H3z',
  disabled: 'M10 2.500a7.500 7.500 0 100 15 7.500 7.500 0 000-15zM4.700 4.700l10.600 10.600',
};

interface DoorShapeProps {
  readonly state: DoorShapeName;
  readonly size?: number;
  /** The word beside the shape is left out where a row has it in a column of its own; it is still read aloud. */
  readonly isBare?: boolean;
}

/** A state of a door as shape, word and colour. What is not known is hatched, never closed. */
export function DoorShape({ state, size = 20, isBare = false }: DoorShapeProps) {
  const t = useT();
  return (
    <span className={`door-state door-${state}`}>
      <svg viewBox="0 0 20 20" width={size} height={size} aria-hidden="true" focusable="false">
        <path d={drawings[state]} />
        {(state === 'offline' || state === 'unknown') && <path className="hatch" d="M3 10l7-7M3 17L17 3M10 17l7-7" />}
        {state === 'held' && <circle cx="10" cy="10" r="7.5" className="ring" />}
        {state === 'openTooLong' && <path className="ink" d="M10 8v4.500M10 14.800v.4" />}
      </svg>
      <span className={isBare ? 'unseen' : 'door-word'}>{t(`ui.door-${state}`)}</span>
    </span>
  );
}
