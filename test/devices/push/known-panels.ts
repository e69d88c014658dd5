import { expect } from 'vitest';
import type { Answer, TestApp } from '../../support/app.js';
import { approved, brief, RawDevice, registryCode, type RawRequest } from '../../support/raw-device.js';

export const other = '127.0.0.2';

export const third = '127.0.0.3';

export const panel =
  'DeviceType=acc,~DeviceName=C3-400,MAC=00:17:61:aa:bb:cc,FirmVer=Ver 1.2,LockCount=4,ReaderCount=4';

export const firstContact = '/iclock/cdata?pushver=3.0.1&options=all';

/** Panels that a spec's own app knows, and what it stores of them. */
export function knownPanels(app: () => TestApp) {
  const view = async (sn: string): Promise<Answer['body']> => (await app().admin('GET', `/devices/${sn}`)).body;

  const newcomers = async (sn: string) =>
    (await app().admin('GET', `/devices/${sn}/newcomers`)).body.items as Record<string, unknown>[];

  const codes = async (sn: string) => {
    const { alerts, warnings } = (await view(sn)) as Record<string, { code?: string }[]>;
    const of = (all: { code?: string }[] = []) => all.map(({ code }) => code).filter((code) => code !== undefined);
    return { alerts: of(alerts), warnings: of(warnings) };
  };

  /** The same number, called from another address. */
  class Impostor extends RawDevice {
    constructor(
      sn: string,
      private readonly address: string,
    ) {
      super(app(), sn);
    }

    override get(path: string, options: RawRequest = {}) {
      return super.get(path, { ...options, from: this.address });
    }

    override post(path: string, body: string | Buffer = '', options: RawRequest = {}) {
      return super.post(path, body, { ...options, from: this.address });
    }
  }

  async function registered(sn: string, says = panel): Promise<RawDevice> {
    const device = await approved(app(), sn);
    expect(await brief(device.get(firstContact))).toEqual([200, 'OK']);
    await registryCode(device, says);
    return device;
  }

  return { view, newcomers, codes, Impostor, registered };
}
