import type { FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import { keysInside } from '../../platform/operator/bounds.js';

/** Whom of these people an operator may see; a token sees all. */
export async function peopleSeen(
  tx: EntityManager,
  { signedIn }: Pick<FastifyRequest, 'signedIn'>,
  pins: readonly string[],
): Promise<(pin: string) => boolean> {
  const bounds = signedIn?.bounds ?? null;
  if (bounds === null) return () => true;
  const seen = await keysInside(tx, bounds, 'person', [...new Set(pins)]);
  return (pin) => seen.has(pin);
}

/**
 * SQL: a text of a person where the departments of $n hold them, and nothing elsewhere: what is not shown is not found
 * either.
 * @param pin a column; @param text of that person; @param place of the departments, null = all
 */
export const textOfSeen = (pin: string, text: string, place: string): string =>
  `CASE WHEN ${place}::text[] IS NULL OR EXISTS (SELECT 1 FROM person w JOIN department x ON x.id = w.department_id
     WHERE w.pin = ${pin} AND x.code = ANY(${place}::text[])) THEN ${text} ELSE '' END`;
