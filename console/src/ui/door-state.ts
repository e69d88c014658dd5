import type { ItemOf } from '../api/call.js';
import type { DoorShapeName } from './door-shape.js';

/** A door as its device tells it. */
type DoorState = Pick<ItemOf<'GET /doors'>['state'], 'connection' | 'position' | 'lock' | 'mode' | 'alarms'>;

type Rule = readonly [shape: DoorShapeName, holds: (state: DoorState) => boolean];

/** The worst comes first. */
const rules: readonly Rule[] = [
  ['disabled', ({ connection }) => connection === 'disabled'],
  ['offline', ({ connection }) => connection === 'offline'],
  ['openTooLong', ({ alarms }) => alarms.length === 1 && alarms[0] === 'heldOpen'],
  ['alarm', ({ alarms }) => alarms.length > 0],
  ['lockedDown', ({ mode }) => mode === 'lockedDown'],
  ['held', ({ mode }) => mode === 'held'],
  ['open', ({ position }) => position === 'open'],
  ['open', ({ position, lock }) => position === 'noSensor' && lock === 'unlocked'],
  ['closed', ({ position }) => position === 'closed'],
  ['closed', ({ position, lock }) => position === 'noSensor' && lock === 'locked'],
];

/** What is not known is unknown, never closed. */
export const shapeOf = (state: DoorState): DoorShapeName => rules.find(([, holds]) => holds(state))?.[0] ?? 'unknown';

const usual: ReadonlySet<DoorShapeName> = new Set(['closed', 'open', 'disabled']);
export const isAbnormal = (shape: DoorShapeName): boolean => !usual.has(shape);
