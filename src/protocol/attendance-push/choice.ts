import { comparePushVersions } from './handshake.js';

/** What a device speaks: Attendance PUSH, or the manual's Access PUSH. */
export type PushKind = 'att' | 'acc';

/** What of a request tells the two apart. */
export interface Evidence {
  readonly method: string;
  readonly call: string;
  /** Parameters with lower-cased names. */
  readonly query: ReadonlyMap<string, string>;
}

const byCall: ReadonlyMap<string, PushKind> = new Map([
  ['registry', 'acc'],
  ['push', 'acc'],
]);

const byTable: ReadonlyMap<string, PushKind> = new Map([
  ['rtlog', 'acc'],
  ['rtstate', 'acc'],
  ['tabledata', 'acc'],
  ['attlog', 'att'],
  ['operlog', 'att'],
  ['attphoto', 'att'],
]);

const uploads: ReadonlySet<string> = new Set(['cdata', 'fdata', 'edata']);

/** Everything but `acc` is attendance: pid, ins and free text are met (Attendance PUSH 3). */
function byDeviceType(type: string | undefined): PushKind | null {
  const said = type?.trim().toLowerCase() ?? '';
  if (said === '') return null;
  return said === 'acc' ? 'acc' : 'att';
}

function byUpload({ method, call, query }: Evidence): PushKind | null {
  if (!uploads.has(call) || method !== 'POST') return null;
  // Registration's parameters under another name.
  if (query.get('c')?.toLowerCase() === 'registry') return 'acc';
  return byTable.get((query.get('table') ?? '').toLowerCase()) ?? null;
}

/**
 * What a request shows by itself (Attendance PUSH 3): its DeviceType, else the endpoint or table that only one of them
 * has. Null where both send it so.
 */
export function kindOfRequest(request: Evidence): PushKind | null {
  const { call, query } = request;
  if (call === 'getrequest') return byDeviceType(query.get('devicetype')) ?? (query.has('info') ? 'att' : null);
  return byDeviceType(query.get('devicetype')) ?? byCall.get(call) ?? byUpload(request);
}

/** A registration tells what a panel is made of; one without any of it has been cut short, or was made up. */
const told = /(?:^|[,\s~])(?:LockCount|MachineType|AccSupportFunList)\s*=/i;

/**
 * Whether a device begins anew by this request, and says so whole: a terminal's first contact, a panel's first contact or
 * registration with all that it tells of itself.
 * @param shown what the request shows by itself
 */
export function initialises({ method, call, query }: Evidence, shown: PushKind, body: string): boolean {
  const asksAll = method === 'GET' && call === 'cdata' && (query.get('options') ?? '').toLowerCase() === 'all';
  return asksAll || (shown === 'acc' && method === 'POST' && call === 'registry' && told.test(body));
}

const firstAccVersion = '3';

/** The last resort, for one that has shown nothing yet: version 3 is the manual's protocol, 2 or none is attendance. */
export function kindOfVersion(pushVersion: string | undefined): PushKind {
  if (!/\d/.test(pushVersion ?? '')) return 'att';
  return comparePushVersions(pushVersion ?? '', firstAccVersion) < 0 ? 'att' : 'acc';
}
