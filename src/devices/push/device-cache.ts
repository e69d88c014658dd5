import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../../platform/config.js';
import { GroupCommit } from '../../platform/database/group-commit.js';
import { Notifications } from '../../platform/database/notifications.js';
import { CONFIG } from '../../platform/tokens.js';
import { steadyMs } from '../../platform/steady-clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Device } from '../../modules/device/device.entity.js';
import { cachedDevice, newPulse, type CachedDevice, type Pulse } from './cached-device.js';
import { partsOf } from './device-parts.js';

/** The search for changes begins a little before the last look, because of transactions that committed late. */
const overlapMs = 10_000;
const fullReloadMs = 60_000;

/** Many devices change at once, as after a power cut: what comes while some are read is read together. */
const readings = { lanes: 2, crowd: 20, most: 500 };

/**
 * Every device in memory, so that a poll without work runs no SQL. It is kept up to date by notifications, by one look
 * for changes each second, and by reading everything again once a minute.
 */
@Injectable()
export class DeviceCache {
  private readonly devices = new Map<string, CachedDevice>();
  private readonly pulses = new Map<string, Pulse>();
  /** How often each device is known to have changed. A result that was read before the last change is not kept. */
  private readonly revisions = new Map<string, number>();
  /** Serial numbers that exist, including those whose device is being read again. */
  private readonly numbers = new Set<string>();
  /** The devices whose exchanges are recorded, and until when; also those that are being read again. */
  readonly recorded = new Map<string, Date>();
  private changedSince = new Date(0);
  /** The last look at the database failed: nothing in memory may be answered with OK (docs/rules.md 7). */
  databaseAway = false;
  /** Since when requests are accepted (steadyMs): from the start, or since the database came back. */
  listeningSince = steadyMs();
  private reloadedAt = 0;
  private readonly readings = new GroupCommit<string, ReadonlyMap<string, CachedDevice>>(async (entries) => {
    const loaded = await this.read([...new Set(entries.flat())]);
    return entries.map(() => loaded);
  }, readings);

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
    hints: Notifications,
  ) {
    hints.on('device', (sn) => this.drop(sn));
    hints.on('due', (sn) => this.lower(sn));
    hints.on('doorState', (sn) => this.forgetState(sn));
  }

  find(sn: string): CachedDevice | undefined {
    return this.devices.get(sn);
  }

  all(): Iterable<CachedDevice> {
    return this.devices.values();
  }

  /** An unknown number costs no query. The memory is at most a second old, and new devices reach it by notification. */
  async getThere(sn: string): Promise<CachedDevice | undefined> {
    return this.numbers.has(sn) ? this.get(sn) : undefined;
  }

  /** From memory, or from the database if it is not there: an unknown device costs a query. */
  async get(sn: string): Promise<CachedDevice | undefined> {
    return this.devices.get(sn) ?? (await this.load([sn])).get(sn);
  }

  /** Reads the device from the database when memory may be too old: after a change, and before a refusal. */
  async refresh(sn: string): Promise<CachedDevice | undefined> {
    return (await this.load([sn])).get(sn);
  }

  pulse(sn: string): Pulse {
    const known = this.pulses.get(sn);
    if (known) return known;
    const pulse = newPulse(this.devices.get(sn)?.device ?? { online: false, lastSeenAt: null });
    this.pulses.set(sn, pulse);
    return pulse;
  }

  /** There may be a command: the next poll asks the database. `*` = for all devices. */
  lower(sn: string): void {
    const due = sn === '*' ? [...this.pulses.values()] : [this.pulse(sn)];
    for (const pulse of due) {
      pulse.dueAt = 0;
      pulse.generation++;
    }
  }

  /** Finds changes that came without a notification. */
  async recheck(now = Date.now()): Promise<void> {
    try {
      await this.look(now);
      if (this.databaseAway) this.listeningSince = steadyMs();
      this.databaseAway = false;
    } catch (error) {
      this.databaseAway = true;
      throw error;
    }
  }

  private async look(now: number): Promise<void> {
    if (now - this.reloadedAt > fullReloadMs) return this.reloadAll(now);
    const since = this.changedSince;
    const changed: { sn: string; updated_at: Date }[] = await this.unitOfWork.manager.query(
      `SELECT sn, updated_at FROM device WHERE updated_at > $1`,
      [since],
    );
    const removed: { sn: string }[] = await this.unitOfWork.manager.query(
      'SELECT sn FROM device_removed WHERE at > $1',
      [since],
    );
    const newest = Math.max(since.getTime() + overlapMs, ...changed.map(({ updated_at }) => updated_at.getTime()));
    this.changedSince = new Date(newest - overlapMs);
    const news = changed.filter(
      ({ sn, updated_at }) => this.devices.get(sn)?.device.updatedAt.getTime() !== updated_at.getTime(),
    );
    await this.load([...news, ...removed].map(({ sn }) => sn));
  }

  private async reloadAll(now: number): Promise<void> {
    const rows: { sn: string }[] = await this.unitOfWork.manager.query('SELECT sn FROM device');
    const there = new Set(rows.map(({ sn }) => sn));
    for (const sn of this.devices.keys()) if (!there.has(sn)) this.forget(sn);
    await this.read([...there]);
    this.reloadedAt = now;
  }

  /**
   * It has changed: the next request reads it again. `*` = notifications were missed, so everything may have changed.
   */
  private drop(sn: string): void {
    this.revisions.set(sn, (this.revisions.get(sn) ?? 0) + 1);
    this.devices.delete(sn);
    if (sn !== '*') this.numbers.add(sn);
    if (sn === '*') void this.reloadAll(Date.now()).catch(() => undefined);
    else void this.load([sn]).catch(() => undefined);
  }

  private async load(sns: readonly string[]): Promise<ReadonlyMap<string, CachedDevice>> {
    return sns.length === 0 ? new Map<string, CachedDevice>() : this.readings.add(sns);
  }

  private async read(sns: readonly string[]): Promise<ReadonlyMap<string, CachedDevice>> {
    if (sns.length === 0) return new Map();
    const before = new Map(sns.map((sn) => [sn, this.revisions.get(sn)]));
    const { manager } = this.unitOfWork;
    const devices = await manager.createQueryBuilder(Device, 'd').where('d.sn = ANY(:sns)', { sns }).getMany();
    const parts = await partsOf(manager, sns);
    const loaded = new Map<string, CachedDevice>();
    for (const device of devices) {
      const its = parts.get(device.sn);
      if (its) loaded.set(device.sn, cachedDevice({ device, ...its }, this.config.siteTimeZone));
    }
    for (const sn of sns) this.keep(sn, loaded.get(sn), before.get(sn) === this.revisions.get(sn));
    return loaded;
  }

  private keep(sn: string, known: CachedDevice | undefined, isNewest: boolean): void {
    if (!known) this.forget(sn);
    else {
      this.numbers.add(sn);
      if (isNewest) this.take(sn, known);
    }
  }

  private take(sn: string, known: CachedDevice): void {
    const { wireUntil } = known.device;
    this.devices.set(sn, known);
    if (wireUntil === null) this.recorded.delete(sn);
    else this.recorded.set(sn, wireUntil);
  }

  private forget(sn: string): void {
    this.devices.delete(sn);
    this.recorded.delete(sn);
    this.numbers.delete(sn);
    this.pulses.delete(sn);
  }

  /** Another gateway received door states: those in this memory may be old. */
  private forgetState(sn: string): void {
    for (const [known, pulse] of this.pulses) if (sn === '*' || known === sn) pulse.lastState = '';
  }
}
