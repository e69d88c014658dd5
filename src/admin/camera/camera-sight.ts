import type { FastifyRequest } from 'fastify';
import type { Bounds } from '../../platform/operator/bounds.js';

/** What this operator is bound to; null = a token, or nothing. */
export const boundsOf = ({ signedIn }: FastifyRequest): Bounds | null => signedIn?.bounds ?? null;

/** Whether addresses may have the account of the recorder itself, where it has none for watching. */
export const mayHaveAccount = ({ signedIn }: FastifyRequest): boolean =>
  !signedIn || signedIn.permissions.includes('device');
