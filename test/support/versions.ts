import { expect } from 'vitest';

/** `updatedAt` of what can be edited: its value is the database's. */
export const version = { updatedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string };
