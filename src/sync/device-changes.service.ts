import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { lockDevices } from '../core/command/command.store.js';
import { recordChange, recordChanges, type Change, type NewChange } from '../core/outbox/outbox.js';
import { FloorRegistrationService } from '../modules/elevator/floor-registration.service.js';
import type { Config } from '../platform/config.js';
import { SealedBox } from '../platform/crypto/sealed-box.js';
import { CONFIG } from '../platform/tokens.js';
import { stationKey } from './desired/area-policy.js';
import { sharedForLink } from './desired/desired-pull.js';
import { sharedRows, strayShared } from './desired/desired.js';
import { dialectOfRows } from './desired/dialect-of-rows.js';
import { loadDevices, type DeviceFacts } from './desired/facts.js';
import { loadShared } from './desired/load-shared.js';
import { DispatchService } from './ledger/dispatch.service.js';
import { LedgerService } from './ledger/ledger.service.js';
import { placeOf } from './ledger/ledger-place.js';
import { devicesConcerned, writeReported } from './ledger/ledger.repository.js';
import { RowWriter } from './ledger/row-writer.js';
import { DeviceSetupService } from './setup/device-setup.service.js';

/** Works out what devices should hold whoever passes them, and what they are told and asked after a registration. */
@Injectable()
export class DeviceChangeService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly sealedBox: SealedBox,
    private readonly setup: DeviceSetupService,
    private readonly ledger: LedgerService,
    private readonly dispatcher: DispatchService,
    private readonly floors: FloorRegistrationService,
  ) {}

  async devices(tx: EntityManager, sns: readonly string[], now: Date): Promise<void> {
    await lockDevices(tx, sns);
    const all = await loadDevices(tx, this.config.siteTimeZone, sns);
    // A board that was added to an elevator controller has floors of its own.
    for (const { device } of all) await this.floors.ensureFloors(tx, device);
    await this.setup.prepare(tx, all, now);
    const devices = all.filter((facts) => this.setup.mayHaveRows(facts));
    if (devices.length === 0) return;
    await this.wantShared(tx, devices, now);
    await this.everybodyOn(tx, devices);
    await this.dispatcher.dispatch(tx, ...devices);
  }

  private async wantShared(tx: EntityManager, devices: readonly DeviceFacts[], now: Date): Promise<void> {
    const facts = await loadShared(
      tx,
      this.sealedBox,
      devices.map(({ sn }) => sn),
    );
    const writer = new RowWriter(this.sealedBox);
    const desired = devices.flatMap((device) => {
      const shared = facts.get(device.sn);
      return shared ? [{ device, shared, ...sharedForLink(sharedRows(shared, device, now), shared, device, now) }] : [];
    });
    const turns = desired.flatMap(({ device, nextAt }): NewChange[] =>
      nextAt ? [{ kind: 'rule', key: device.sn, dueAt: nextAt }] : [],
    );
    await recordChanges(tx, turns);
    await this.ledger.want(
      tx,
      desired.map(({ device, rows }) => ({
        sn: device.sn,
        pins: [''],
        rows: rows.map((row) => writer.write(device, row, true)),
      })),
    );
    await writeReported(
      tx,
      desired.flatMap(({ device, shared }) =>
        strayShared(shared).map(({ table, row }) => ({
          sn: device.sn,
          ...placeOf(table, row, device.dialect, true),
        })),
      ),
    );
  }

  /**
   * All persons of a device are worked out when its dialect has changed or is known for the first time. That is a
   * change of its own, because it may take long, and changes of one person must not wait for it.
   */
  private async everybodyOn(tx: EntityManager, devices: readonly DeviceFacts[]): Promise<void> {
    const changed: { sn: string; syncedAs: string }[] = [];
    for (const facts of devices) {
      const syncedAs = await this.syncedAs(tx, facts);
      if (facts.device.syncedAs !== syncedAs) changed.push({ sn: facts.sn, syncedAs });
    }
    if (changed.length === 0) return;
    await tx.query(
      `UPDATE device d SET synced_as = n.synced_as FROM unnest($1::text[], $2::text[]) AS n (sn, synced_as)
       WHERE d.sn = n.sn`,
      [changed.map(({ sn }) => sn), changed.map(({ syncedAs }) => syncedAs)],
    );
    await recordChange(
      tx,
      'everybody',
      changed.map(({ sn }) => sn),
    );
  }

  private async syncedAs(tx: EntityManager, facts: DeviceFacts): Promise<string> {
    const { device, dialect, timeZone, bio, learnsFrom, retiring } = facts;
    const policy = learnsFrom === null ? [] : [learnsFrom];
    const end = retiring ? ['retiring'] : [];
    return this.sealedBox.hash(
      JSON.stringify([dialectOfRows(dialect), timeZone, bio, ...(await stationKey(tx, device)), ...policy, ...end]),
    );
  }
}

/**
 * A level, a time zone or a holiday concerns many devices, and a level many members: each is a change of its own, and they
 * are processed in batches. Devices come first: authority waits for the zones that are on their way.
 */
export async function spread(tx: EntityManager, changes: readonly Change[]): Promise<void> {
  const keys = (kind: Change['kind']) => changes.flatMap((change) => (change.kind === kind ? [change.key] : []));
  const lane = changes[0]?.lane ?? 0;
  const [levels, zones] = [keys('accLevel'), keys('timeZone')];
  const touched: { id: string }[] = await tx.query(
    'SELECT id FROM acc_level WHERE id = ANY($1) OR time_zone_id::text = ANY($2)',
    [levels, zones],
  );
  const sns = await devicesConcerned(tx, {
    levels: touched.map(({ id }) => id),
    zones,
    all: keys('holiday').length > 0,
  });
  await recordChanges(
    tx,
    sns.map((key) => ({ kind: 'rule', key, lane })),
  );
  if (levels.length === 0) return;
  const members: { pin: string }[] = await tx.query(
    `SELECT DISTINCT p.pin FROM acc_level_person lp JOIN person p ON p.id = lp.person_id WHERE lp.level_id = ANY($1)`,
    [levels],
  );
  await recordChanges(
    tx,
    members.map(({ pin }) => ({ kind: 'person', key: pin, lane })),
  );
}
