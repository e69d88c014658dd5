import { comparePushVersions } from './handshake.js';

/** The protocol of a device: Attendance PUSH, or the manual's Access PUSH. */
export type PushKind = 'att' | 'acc';

/** The parts of a request by which the two are distinguished. */
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

/** Everything but `acc` is attendance: pid, ins and free text occur (Attendance PUSH 3). */
function byDeviceType(type: string | undefined): PushKind | null {
  const said = type?.trim().toLowerCase() ?? '';
  if (said === '') return null;
  return said === 'acc' ? 'acc' : 'att';
}

function byUpload({ method, call, query }: Evidence): PushKind | null {
  if (!uploads.has(call) || method !== 'POST') return null;
  // The parameters of a registration under another name.
  if (query.get('c')?.toLowerCase() === 'registry') return 'acc';
  return byTable.get((query.get('table') ?? '').toLowerCase()) ?? null;
}

/**
 * The protocol that a request shows by itself (Attendance PUSH 3): by its DeviceType, else by the endpoint or table
 * that only one of them has. Null if both protocols have such requests.
 */
export function kindOfRequest(request: Evidence): PushKind | null {
  const { call, query } = request;
  if (call === 'getrequest') return byDeviceType(query.get('devicetype')) ?? (query.has('info') ? 'att' : null);
  return byDeviceType(query.get('devicetype')) ?? byCall.get(call) ?? byUpload(request);
}

/** A registration says what parts a panel has; one without them was cut off, or was made up. */
const told = /(?:^|[,\s~])(?:LockCount|MachineType|AccSupportFunList)\s*=/i;

/**
 * Whether a device starts anew with this request, and describes itself completely: a terminal's first contact, a
 * panel's first contact, or a registration with all its parameters.
 * @param shown what the request shows by itself
 */
export function initialises({ method, call, query }: Evidence, shown: PushKind, body: string): boolean {
  const asksAll = method === 'GET' && call === 'cdata' && (query.get('options') ?? '').toLowerCase() === 'all';
  return asksAll || (shown === 'acc' && method === 'POST' && call === 'registry' && told.test(body));
}

const firstAccVersion = '3';

/**
 * The last resort, for a device that has shown nothing yet: version 3 is the manual's protocol, 2 or none is
 * attendance.
 */
export function kindOfVersion(pushVersion: string | undefined): PushKind {
  if (!/\d/.test(pushVersion ?? '')) return 'att';
  return comparePushVersions(pushVersion ?? '', firstAccVersion) < 0 ? 'att' : 'acc';
}
