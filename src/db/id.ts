import { randomBytes } from 'node:crypto';

/** 32 hex characters, as the facade's ids look; the first twelve are the time, so that new rows stand together in an index. */
export const newId = (now = Date.now()): string => now.toString(16).padStart(12, '0') + randomBytes(10).toString('hex');
