import { expect } from 'vitest';
import { counted, worked } from '../../support/panels.js';
import { RawDevice, registryCode } from '../../support/raw-device.js';
import { startApp, type TestApp } from '../../support/app.js';

/** `AccSupportFunList` with these positions on. */
export const functionsAt = (...positions: number[]): string =>
  Array.from({ length: 70 }, (_, at) => (positions.includes(at) ? '1' : '0')).join('');

const plain =
  'DeviceType=acc,~DeviceName=C3,FirmVer=1,MachineType=2,LockCount=4,ReaderCount=8,AuxInCount=4,AuxOutCount=4,' +
  'MaxPackageSize=2048000,DateFmtFunOn=1,DisableUserFunOn=0';

export interface Panel {
  readonly device: RawDevice;
  /** Ids of its doors and readers by their numbers. */
  readonly doors: ReadonlyMap<number, string>;
  readonly readers: ReadonlyMap<number, string>;
  /** Polls until nothing is left and answers each command with 0. @returns the texts behind `C:<id>:` */
  readonly drain: (answers?: (text: string) => number) => Promise<string[]>;
}

/** How a rule shows a device that holds all of it. */
export const inSync = (sn: string) => [{ sn, supported: true, inSync: true, needs: null }];
/** How it shows a device that cannot hold it. */
export const unsupported = (sn: string, needs: string) => [{ sn, supported: false, inSync: false, needs }];

/** A site with an app of its own, whose panels are bare sockets. */
export class RuleSite {
  private constructor(public app: TestApp) {}

  static async start(): Promise<RuleSite> {
    return new RuleSite(await startApp());
  }

  /** Registers a panel with these positions of AccSupportFunList and options, and answers its first commands. */
  async panel(sn: string, positions: number[] = [], more: Record<string, string> = {}): Promise<Panel> {
    await this.app.admin('POST', '/devices', { sn, name: sn });
    // The app may be another one later: the device finds it at its new address.
    const device = new RawDevice(Object.defineProperty({ url: '' }, 'url', { get: () => this.app.url }), sn);
    const options = Object.entries({ AccSupportFunList: functionsAt(...positions), ...more });
    await registryCode(device, `${plain},${options.map(([name, value]) => `${name}=${value}`).join(',')}`);
    const panel: Panel = {
      device,
      doors: await this.numbered('/doors', sn),
      readers: await this.numbered('/readers', sn),
      drain: (answers) => this.drain(device, answers),
    };
    await panel.drain();
    return panel;
  }

  private async numbered(path: string, sn: string): Promise<Map<number, string>> {
    const { items } = (await this.app.admin('GET', `${path}?sn=${sn}&limit=1000`)).body as {
      items: { id: string; number: number }[];
    };
    return new Map(items.map(({ id, number }) => [number, id]));
  }

  /** Waits until all changes that are due are processed. */
  worked(): Promise<void> {
    return worked(this.app);
  }

  private async drain(device: RawDevice, answers: (text: string) => number = () => 0): Promise<string[]> {
    const texts: string[] = [];
    for (let quiet = 0; quiet < 2;) {
      await this.worked();
      const found = /^C:(\d+):([^]*)$/.exec(await device.poll());
      if (!found) {
        quiet += 1;
        continue;
      }
      const [, id = '', text = ''] = found;
      quiet = 0;
      await counted(this.app, device, id, text);
      if (!text.startsWith('DATA COUNT')) texts.push(text);
      await device.result(`ID=${id}&Return=${answers(text)}&CMD=${text.split(' ', 2).join(' ')}`);
    }
    return texts;
  }

  async made(path: string, body: object): Promise<{ id: string } & Record<string, unknown>> {
    const answer = await this.app.admin('POST', path, body);
    expect(answer.body, path).toMatchObject({ id: expect.anything() as unknown });
    expect(answer.status).toBe(201);
    return answer.body as { id: string };
  }

  /** A person with a level of doors. */
  async person(pin: string, doorIds: (string | undefined)[]): Promise<void> {
    const level = await this.made('/access-levels', { name: `level of ${pin}`, doorIds });
    const answer = await this.app.admin('POST', '/persons', { pin, name: `P${pin}`, accLevelIds: [level.id] });
    expect(answer.status).toBe(201);
  }

  async zone(name: string): Promise<number> {
    return (await this.made('/time-zones', { name, periods: { mon: [['08:00', '12:00']] } })).id as unknown as number;
  }

  /** The field that a refusal names, and its status. */
  async refusal(path: string, body: object, method = 'POST'): Promise<[number, string | undefined]> {
    const { status, body: problem } = await this.app.admin(method, path, body);
    return [status, (problem as { errors?: { field: string }[] }).errors?.[0]?.field];
  }

  async devices(path: string, id: string): Promise<unknown> {
    return ((await this.app.admin('GET', `${path}/${id}`)).body as { devices: unknown }).devices;
  }
}
