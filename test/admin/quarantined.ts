import type { TestApp } from '../support/app.js';
import { approved, RawDevice, registryCode } from '../support/raw-device.js';

export interface Entry {
  readonly id: string;
  readonly [name: string]: unknown;
}

export const all = { more: false, nextCursor: null };

export const rtlog = '/iclock/cdata?sn=X&table=rtlog';

export const row = (index: number, time = '2024-05-01 08:00:00', more = '') =>
  `time=${time}\tpin=7\tcardno=9876543\teventaddr=1\tevent=0\tinoutstatus=0\tverifytype=4\tindex=${index}${more}`;

/** What the specs of the quarantine ask of their app. */
export function quarantineOf(app: () => TestApp) {
  /** A device with one door. */
  async function controller(sn: string): Promise<RawDevice> {
    const device = await approved(app(), sn);
    await registryCode(device, '~DeviceName=C3-100,MachineType=8,LockCount=1,ReaderCount=2');
    return device;
  }

  const listed = async (sn: string): Promise<Entry[]> =>
    (await app().admin('GET', `/devices/${sn}/quarantine`)).body.items as Entry[];

  const retry = async (sn: string, body: object = {}) => {
    const answer = await app().admin('POST', `/devices/${sn}/quarantine/retry`, body);
    return [answer.status, answer.body] as const;
  };

  const eventsOf = (sn: string) =>
    app().sql<{ at: string; pin: string; doubtful: boolean }>(
      `SELECT to_char(event_time, 'YYYY-MM-DD HH24:MI:SS') AS at, pin, doubtful FROM event WHERE sn = $1 ORDER BY event_time`,
      [sn],
    );

  /** Stores a body that an older gateway refused. */
  const insert = (sn: string, path: string, body: string, { reason = 'unreadable', at = '2024-06-01' } = {}) =>
    app().sql(
      `INSERT INTO quarantine (sn, path, reason, body, body_hash, received_at)
     VALUES ($1, $2, $3, $4, md5($2 || $5), $6)`,
      [sn, path, reason, Buffer.from(body), body, at],
    );

  return { controller, listed, retry, eventsOf, insert };
}
