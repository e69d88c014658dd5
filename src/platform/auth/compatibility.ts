import { fieldError } from '../errors.js';

/** What an answer or a call of the facade may differ in for one client. */
interface Switch {
  /** The first is what the manual says, and holds where nothing is set. */
  readonly values: readonly [string, ...string[]];
  /** What the values mean. */
  readonly does: string;
  /** Which clients need another value than the first. */
  readonly neededBy: string;
}

/**
 * Switches of a token, as a device has quirks: real clients want what the manual does not say, or what two of its
 * versions say differently. `docs/compatibility.md` and the admin document show this list.
 */
export const switches = {
  unknownLevels: {
    values: ['refuse', 'ignore'],
    does: 'accLevelIds that do not exist: the call is refused (-24), or they are left out',
    neededBy: 'clients that send "1" for the general level to every install',
  },
  doorState: {
    values: ['object', 'array'],
    does:
      'door/doorStateById and door/doorStateBySn answer one object; or always an array. There the sensor is a number, in ' +
      'door/allDoorState as well: 0 no sensor, 1 closed, 2 open, -1 unknown',
    neededBy: 'hotel software that reads data[0] and compares sensor with "1" and "2"',
  },
  parkRecords: {
    values: ['page', 'array'],
    does: 'v2/parkTransaction/listParkRecordin and listParkRecordout answer a page (v1.2), or an array (v1.1)',
    neededBy: 'parking software written against v1.1, which prints the array under the path with v2',
  },
  posRecords: {
    values: ['page', 'array'],
    does: 'transaction/listPosTransaction answers a page, or the records of the page as an array',
    neededBy: 'canteen software that reads data[0].balance, as servers in use answer it',
  },
  eventNames: {
    values: ['server', 'protocol'],
    does: "eventName and verifyModeName in the words of the vendor's server, or in those of the device protocol",
    neededBy: 'clients that were written against earlier versions of Postern, or against a list of the protocol',
  },
  certTypes: {
    values: ['strict', 'any'],
    does: 'certType of a visitor is one of the kinds that the manual lists (else -250), or any number or word',
    neededBy: 'reception software that numbers kinds of documents its own way',
  },
  uniqueEmail: {
    values: ['off', 'on'],
    does: 'a mail address may be that of several people, or of one alone (else -71)',
    neededBy: 'clients that find people by their mail address and rely on a refusal of the second',
  },
  qrFormat: {
    values: ['site', 'card', 'vendor'],
    does: "getQrCode answers with the kind of code that the site has chosen, with a card number, or with the vendor's 2#...",
    neededBy: 'clients that draw the code for readers of one kind at a site with both kinds',
  },
  templates: {
    values: ['add', 'edit'],
    does: 'bioTemplate/add refuses a finger that is there already (-31, v1.1), or replaces it (v1.2)',
    neededBy: 'clients written against v1.2, which enrol a finger again without deleting it first',
  },
} as const satisfies Readonly<Record<string, Switch>>;

type SwitchName = keyof typeof switches;

/** How the facade answers one client. */
export type Compatibility = { readonly [N in SwitchName]: (typeof switches)[N]['values'][number] };

/** The switches that a token has set; all others are as in the manual. */
export type SetSwitches = Readonly<Record<string, string>>;

const entries = Object.entries(switches) as [SwitchName, Switch][];

/** As the manual says. */
export const byTheManual = Object.fromEntries(entries.map(([name, { values }]) => [name, values[0]])) as Compatibility;

/** The switches in the database, whoever wrote them: an unknown one counts as not set. */
export function compatibilityOf(stored: unknown): Compatibility {
  if (typeof stored !== 'object' || stored === null) return byTheManual;
  const set = stored as Readonly<Record<string, unknown>>;
  const chosen = entries.map(([name, { values }]) => [name, values.find((value) => value === set[name]) ?? values[0]]);
  return Object.fromEntries(chosen) as Compatibility;
}

/** Merges given switches into the stored ones; null takes one away. @throws Failure invalid, naming the field */
export function withSwitches(old: SetSwitches, said: Readonly<Record<string, unknown>>): SetSwitches {
  const merged = new Map<string, string>(Object.entries(old));
  for (const [name, value] of Object.entries(said)) {
    const field = `compatibility.${name}`;
    const known = entries.find(([candidate]) => candidate === name)?.[1];
    if (!known) throw fieldError(field, `is no switch; there are these: ${entries.map(([one]) => one).join(', ')}`);
    if (value === null) merged.delete(name);
    else if (typeof value === 'string' && known.values.includes(value)) merged.set(name, value);
    else throw fieldError(field, `must be one of ${known.values.join(', ')}`);
  }
  return Object.fromEntries(merged);
}

/** The list for people. */
export const switchesInWords = entries
  .map(([name, { values, does, neededBy }]) => `\`${name}\` (${values.join(' | ')}): ${does}. Needed by ${neededBy}.`)
  .join('\n');
