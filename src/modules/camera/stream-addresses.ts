import { wallClockOf } from '../../platform/database/zone-time.js';
import { addressesOf, type TimeForm } from './makes.js';
import type { Camera, Recorder } from './camera.entity.js';

/** As clients of the vendor number them. */
export const mainStream = 1;
export const subStream = 2;
export type Stream = typeof mainStream | typeof subStream;

export interface Account {
  readonly name: string;
  readonly password: string;
}

export interface Span {
  readonly start: Date;
  readonly end: Date;
}

export type RecorderPlace = Pick<Recorder, 'make' | 'host' | 'rtspPort' | 'port' | 'https' | 'playbackClock'>;
export type CameraPlace = Pick<Camera, 'channel' | 'mainUri' | 'subUri' | 'playbackUri' | 'snapshotUri'>;

/** An IPv6 address stands in brackets in an address. */
export const hostInUrl = (host: string): string => (host.includes(':') && !host.startsWith('[') ? `[${host}]` : host);

const filled = (template: string, values: Readonly<Record<string, string>>) =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);

const digits = (clock: string) => clock.replace(/\D/g, '');

/** A time as a make writes it; `clock` is `yyyy-MM-dd HH:mm:ss`. */
const forms: Readonly<Record<TimeForm, (clock: string, at: Date) => string>> = {
  basic: (clock) => `${digits(clock).slice(0, 8)}T${digits(clock).slice(8)}Z`,
  underscores: (clock) => clock.replace(/[- :]/g, '_'),
  unix: (_, at) => String(Math.floor(at.getTime() / 1_000)),
  iso: (clock) => `${clock.replace(' ', 'T')}Z`,
};

const streamName = (recorder: RecorderPlace, stream: Stream) =>
  addressesOf(recorder.make).streams[stream === mainStream ? 0 : 1];

/** The address of what is seen now; null where neither the make nor anybody told it. */
export function liveAddress(
  recorder: RecorderPlace,
  camera: CameraPlace,
  stream: Stream,
  account: Account | null,
): string | null {
  const told = stream === mainStream ? camera.mainUri : camera.subUri;
  const { live } = addressesOf(recorder.make);
  const path =
    told ?? (live && filled(live, { channel: String(camera.channel), stream: streamName(recorder, stream) }));
  return path && rtspUrl(recorder, path, account);
}

/**
 * The address of what was recorded; null where it must be asked for by ONVIF.
 * @param timeZone of the recorder's clock
 */
export function playbackAddress(
  recorder: RecorderPlace,
  camera: CameraPlace,
  stream: Stream,
  { start, end }: Span,
  timeZone: string,
  account: Account | null,
): string | null {
  const { playback, time, clock } = addressesOf(recorder.make);
  const template = camera.playbackUri ?? playback;
  if (template === null) return null;
  const zone = (recorder.playbackClock ?? clock) === 'local' ? timeZone : 'UTC';
  const form = (at: Date) => forms[time](wallClockOf(at, zone), at);
  const values = { channel: String(camera.channel), stream: streamName(recorder, stream) };
  return rtspUrl(recorder, filled(template, { ...values, start: form(start), end: form(end) }), account);
}

/** Where a picture of what is seen now comes from, by HTTP. */
export function snapshotPath(recorder: RecorderPlace, camera: CameraPlace): string | null {
  const { snapshot } = addressesOf(recorder.make);
  const template = camera.snapshotUri ?? snapshot;
  const path =
    template && filled(template, { channel: String(camera.channel), stream: streamName(recorder, mainStream) });
  return path && pathOf(path);
}

/** What follows the host, of an address or of a path. */
function pathOf(text: string): string {
  const url = URL.parse(text, 'http://recorder');
  return url ? `${url.pathname}${url.search}` : '/';
}

/**
 * An address with an account in it. The host is always the one that an operator gave: what a recorder says of itself is
 * its address behind a router, or somebody else's, who would get the password.
 */
export function rtspUrl(recorder: RecorderPlace, text: string, account: Account | null): string {
  const told = /^rtsps?:\/\/(?:[^@/?#]*@)?(?:\[[^\]]*\]|[^:/?#]*)(?::(\d{1,5}))?([/?#].*)?$/i.exec(text);
  const [, port = String(recorder.rtspPort), rest = '/'] = told ?? [undefined, undefined, text];
  const path = rest.startsWith('/') ? rest : `/${rest}`;
  const user = account && account.name !== '' ? `${encoded(account.name)}:${encoded(account.password)}@` : '';
  return `rtsp://${user}${hostInUrl(recorder.host)}:${port}${path}`;
}

/** In a user name or password everything but letters and digits means something else in an address. */
const encoded = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
