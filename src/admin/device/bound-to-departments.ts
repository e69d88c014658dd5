import type { FastifyRequest } from 'fastify';
import { Failure } from '../../platform/errors.js';

/**
 * What a device holds is about people of any department, and is taken over as a whole.
 * @throws Failure forbidden
 */
export function refuseOfDepartments({ signedIn }: FastifyRequest): void {
  if (signedIn?.bounds?.departments)
    throw new Failure('forbidden', 'a device may hold people of any department, and you are bound to some');
}
