import type { EntityManager } from 'typeorm';
import { withoutPerson } from '../../platform/operator/bounds.service.js';
import { keysInside, withCardOutside, type Bounded, type Bounds } from '../../platform/operator/bounds.js';
import type { FedItem, StreamItem } from './stream-topics.js';

const sent = ({ topic, position, at, data }: FedItem): StreamItem => ({ topic, position, at, data });

/**
 * What somebody within these bounds is told: things of their areas and departments, events there without people of other
 * departments.
 * @param bounds null = all
 */
export async function shownTo(
  tx: EntityManager,
  bounds: Bounds | null,
  items: readonly FedItem[],
): Promise<readonly StreamItem[]> {
  if (bounds === null) return items.map(sent);
  const inside = (kind: Bounded, keys: readonly (string | undefined)[]) =>
    keysInside(tx, bounds, kind, [...new Set(keys.flatMap((key) => key ?? []))]);
  const devices = await inside(
    'device',
    items.map(({ sn }) => sn),
  );
  const visits = await inside(
    'visit',
    items.map(({ visitId }) => visitId),
  );
  const musters = await inside(
    'muster',
    items.map(({ musterId }) => musterId),
  );
  const people = await inside(
    'person',
    items.map(({ data }) => pinIn(data)),
  );
  const events = items.flatMap(({ topic, data }) => (topic === 'event' ? [data] : []));
  const cards: ReadonlySet<FedItem['data']> = await withCardOutside(tx, bounds, events);
  const zones = await inside('zone', items.flatMap(zonesIn));
  const isInside = ({ sn, visitId, musterId, departments }: FedItem) =>
    (sn === undefined || devices.has(sn)) &&
    (visitId === undefined || visits.has(visitId)) &&
    (musterId === undefined || musters.has(musterId)) &&
    (departments === undefined ||
      bounds.departments === null ||
      departments.some((code) => bounds.departments?.includes(code)));
  return items.filter(isInside).flatMap((item) => {
    const narrowed = item.topic === 'inside' && item.musterId === undefined ? withZones(item, zones) : item;
    if (narrowed === null) return [];
    const pin = pinIn(narrowed.data);
    const isOfOthers = pin === undefined ? cards.has(item.data) : !people.has(pin);
    const isHidden = (item.topic === 'event' || item.topic === 'inside') && isOfOthers;
    return [sent(isHidden ? { ...narrowed, data: withoutPerson(narrowed.data) } : narrowed)];
  });
}

const pinIn = ({ pin }: FedItem['data']): string | undefined =>
  typeof pin === 'string' && pin !== '' ? pin : undefined;

const listIn = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
const zonesIn = ({ topic, data }: FedItem) =>
  topic === 'inside' ? [...listIn(data.entered), ...listIn(data.left)] : [];

/** Null if it is about none of these zones. */
function withZones(item: FedItem, zones: ReadonlySet<string>): FedItem | null {
  const entered = listIn(item.data.entered).filter((id) => zones.has(id));
  const left = listIn(item.data.left).filter((id) => zones.has(id));
  return entered.length + left.length === 0 ? null : { ...item, data: { ...item.data, entered, left } };
}
