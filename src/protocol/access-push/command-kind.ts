import { readCommand, type Verb } from './command-reader.js';

export type RawKind = 'data' | 'control' | 'query';

/** Only these are sent again to a device that gave no answer; for a query it is not worth it. */
const kinds: Readonly<Record<Verb, RawKind>> = {
  update: 'data',
  delete: 'data',
  setOptions: 'data',
  count: 'query',
  query: 'query',
  getOptions: 'query',
  account: 'query',
  testHost: 'query',
  control: 'control',
  adScreen: 'control',
  upgrade: 'control',
  enrollInfo: 'control',
  enrollBio: 'control',
  other: 'control',
};

/** How a raw command is delivered: `data` again until answered, `control` once, `query` once and after the others. */
export const kindOfRaw = (text: string): RawKind => kinds[readCommand(text).verb];
