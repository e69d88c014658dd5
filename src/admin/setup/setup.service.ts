import { Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import type { EntityManager } from 'typeorm';
import { DeviceListener } from '../../devices/push/device-listener.js';
import type { Config } from '../../platform/config.js';
import { readSetting, writeSetting } from '../../platform/database/setting.js';
import { isEverywhere, ownAddresses } from '../../platform/network/own-addresses.js';
import { CONFIG } from '../../platform/tokens.js';
import { setupSteps, type OwnAddressView, type SetupStep, type SetupView } from './setup.dto.js';

/** Each in SQL, as a condition. A sensor that was open, or a lock that was: 2 and 1 of the protocol. */
const facts: Readonly<Record<SetupStep, string>> = {
  password: 'NOT EXISTS (SELECT 1 FROM operator WHERE must_change AND NOT disabled)',
  site: `EXISTS (SELECT 1 FROM setting WHERE key = 'siteName' AND value <> '""')`,
  connect: 'EXISTS (SELECT 1 FROM device)',
  approve: `EXISTS (SELECT 1 FROM device WHERE status = 'approved')`,
  doors: `EXISTS (SELECT 1 FROM door t JOIN device d ON d.sn = t.device_sn WHERE t.name <> d.name || '-' || t.number)`,
  test: 'EXISTS (SELECT 1 FROM door_state_log WHERE sensor = 2 OR relay = 1)',
  person: `EXISTS (SELECT 1 FROM event_first_last WHERE pin <> '')`,
};
const question = `SELECT ${setupSteps.map((step) => `${facts[step]} AS ${step}`).join(', ')}`;

/** How far the first run is. Nothing is kept of its steps but its end, so it can be left and taken up again. */
@Injectable()
export class SetupService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly devices: DeviceListener,
    private readonly host: HttpAdapterHost,
  ) {}

  async view(tx: EntityManager): Promise<SetupView> {
    const [done]: Record<SetupStep, boolean>[] = await tx.query(question);
    return {
      done: (await readSetting<boolean>(tx, 'setupDone')) ?? false,
      steps: setupSteps.map((step) => ({ step, done: done?.[step] ?? false })),
      addresses: this.addresses(),
    };
  }

  finish(tx: EntityManager): Promise<void> {
    return writeSetting(tx, 'setupDone', true);
  }

  /** What devices call. */
  get port(): number {
    const server = this.host.httpAdapter.getHttpServer() as Server;
    return this.devices.ownPort ?? (server.address() as AddressInfo | null)?.port ?? this.config.port;
  }

  get https(): boolean {
    const { devicePort, deviceTls, tls } = this.config;
    return (devicePort === null ? tls : deviceTls) !== null;
  }

  private addresses(): OwnAddressView[] {
    const { host } = this.config;
    const ips = isEverywhere(host) ? ownAddresses() : [host];
    return ips.map((ip) => ({ ip, port: this.port, https: this.https }));
  }
}
