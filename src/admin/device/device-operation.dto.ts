import { enrolled, lastNumberOf, type Enrolled, type Enrolment } from '../../modules/device/enrolment.js';
import type { MoveTarget } from '../../modules/device/device-move.js';
import { optionFault } from '../../protocol/access-push/option-rules.js';
import type { Options } from '../../protocol/access-push/dialect.js';
import { CommandView } from './command.dto.js';
import { Flag, Int, OneOf, Shown, Text, Texts, Values } from '../common/fields.js';
import { invalidField } from '../common/invalid.js';

const longestWait = 25;
const usualRetries = 3;
const given = { optional: true } as const;

class Waits {
  @Int('Seconds to wait for the end', { ...given, max: longestWait }) wait?: number;
}

export class WaitBody extends Waits {}

export class EnrollBody extends Waits {
  @Text('Whose it is', { min: 1, max: 23 }) pin!: string;
  @OneOf('What the person holds before the device', enrolled) what!: Enrolled;
  @Int('Which finger (0 to 9), hand or eye (0 left, 1 right)', { ...given, max: 9 }) no?: number;
  @Int('How often the device asks again where it could not read', { ...given, max: 10 }) retry?: number;
  @Flag('Whether it may take the place of one that is there; of a card, of the main card of the person', given)
  overwrite?: boolean;
  @Flag(
    'Whether the device keeps it, which it sends in any case; left out = where it has the person, but no card. A card ' +
      "becomes the person's where they have none, and stands in the answer",
    given,
  )
  keep?: boolean;
}

/** @throws Failure invalid, naming the field */
export function enrolmentOf({ pin, what, no = 0, retry, overwrite }: EnrollBody): Omit<Enrolment, 'keep'> {
  const last = lastNumberOf(what);
  if (no > last) throw invalidField('no', last === 0 ? `must be 0 for ${what}` : `must be 0 to ${last} for ${what}`);
  return { pin, what, no, retry: retry ?? usualRetries, overwrite: overwrite ?? false };
}

export class OptionsQuery {
  @Text('Only these, with commas between them', { ...given, max: 10_000 }) names?: string;
}

export class ReadOptionsBody extends Waits {
  @Texts('Names of the options') names!: string[];
}

export class WriteOptionsBody extends Waits {
  @Values('Values by name') values!: Record<string, unknown>;
}

export class OptionsView {
  @Shown('The values that the device last reported or accepted, without secrets', { type: Object })
  values!: Record<string, string>;
}

export class OptionsAnswerView extends OptionsView {
  @Shown('The command to the device', { type: CommandView }) command!: CommandView;
}

const optionName = /^~?[A-Za-z_][\w.-]{0,63}$/;
/** A comma or a line end would begin another option. */
const optionValue = /^[^,\t\r\n\0]{0,255}$/;
const mostOptions = 100;

/** @throws Failure invalid, naming the field */
export function optionNames(names: readonly string[]): string[] {
  if (names.length === 0) throw invalidField('names', 'is empty', 'missing');
  if (names.length > mostOptions) throw invalidField('names', `has more than ${mostOptions} names`);
  const wrong = names.find((name) => !optionName.test(name));
  if (wrong !== undefined) throw invalidField('names', `has a name that no option can have: "${wrong}"`);
  return [...new Set(names)];
}

/** @throws Failure invalid, naming the field */
export function optionValues(values: Readonly<Record<string, unknown>>, device: Options): Record<string, string> {
  const entries = Object.entries(values);
  if (entries.length === 0) throw invalidField('values', 'is empty', 'missing');
  if (entries.length > mostOptions) throw invalidField('values', `has more than ${mostOptions} options`);
  return Object.fromEntries(entries.map(([name, value]) => [name, optionText(name, value, device)]));
}

function optionText(name: string, value: unknown, device: Options): string {
  const field = `values.${name}`;
  if (!optionName.test(name)) throw invalidField(field, 'is no name that an option can have');
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : null;
  if (text === null || !optionValue.test(text)) {
    throw invalidField(field, 'must be text without commas, tabs and line ends');
  }
  const fault = optionFault(name, text, device);
  if (fault !== null) throw invalidField(field, fault);
  return text;
}

const hostName = {
  is: /^(?=.{1,253}$)[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$/,
  says: 'a host name or an IPv4 address',
};

export class MoveBody {
  @Text('Name or address of the other server', { min: 1, pattern: hostName }) host!: string;
  @Int('Its port for devices', { min: 1, max: 65_535 }) port!: number;
  @Flag('Whether it wants HTTPS', given) https?: boolean;
  @Flag('Let the device try the address first; left out = yes', given) test?: boolean;
  @Flag('Restart the device after it; left out = yes: many change over only then', given) restart?: boolean;
}

/** Devices and many networks give these a special meaning: as an address they would cut the device off. */
export function moveOf({ host, port, https = false, test = true, restart = true }: MoveBody) {
  const target: MoveTarget = { host: host.toLowerCase(), port, https };
  if (/^[\d.]+$/.test(host) && !isAddress(host)) throw invalidField('host', 'must be a host name or an IPv4 address');
  if (/^(?:localhost|0\.|127\.|255\.255\.255\.255$)/.test(target.host)) {
    throw invalidField('host', 'is the device itself, or nobody');
  }
  return { ...target, test, restart };
}

const isAddress = (host: string) =>
  /^(?:\d{1,3}\.){3}\d{1,3}$/.test(host) && host.split('.').every((n) => Number(n) < 256);

const hostAndPort = { is: /^[^\s,=:]+:\d{1,5}$/, says: 'host:port' };

export class TestHostBody extends Waits {
  @Text('Whether the device gets to this host:port', { min: 3, pattern: hostAndPort }) address!: string;
}
