import type { StoredRow } from './memory.js';
import type { Outgoing } from './outbox.js';
import type { AttProfile } from './profile.js';

export interface SimulatedPunch {
  readonly pin: string;
  /** Wall clock; now where it is left out. */
  readonly at?: string;
  /** Appendix A4; 255 where no key was pressed. */
  readonly status?: number;
  /** Appendix A5. */
  readonly verify?: number;
  readonly workCode?: string;
  readonly temperature?: string;
  /** JPEG that its camera took. */
  readonly photo?: Buffer;
}

const noKey = 255;
const finger = 1;

/** One line of ATTLOG, as many columns as the firmware has (Attendance PUSH 9.1). */
export function punchLine(
  punch: SimulatedPunch & { readonly at: string },
  profile: AttProfile,
  record: number,
): string {
  const { pin, at, status = noKey, verify = finger, workCode = '0', temperature = '0' } = punch;
  const cells = [pin, at, status, verify, workCode, 0, 0, 0, temperature, temperature, record].slice(
    0,
    profile.columns,
  );
  return `${cells.join('\t')}${profile.trailingTab ? '\t' : ''}`;
}

const userColumns = ['Name', 'Pri', 'Passwd', 'Card', 'Grp', 'TZ', 'Verify', 'ViceCard'];

/** A row USER (Attendance PUSH 9.4). */
export const userLine = (row: StoredRow): string =>
  [
    `USER PIN=${row.get('pin') ?? ''}`,
    ...userColumns.map((name) => `${name}=${row.get(name.toLowerCase()) ?? ''}`),
  ].join('\t');

const tags: Readonly<Record<string, string>> = { FINGERTMP: 'FP' };

/** A row of a template or picture after its tag. */
export const rowLine = (table: string, columns: Readonly<Record<string, string>>): string =>
  `${tags[table] ?? table} ${Object.entries(columns)
    .map(([name, value]) => `${name}=${value}`)
    .join('\t')}`;

/** A picture of a punch after its header (Attendance PUSH 9.2). */
export function uploadBody(sn: string, pin: string, at: string, photo: Buffer): Buffer {
  const name = `${at.replaceAll(/\D/g, '')}-${pin}.jpg`;
  const head = `PIN=${name}\nSN=${sn}\nsize=${photo.length}\nCMD=uploadphoto\0`;
  return Buffer.concat([Buffer.from(head), photo]);
}

/** Seconds in a calendar whose months have 31 days, as old firmware counts them (Attendance PUSH A12). */
function packed(wall: string): number {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = (wall.match(/\d+/g) ?? []).map(Number);
  return (((year - 2_000) * 12 + (month - 1)) * 31 + (day - 1)) * 86_400 + hour * 3_600 + minute * 60 + second;
}

export const stampOf = (rows: readonly Outgoing[], { stamps }: AttProfile): string =>
  stamps === 'constant' ? '9999' : String(packed(rows.at(-1)?.at ?? ''));
