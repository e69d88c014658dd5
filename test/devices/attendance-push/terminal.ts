import { expect } from 'vitest';
import type { TestApp } from '../../support/app.js';
import { brief, RawDevice } from '../../support/raw-device.js';

/** An approved terminal that speaks Attendance PUSH, as 2020s firmware does, and has made its first contact. */
export async function terminal(
  app: TestApp,
  sn: string,
  contact = 'options=all&language=69&pushver=2.4.1',
): Promise<Terminal> {
  expect((await app.admin('POST', '/devices', { sn, name: sn })).status).toBe(201);
  const device = new Terminal(app, sn);
  await device.contact(`${contact}&DeviceType=att`);
  return device;
}

/** A terminal's side of the protocol, bare. */
export class Terminal extends RawDevice {
  /** @returns the lines of the answer but the first, by their names */
  async contact(query = 'options=all&language=69&pushver=2.4.1&DeviceType=att'): Promise<Map<string, string>> {
    const [status, text] = await brief(this.get(`/iclock/cdata?${query}`));
    expect([status, text.split('\n', 1)[0]]).toEqual([200, `GET OPTION FROM: ${this.sn}`]);
    return new Map(
      text
        .trimEnd()
        .split('\n')
        .slice(1)
        .map((line) => {
          const at = line.indexOf('=');
          return [line.slice(0, at), line.slice(at + 1)] as const;
        }),
    );
  }

  upload(table: string, body: string | Buffer, more = '&Stamp=9999'): Promise<readonly [number, string]> {
    return brief(this.post(`/iclock/cdata?table=${table}${more}`, body));
  }
}
