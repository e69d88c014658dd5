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
