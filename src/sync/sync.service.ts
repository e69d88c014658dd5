import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import type { EntityManager } from 'typeorm';
import { ReportedTemplateService } from '../modules/bioTemplate/reported-template.service.js';
import { recordChange, takeChanges, type Change } from '../core/outbox/outbox.js';
import { CommandService } from '../core/command/command.service.js';
import { lockDevice } from '../core/command/command.store.js';
import type { Config } from '../platform/config.js';
import { Notifications } from '../platform/database/notifications.js';
import { CONFIG, LOG } from '../platform/tokens.js';
import { SealedBox } from '../platform/crypto/sealed-box.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { FloorRegistrationService } from '../modules/elevator/floor-registration.service.js';
import { reportsDone, strayRows } from './desired/desired-bio.js';
import { desiredOf, sharedRows, strayShared } from './desired/desired.js';
import type { DesiredRow } from './desired/desired-row.js';
import { knownOn } from './desired/desired-stations.js';
import { personForLink, sharedForLink } from './desired/desired-pull.js';
import { DeviceSetupService } from './setup/device-setup.js';
import { DispatchService } from './ledger/dispatch.service.js';
import { loadDevices, loadPersons, loadShared, type DeviceFacts, type PersonFacts } from './desired/facts.js';
import { Ledger } from './ledger/ledger.js';
import { stationKey } from './desired/area-policy.js';
import { lockKeys } from '../platform/database/locks.js';
import {
  devicesConcerned,
  devicesDue,
  devicesHaving,
  noteUnsupported,
  personsConcerning,
} from './ledger/ledger.repository.js';

const changesAtOnce = 200;
const personsAtOnce = 500;
/**
 * Changes of persons come before changes of whole devices: a revocation must not wait while many devices restart after
 * a power cut.
 */
const aboutPeople = ['person', 'accLevel', 'timeZone', 'holiday', 'rule'] as const;

/** Takes the changes, works out what devices should hold now, and requests the difference (docs/rules.md 3). */
@Injectable()
export class SyncService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly ledger: Ledger;
  private timer: NodeJS.Timeout | null = null;
  private working: Promise<void> = Promise.resolve();
  private wanted = false;
  private busy = false;
  private stopped = false;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Logger,
    private readonly unitOfWork: UnitOfWork,
    private readonly sealedBox: SealedBox,
    private readonly notifications: Notifications,
    private readonly setup: DeviceSetupService,
    private readonly dispatcher: DispatchService,
    private readonly floors: FloorRegistrationService,
    private readonly templates: ReportedTemplateService,
    commands: CommandService,
  ) {
    this.ledger = new Ledger(sealedBox, commands);
    notifications.on('change', () => this.wake());
  }

  onApplicationBootstrap(): void {
    this.tick();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.working;
  }

  /** There are changes: they are processed at once, one batch after the other. Resolves when none is left. */
  wake(): Promise<void> {
    this.wanted = true;
    if (this.busy || this.stopped) return this.working;
    this.busy = true;
    this.working = this.workOff().finally(() => {
      this.busy = false;
      if (this.wanted) void this.wake();
    });
    return this.working;
  }

  /** No job of its own: it is woken by hints, and this is for those that were lost. */
  private tick(): void {
    if (this.stopped) return;
    void this.wake();
    this.timer = setTimeout(() => this.tick(), this.notifications.recheckMs);
  }

  private async workOff(): Promise<void> {
    this.wanted = false;
    try {
      while (!this.stopped && (await this.batch()) > 0);
      await this.retryDue();
    } catch (error) {
      this.log.warn({ err: error }, 'changes could not be processed');
    }
  }

  /** One batch in one transaction: the changes are deleted exactly when their result is stored. */
  private batch(): Promise<number> {
    return this.unitOfWork.run(async (tx) => {
      const changes = await takeChanges(tx, aboutPeople, changesAtOnce);
      const rest = changes.length > 0 ? [] : await takeChanges(tx, ['device'], 1);
      await this.apply(tx, [...changes, ...rest], new Date());
      return changes.length + rest.length;
    });
  }

  private async apply(tx: EntityManager, changes: readonly Change[], now: Date): Promise<void> {
    if (changes.length === 0) return;
    const keys = (kind: Change['kind']) => [...new Set(changes.flatMap((c) => (c.kind === kind ? [c.key] : [])))];
    const devices = await this.devicesOf(tx, keys('accLevel'), keys('timeZone'), keys('holiday').length > 0);
    await this.statePersonsOf(tx, keys('accLevel'));
    await this.takeTurns(tx, keys('person'));
    // Time zones first: authority waits for the zones that are on their way.
    for (const sn of [...new Set([...keys('device'), ...keys('rule'), ...devices])].sort())
      await this.device(tx, sn, now);
    await this.persons(tx, keys('person'), now);
  }

  /** Two gateways that look at one person take turns, so that the newer facts are written last. */
  private async takeTurns(tx: EntityManager, pins: readonly string[]): Promise<void> {
    await lockKeys(tx, 'person', pins);
  }

  private async persons(tx: EntityManager, pins: readonly string[], now: Date): Promise<void> {
    if (pins.length === 0) return;
    await this.templates.adoptConcerned(tx, pins);
    const found = new Map((await loadPersons(tx, this.sealedBox, pins)).map((person) => [person.pin, person]));
    const touched = await devicesHaving(tx, pins);
    const granted = [...found.values()].flatMap((person) => knownOn(person).map((sn) => ({ sn, pin: person.pin })));
    const pinsOf = new Map<string, Set<string>>();
    for (const { sn, pin } of [...touched, ...granted]) pinsOf.set(sn, (pinsOf.get(sn) ?? new Set()).add(pin));
    const devices = await loadDevices(tx, this.config.siteTimeZone, [...pinsOf.keys()]);
    for (const facts of devices.sort((a, b) => (a.sn < b.sn ? -1 : 1))) {
      // Shared rows go first: an authority must not name a zone that the device does not know.
      if (facts.device.syncedAs === null) await this.lookAgain(tx, facts.sn);
      else await this.personsOn(tx, facts, [...(pinsOf.get(facts.sn) ?? [])], found, now);
    }
  }

  private async personsOn(
    tx: EntityManager,
    facts: DeviceFacts,
    pins: readonly string[],
    found: ReadonlyMap<string, PersonFacts>,
    now: Date,
  ): Promise<void> {
    await lockDevice(tx, facts.sn);
    if (!this.setup.mayHaveRows(facts)) return this.lookAgain(tx, facts.sn);
    const rows: DesiredRow[] = [];
    const strays: DesiredRow[] = [];
    const unsupported: string[] = [];
    for (const pin of pins) {
      const person = found.get(pin);
      if (!person) continue;
      const desired = personForLink(desiredOf(person, facts, now), facts);
      rows.push(...desired.rows);
      strays.push(...strayRows(person, facts));
      if (desired.unsupported) unsupported.push(pin);
      if (desired.nextAt) await recordChange(tx, 'person', [pin], desired.nextAt);
    }
    await this.ledger.want(tx, { sn: facts.sn, pins }, facts.dialect, rows);
    await this.ledger.wantAbsent(tx, { sn: facts.sn, shared: false }, facts.dialect, strays);
    await this.lookedAt(
      tx,
      facts.sn,
      pins.flatMap((pin) => found.get(pin) ?? []),
    );
    await noteUnsupported(tx, facts.sn, pins, unsupported);
    await this.dispatcher.dispatch(tx, facts);
  }

  /**
   * Changes that happen while the device may not have rows are not lost: once it may, all its persons are looked at. It
   * may be allowed them again by now, so this is recorded as a change.
   */
  private async lookAgain(tx: EntityManager, sn: string): Promise<void> {
    await tx.query('UPDATE device SET synced_as = NULL WHERE sn = $1', [sn]);
    await recordChange(tx, 'device', [sn]);
  }

  /**
   * Deletes a device's reports about templates that are in its ledger now. Reports about a person who may not pass
   * there are kept for later. Only reports that were looked at are deleted: the device may have sent more meanwhile.
   */
  private async lookedAt(tx: EntityManager, sn: string, persons: readonly PersonFacts[]): Promise<void> {
    const seen = persons.flatMap((person) =>
      reportsDone(person, sn).map(({ bioType, majorVer, ...report }) => ({
        ...report,
        pin: person.pin,
        bio_type: bioType,
        major_ver: majorVer,
      })),
    );
    if (seen.length === 0) return;
    await tx.query(
      `DELETE FROM device_template r USING json_to_recordset($2) AS s (pin text, kind text, bio_type int, no int,
         index int, major_ver text, hash text)
       WHERE r.sn = $1 AND r.content IS NULL AND (r.pin, r.kind, r.bio_type, r.no, r.index, r.major_ver, r.hash)
         = (s.pin, s.kind, s.bio_type, s.no, s.index, s.major_ver, s.hash)`,
      [sn, JSON.stringify(seen)],
    );
  }

  /** What a device should hold whoever passes, and what is sent to it after a registration. */
  private async device(tx: EntityManager, sn: string, now: Date): Promise<void> {
    await lockDevice(tx, sn);
    for (const facts of await loadDevices(tx, this.config.siteTimeZone, [sn])) {
      // A board that was added to an elevator controller has floors of its own.
      await this.floors.ensureFloors(tx, facts.device);
      await this.setup.prepare(tx, facts, now);
      if (!this.setup.mayHaveRows(facts)) continue;
      const shared = await loadShared(tx, this.sealedBox, sn);
      const { rows, nextAt } = sharedForLink(sharedRows(shared, facts, now), shared, facts, now);
      if (nextAt) await recordChange(tx, 'rule', [sn], nextAt);
      await this.ledger.want(tx, { sn, pins: [''] }, facts.dialect, rows);
      await this.ledger.wantAbsent(tx, { sn, shared: true }, facts.dialect, strayShared(shared));
      await this.everybodyOn(tx, facts, now);
      await this.dispatcher.dispatch(tx, facts);
    }
  }

  /** All persons of a device, when its dialect has changed or is known for the first time. */
  private async everybodyOn(tx: EntityManager, facts: DeviceFacts, now: Date): Promise<void> {
    const { sn, device, dialect, timeZone, bio, learnsFrom } = facts;
    const policy = learnsFrom === null ? [] : [learnsFrom];
    const syncedAs = this.sealedBox.hash(
      JSON.stringify([dialect, timeZone, bio, ...(await stationKey(tx, device)), ...policy]),
    );
    if (device.syncedAs === syncedAs) return;
    const everybody = await personsConcerning(tx, sn);
    for (let start = 0; start < everybody.length; start += personsAtOnce) {
      const pins = everybody.slice(start, start + personsAtOnce);
      const found = new Map((await loadPersons(tx, this.sealedBox, pins)).map((person) => [person.pin, person]));
      await this.personsOn(tx, facts, pins, found, now);
    }
    await tx.query('UPDATE device SET synced_as = $2 WHERE sn = $1', [sn, syncedAs]);
  }

  /** Devices whose time zones or holidays may have changed. */
  private async devicesOf(
    tx: EntityManager,
    levels: readonly string[],
    zones: readonly string[],
    holidays: boolean,
  ): Promise<string[]> {
    const touched: { id: string }[] = await tx.query(
      'SELECT id FROM acc_level WHERE id = ANY($1) OR time_zone_id::text = ANY($2)',
      [levels, zones],
    );
    return devicesConcerned(tx, { levels: touched.map(({ id }) => id), zones, all: holidays });
  }

  /** A level may have many members: each is a change of its own, and they are processed in batches. */
  private async statePersonsOf(tx: EntityManager, levels: readonly string[]): Promise<void> {
    if (levels.length === 0) return;
    const rows: { pin: string }[] = await tx.query(
      `SELECT DISTINCT p.pin FROM acc_level_person lp JOIN person p ON p.id = lp.person_id WHERE lp.level_id = ANY($1)`,
      [levels],
    );
    await recordChange(
      tx,
      'person',
      rows.map(({ pin }) => pin),
    );
  }

  /** Refused rows whose waiting time is over. */
  private async retryDue(): Promise<void> {
    for (const sn of await devicesDue(this.unitOfWork.manager)) {
      await this.unitOfWork.run(async (tx) => {
        await lockDevice(tx, sn);
        for (const facts of await loadDevices(tx, this.config.siteTimeZone, [sn])) {
          await this.dispatcher.dispatch(tx, facts);
        }
      });
    }
  }
}
