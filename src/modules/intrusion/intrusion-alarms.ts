import type { EntityManager } from 'typeorm';
import type { AlarmEvent, Category } from '../../protocol/dc09/alarm-event.js';
import type { AlarmKind } from '../alarm/alarm-kinds.js';
import { end, tell, type Told } from '../alarm/alarm-store.js';

/** The alarm that an event of a category raises. The others raise none. */
const kindOf: Readonly<Partial<Record<Category, AlarmKind>>> = {
  burglary: 'burglary',
  panic: 'panic',
  duress: 'duress',
  fire: 'fire',
  medical: 'medical',
  technical: 'technical',
  tamper: 'tamper',
  mains: 'mains',
  battery: 'battery',
  system: 'part',
  line: 'line',
};

/** Something that an event is about, for the list of alarms. */
export interface Where {
  /** The panel, or the device of an auxiliary input. */
  readonly thing: string;
  readonly partition: number;
  readonly point: number;
}

export type Effect =
  | { readonly does: 'raise'; readonly kind: AlarmKind; readonly place: string }
  | { readonly does: 'end'; readonly kind: AlarmKind; readonly place: string }
  /** All alarms of the kind in a part of the panel. */
  | { readonly does: 'cancel'; readonly kind: AlarmKind; readonly beginning: string };

const placeOf = ({ thing, partition, point }: Where) => `${thing} ${partition} ${point}`;
/** Somebody has cancelled what went off. */
const cancelling = new Set(['1406', '3406']);

/** What an event does to the alarms; null = nothing. */
export function effectOf(event: AlarmEvent, where: Where): Effect | null {
  const kind = kindOf[event.category];
  if (kind === undefined) return null;
  if (event.does === 'alarm' || event.does === 'trouble') return { does: 'raise', kind, place: placeOf(where) };
  if (event.does !== 'restore') return null;
  if (cancelling.has(event.contactId))
    return {
      does: 'cancel',
      kind,
      beginning: where.partition === 0 ? `${where.thing} ` : `${where.thing} ${where.partition} `,
    };
  return { does: 'end', kind, place: placeOf(where) };
}

/** The causes are over. */
export function endFor(tx: EntityManager, effect: Exclude<Effect, { does: 'raise' }>): Promise<Told[]> {
  return effect.does === 'end'
    ? end(tx, 'a.kind = $1 AND a.place = $2', [effect.kind, effect.place])
    : end(tx, 'a.kind = $1 AND starts_with(a.place, $2)', [effect.kind, effect.beginning]);
}

/** Ends the alarms of a panel. @param kind null = all of them */
export async function endAlarmsOf(tx: EntityManager, panelId: string, kind: AlarmKind | null): Promise<void> {
  await tell(tx, await end(tx, 'a.intrusion_panel_id = $1 AND ($2::text IS NULL OR a.kind = $2)', [panelId, kind]));
}
