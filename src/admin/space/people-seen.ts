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

/** The departments whose people an operator sees; null = all. */
export const departmentsSeen = ({ signedIn }: Pick<FastifyRequest, 'signedIn'>): readonly string[] | null =>
  signedIn?.bounds?.departments ?? null;

/** SQL of whether a person is of these departments: `q` and the order of a list must not tell of others. */
export const isOf = (person: string, departments: string): string =>
  `(${departments}::text[] IS NULL OR EXISTS (
    SELECT 1 FROM department o WHERE o.id = ${person}.department_id AND o.code = ANY(${departments})))`;
