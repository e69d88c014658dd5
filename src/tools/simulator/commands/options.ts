import { connect as dial } from 'node:net';
import { outcome, returns, type Outcome } from '../outcome.js';
import type { PanelParts } from '../parts.js';
import { optionsUpload } from '../upload.js';

type Options = Readonly<Record<string, string>>;

/** SET OPTIONS (9.5.1): stored as they are; the clock and its zone are set at once. */
export function setOptions(parts: PanelParts, options: Options): Outcome {
  for (const [name, value] of Object.entries(options)) setOption(parts, name, value);
  return outcome('SET OPTIONS', returns.done);
}

function setOption({ settings, clock }: PanelParts, name: string, value: string): void {
  if (name.toLowerCase() === 'datetime' && /^\d+$/.test(value)) clock.setLocal(Number(value));
  if (name.toLowerCase() === 'machinetz') clock.setZone(value);
  settings.set(name, value);
}

/** GET OPTIONS (9.5.2): existing options, in the requested spelling; missing ones are left out. */
export function getOptions(parts: PanelParts, id: string, names: readonly string[]): Outcome {
  const figures = new Map(Object.entries(figuresOf(parts)).map(([name, value]) => [name.toLowerCase(), value]));
  const values = names.flatMap((name) => {
    const figure = figures.get(name.toLowerCase());
    return figure === undefined ? parts.settings.pick([name]) : [`${name}=${figure}`];
  });
  return outcome('GET OPTIONS', returns.done, { uploads: [optionsUpload(id, values)] });
}

/** Parameters that are counted when asked for. */
export function figuresOf({ sn, memory, journal, settings }: PanelParts): Record<string, string> {
  const bodies = memory.rows('biodata');
  const people = (type: string) =>
    new Set(bodies.filter((row) => row.get('type') === type).map((row) => row.get('pin')));
  return {
    '~SerialNumber': sn,
    UserCount: String(memory.rows('user').length),
    TransactionCount: String(journal.stored.length),
    FPCount: String(memory.rows('templatev10').length + bodies.filter((row) => row.get('type') === '1').length),
    FaceCount: String(people('9').size + people('2').size),
    PvCount: String(people('8').size),
    FWVersion: settings.get('FirmVer') ?? '',
  };
}

/** SET ADSCREEN_OPTIONS (9.5.3): the screen fetches the file itself, which takes a while. */
export async function adScreen(parts: PanelParts, options: Options): Promise<Outcome> {
  const cmd = 'SET ADSCREEN_OPTIONS';
  if (!parts.settings.isOn('ADScreenFunOn')) return outcome(cmd, returns.unsupported);
  const url = Object.entries(options).find(([name]) => name.toLowerCase() === 'url')?.[1] ?? '';
  if (!/^(?:https?:\/\/|\/)/i.test(url)) return outcome(cmd, returns.malformedUrl, { pending: true });
  const answer = await parts.transport.request('GET', url).catch(() => null);
  return outcome(cmd, answer?.status === 200 ? returns.done : -1, { pending: true });
}

/** Seconds that the panel tries to reach a host. */
const dialSeconds = 3;

/** Test Host (9.3): really connects. */
export async function testHost(options: Options): Promise<Outcome> {
  const address = Object.entries(options).find(([name]) => name.toLowerCase() === 'address')?.[1] ?? '';
  const [, host = '', port = ''] = /^\[?(.+?)\]?:(\d+)$/.exec(address) ?? [];
  if (host === '') return outcome('Test Host', returns.wrongParameter);
  const reached = await new Promise<boolean>((resolve) => {
    const socket = dial({ host, port: Number(port), timeout: dialSeconds * 1000 });
    const done = (found: boolean) => {
      socket.destroy();
      resolve(found);
    };
    socket.once('connect', () => done(true));
    socket.once('timeout', () => done(false));
    socket.once('error', () => done(false));
  });
  return outcome('Test Host', reached ? returns.done : returns.noResponse);
}
