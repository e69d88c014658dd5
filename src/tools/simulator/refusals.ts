import type { Refusal } from './memory.js';

/** One `--refuse`: rows of a table, of all persons or of one, or a command by its words. */
export interface RefuseRule {
  readonly what: string;
  readonly pin?: string | undefined;
  readonly code: number;
}

/** Commands by their names in --refuse. */
const commands: Readonly<Record<string, string>> = {
  control: 'control device',
  count: 'data count',
  query: 'data query',
  delete: 'data delete',
  'set-options': 'set options',
  'get-options': 'get options',
  'test-host': 'test host',
  adscreen: 'set adscreen_options',
  upgrade: 'upgrade',
  account: 'account',
  enroll_info: 'enroll_info',
  enroll_bio: 'enroll_bio',
};

/** `user=-12`, `biodata:13=-30` or `upgrade=-720`; undefined for anything else. */
export function readRefusal(text: string): RefuseRule | undefined {
  const [, what = '', pin, code = ''] = /^([\w-]+)(?::(\w+))?=(-?\d{1,5})$/.exec(text) ?? [];
  return what === '' ? undefined : { what: what.toLowerCase(), pin, code: Number(code) };
}

/** Rows that the panel refuses. */
export function refusalOf(rules: readonly RefuseRule[]): Refusal {
  return (table, row) =>
    rules.find(({ what, pin }) => what === table && (pin === undefined || row.get('pin') === pin))?.code;
}

/** Commands that the panel does not carry out, by their first words. */
export function commandRefusalOf(rules: readonly RefuseRule[]): (words: string) => number | undefined {
  return (words) => rules.find(({ what }) => commands[what] === words)?.code;
}
