import type { EntityManager } from 'typeorm';
import type { InsidePerson } from '../../modules/accZone/inside-list.service.js';
import { keysInside } from '../../platform/operator/bounds.js';
import type { SignedIn } from '../../platform/operator/session.service.js';
import type { InsideView } from './zone.dto.js';

/** People who are inside, as far as this operator may read of them. Null = a token, which sees all. */
export async function insideViews(
  tx: EntityManager,
  people: readonly InsidePerson[],
  who: SignedIn | null,
): Promise<InsideView[]> {
  const may = (permission: 'person.face' | 'person.read') => who === null || who.permissions.includes(permission);
  const doors = people.flatMap(({ lastDoor }) => lastDoor?.id ?? []);
  const seen = who?.bounds ? await keysInside(tx, who.bounds, 'door', doors) : new Set(doors);
  return people.map(({ pin, name, lastName, deptName, phone, visitor, hostName, photoAt, since, lastDoor }) => ({
    ...{ pin, name, lastName, deptName, visitor, hostName },
    ...(may('person.read') ? { phone } : {}),
    photoAt: may('person.face') ? (photoAt?.toISOString() ?? null) : null,
    since: since.toISOString(),
    lastDoor:
      lastDoor && seen.has(lastDoor.id)
        ? { id: lastDoor.id, name: lastDoor.name, at: lastDoor.at.toISOString() }
        : null,
  }));
}
