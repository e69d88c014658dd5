import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DeviceService } from '../../modules/device/device.service.js';
import type { Config } from '../../platform/config.js';
import { readSetting, writeSetting } from '../../platform/database/setting.js';
import { Failure } from '../../platform/errors.js';
import { isEverywhere } from '../../platform/network/own-addresses.js';
import { CONFIG } from '../../platform/tokens.js';
import type { SimulatedPanel } from '../../tools/simulator/panel.js';
import { SetupService } from './setup.service.js';
import type { SimulatorBody, SimulatorView } from './simulator.dto.js';

interface Running {
  readonly panel: SimulatedPanel;
  readonly agent: HttpAgent;
  readonly ended: Promise<void>;
}

const most = 5;
const setting = 'simulators';
/** As what each was started, by its serial number. */
const modelSetting = 'simulatorModels';
type Models = Readonly<Record<string, SimulatorBody>>;

/**
 * Panels for who has no hardware yet. They call this gateway over its own device port like any other device, and end
 * with it. Which serial numbers are theirs is kept, so that none of them ever counts as a device of the site.
 */
@Injectable()
export class SimulatorService implements OnModuleDestroy {
  private readonly running = new Map<string, Running>();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly setup: SetupService,
    private readonly devices: DeviceService,
  ) {}

  async list(tx: EntityManager): Promise<SimulatorView[]> {
    return (await this.numbers(tx)).map((sn) => ({ sn, running: this.running.has(sn) }));
  }

  /** Takes a serial number. @throws Failure conflict */
  async reserve(tx: EntityManager, { profile, doors }: SimulatorBody): Promise<string> {
    this.assertOneProcess();
    const taken = await this.numbers(tx);
    if (taken.length >= most) throw new Failure('conflict', `there are ${most} simulators already`);
    const real: unknown[] = await tx.query(
      `SELECT 1 FROM device WHERE status = 'approved' AND NOT sn = ANY($1) LIMIT 1`,
      [taken],
    );
    if (real.length > 0) throw new Failure('conflict', 'there is a device: simulators are for a site without any');
    const sn = await this.freeNumber(tx, taken);
    await tx.query(
      `INSERT INTO setting (key, value) VALUES ($1, jsonb_build_array($2::text))
       ON CONFLICT (key) DO UPDATE SET value = setting.value || excluded.value`,
      [setting, sn],
    );
    await writeSetting(tx, modelSetting, { ...(await this.models(tx)), [sn]: { profile, doors } });
    return sn;
  }

  /** As what it was started before the gateway was. @throws Failure notFound, conflict */
  async modelOf(tx: EntityManager, sn: string): Promise<SimulatorBody> {
    this.assertOneProcess();
    await this.assertOurs(tx, sn);
    return (await this.models(tx))[sn] ?? {};
  }

  /** Only now is its code loaded: a gateway with devices never needs it. */
  async start(sn: string, { profile = 'controller', doors }: SimulatorBody): Promise<SimulatorView> {
    const { SimulatedPanel } = await import('../../tools/simulator/panel.js');
    if (this.running.has(sn)) return { sn, running: true };
    const { https, port } = this.setup;
    // It calls the gateway that it is a part of, whatever name stands in the certificate.
    const agent = https
      ? new HttpsAgent({ keepAlive: true, rejectUnauthorized: false })
      : new HttpAgent({ keepAlive: true });
    const url = `${https ? 'https' : 'http'}://${this.host()}:${String(port)}`;
    const zone = this.config.siteTimeZone;
    const panel = new SimulatedPanel({ url, sn, profile, doors, zone, agent, pollSeconds: 0.5, retrySeconds: 1 });
    this.running.set(sn, { panel, agent, ended: panel.run() });
    return { sn, running: true };
  }

  /** @throws Failure notFound */
  async act(sn: string, line: string): Promise<string[]> {
    const found = this.running.get(sn);
    if (!found) throw new Failure('notFound', `no simulator ${sn} runs here`);
    const { press } = await import('../../tools/simulator/keyboard.js');
    const lines: string[] = [];
    await press(found.panel, line, (said) => lines.push(said));
    return lines;
  }

  /** It goes with what it was as a device. @throws Failure notFound */
  async forget(tx: EntityManager, sn: string): Promise<void> {
    await this.assertOurs(tx, sn);
    const there: unknown[] = await tx.query('SELECT 1 FROM device WHERE sn = $1', [sn]);
    if (there.length > 0) await this.devices.remove(tx, sn);
    await tx.query('UPDATE setting SET value = value - $2::text WHERE key = ANY($1)', [[setting, modelSetting], sn]);
  }

  async stop(sn: string): Promise<void> {
    const found = this.running.get(sn);
    if (!found) return;
    this.running.delete(sn);
    const stopped = found.panel.stop();
    found.agent.destroy();
    await stopped;
    await found.ended;
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all([...this.running.keys()].map((sn) => this.stop(sn)));
  }

  private assertOneProcess(): void {
    if (this.config.workers > 1) throw new Failure('conflict', 'a simulator needs WORKERS=1');
  }

  private async assertOurs(tx: EntityManager, sn: string): Promise<void> {
    if (!(await this.numbers(tx)).includes(sn)) throw new Failure('notFound', `there is no simulator ${sn}`);
  }

  private async models(tx: EntityManager): Promise<Models> {
    return (await readSetting<Models>(tx, modelSetting)) ?? {};
  }

  private async numbers(tx: EntityManager): Promise<string[]> {
    return (await readSetting<string[]>(tx, setting)) ?? [];
  }

  private async freeNumber(tx: EntityManager, taken: readonly string[]): Promise<string> {
    const rows: { sn: string }[] = await tx.query(`SELECT sn FROM device WHERE sn LIKE 'SIM%'`);
    const all = new Set([...rows.map(({ sn }) => sn), ...taken]);
    let number = 1;
    while (all.has(`SIM${String(number)}`)) number++;
    return `SIM${String(number)}`;
  }

  private host(): string {
    const { host } = this.config;
    if (isEverywhere(host)) return '127.0.0.1';
    return host.includes(':') ? `[${host}]` : host;
  }
}
