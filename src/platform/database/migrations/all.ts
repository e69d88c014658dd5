import { InitialSchema1795305620000 } from './1795305620000-initial-schema.js';

/** By their numbers, which TypeORM goes by; a released migration is never edited. */
export const migrations = [InitialSchema1795305620000];
