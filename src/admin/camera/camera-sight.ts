import type { FastifyRequest } from 'fastify';
import { covers } from '../../platform/auth/scopes.js';
import type { Bounds } from '../../platform/operator/bounds.js';

/** What this operator is bound to; null = a token, or nothing. */
export const boundsOf = ({ signedIn }: FastifyRequest): Bounds | null => signedIn?.bounds ?? null;

/**
 * Whether addresses may have the account of the recorder itself, where it has none for watching. A token that is meant for
 * events alone sees where a recording is, and not how to get into the recorder.
 */
export const mayHaveAccount = ({ signedIn, identity }: FastifyRequest): boolean =>
  signedIn ? signedIn.permissions.includes('device') : covers(identity?.scopes ?? [], 'admin:cameras');
