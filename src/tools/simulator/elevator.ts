import { floorSet } from '../../protocol/access-push/field.js';
import { eventOfVerdict, type Verdict } from './access.js';
import { holderOf } from './holders.js';
import type { PanelEvent } from './journal.js';
import type { PanelRow } from './memory.js';
import type { PanelParts } from './parts.js';
import { withinUserDates, withinZone } from './zones.js';

/** The button of a floor: pressed by a person who may ride there, or who may not (appendix 2). */
const ofFloor: Partial<Record<Verdict, number>> = { opens: 250, 'no authority': 80 };
const cabin = 1;

const column = floorSet('AuthorizeFloors');

/** A person in the cabin holds a card to the reader and presses the button of a floor. @param card decimal */
export function rideTo(
  parts: PanelParts,
  card: string,
  floor: number,
  wall: string,
): { readonly verdict: Verdict; readonly event: PanelEvent } {
  const holder = holderOf(parts.memory, parts.settings, card);
  const pin = holder?.user.get('pin') ?? '0';
  const verdict = holder ? verdictOn(parts, holder, floor, wall) : 'unknown card';
  const by = { pin, cardNo: parts.settings.multiCard ? BigInt(card).toString(16).padStart(8, '0') : card, inOut: 0 };
  const pressed = ofFloor[verdict];
  const point =
    pressed === undefined ? { event: eventOfVerdict[verdict], door: cabin } : { event: pressed, door: floor };
  return { verdict, event: { ...point, verifyType: 4, ...by } };
}

function verdictOn(
  { memory, settings }: PanelParts,
  { user, lost }: { readonly user: PanelRow; readonly lost: boolean },
  floor: number,
  wall: string,
): Verdict {
  if (lost) return 'lost card';
  if (settings.isOn('DisableUserFunOn') && user.get('disable') === '1') return 'disabled';
  if (!withinUserDates(user, settings, wall)) return 'expired';
  const rows = memory
    .rows('usereleauthorize')
    .filter((row) => row.get('pin') === user.get('pin') && leadsTo(row, floor));
  if (rows.length === 0) return 'no authority';
  const inZone = rows.some((row) => withinZone(memory, settings, row.get('authorizetimezoneid') ?? '0', wall));
  return inZone ? 'opens' : 'outside time zone';
}

/** By choice, or at once. */
const leadsTo = (row: PanelRow, floor: number) =>
  (column.read(row.get('authorizefloors') ?? '') ?? []).includes(floor) ||
  row.get('authorizefloorid') === String(floor);
