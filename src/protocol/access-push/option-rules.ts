import { verifyModes } from './codes/verify.js';
import { dialectOf, optionOf, type Options } from './dialect.js';
import { deviceParameterTable } from './parameters/device.js';
import { doorOfOption, doorParameterTable } from './parameters/door.js';
import { parameterFault } from './parameters/parameter.js';

/** Valid values of an option; the text says what the value must be, null = it is valid. */
type Rule = (value: string, device: Options) => string | null;

const within =
  (low: number, high: number): Rule =>
  (value) =>
    /^\d{1,9}$/.test(value) && Number(value) >= low && Number(value) <= high ? null : `must be ${low} to ${high}`;

const oneOf =
  (...values: readonly string[]): Rule =>
  (value) =>
    values.includes(value) ? null : `must be one of ${values.join(', ')}`;

const flag = oneOf('0', '1');

const byte = '(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])';
const ipv4 = new RegExp(String.raw`^${byte}(?:\.${byte}){3}$`);
const address: Rule = (value) => (ipv4.test(value) ? null : 'must be an IPv4 address');

const offset: Rule = (value) => (/^[+-](?:0\d|1[0-4])[0-5]\d$/.test(value) ? null : 'must be an offset such as +0100');

/** Another call does this more carefully. */
const setBy =
  (what: string): Rule =>
  () =>
    `is set by ${what}`;

const schemeOf: Rule = (value, device) => {
  const wrong = within(1, 3)(value, device);
  const schemes = optionOf(device, 'QRCodeDecryptFunList');
  if (wrong !== null || schemes === '') return wrong;
  return schemes[Number(value) - 1] === '1' ? null : 'is a scheme that the device does not have (QRCodeDecryptFunList)';
};

/**
 * New devices take 16 digits, of which the last one means "or" or "and"; older ones take a code of appendix 3 (9.5.1).
 */
const verification: Rule = (value, device) => {
  const byDigits = optionOf(device, 'NewVFStyles') !== '';
  if (/^[01]{16}$/.test(value)) {
    if (!byDigits) return 'must be a code of appendix 3: the device does not know the 16 digits (NewVFStyles)';
    return value.slice(0, 15).includes('1') ? null : 'must name a way to verify';
  }
  if (byDigits) return 'must be 16 digits of 0 and 1 (NewVFStyles)';
  return /^\d{1,3}$/.test(value) && (Number(value) < verifyModes.length || value === '200')
    ? null
    : 'must be a code of appendix 3';
};

const needsVoice =
  (rule: Rule): Rule =>
  (value, device) =>
    optionOf(device, 'AccSupportFunList')[57] === '1'
      ? rule(value, device)
      : 'needs a voice module (AccSupportFunList, position 57)';

/** QR, voice, intercom, network and server (Access PUSH 9.5.1, appendix 12); names without `~`, in lower case. */
const rules: Readonly<Record<string, Rule>> = {
  datetime: setBy('POST time, which says the time at which it is handed out'),
  webserverip: setBy('POST move'),
  webserverurlmodel: setBy('POST move'),
  iclocksvrurl: setBy('POST move'),
  mulcarduserfunon: setBy('Postern itself, after each registration'),
  machinetz: offset,
  ntpfunon: flag,
  qrcodeenable: flag,
  qrcodedecrypttype: schemeOf,
  voicemoduletype: needsVoice(flag),
  voicemodulecanceltime: needsVoice(within(0, 254)),
  voicemodulecancelcount: needsVoice(within(0, 254)),
  issupportsipserver: flag,
  siptransferprotocol: within(0, 2),
  sipisverifypeer: flag,
  intercomcallmode: within(1, 2),
  intercomgroupsearchfunon: flag,
  ipaddress: address,
  gateipaddress: address,
  netmask: address,
  webserverport: setBy('POST move'),
};

/** Options of doors carry the door's number in their name (9.5.1). */
const doorRules: readonly { readonly name: RegExp; readonly rule: Rule }[] = [
  { name: /^door\d{1,3}verifytype$/, rule: verification },
  { name: /^door\d{1,3}sensortype$/, rule: within(0, 2) },
  { name: /^door\d{1,3}(?:drivertime|detectortime|intertime)$/, rule: within(0, 254) },
  { name: /^door\d{1,3}closeandlock$/, rule: flag },
  { name: /^reader\d{1,3}iostate$/, rule: flag },
];

const unheard = { multiCardOn: null, devId: 1 };

/** The parameters of appendices 10 and 12, in whatever form the device has them. */
function parameterRule(option: string, value: string, device: Options): string | null {
  const dialect = dialectOf(device, unheard);
  const door = doorOfOption(option);
  if (door) return parameterFault(doorParameterTable, door.name, value, dialect);
  return parameterFault(deviceParameterTable, option, value, dialect);
}

/** What is wrong with a value, or null; the device decides about options that are unknown here. */
export function optionFault(name: string, value: string, device: Options): string | null {
  const plain = name.replace(/^~/, '');
  const key = plain.toLowerCase();
  const rule = rules[key] ?? doorRules.find(({ name: pattern }) => pattern.test(key))?.rule;
  return rule ? rule(value, device) : parameterRule(plain, value, device);
}
