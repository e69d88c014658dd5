import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { lockDevices } from '../core/command/command.store.js';
import { recordChange, recordChanges, type Change, type NewChange } from '../core/outbox/outbox.js';
import { ReportedTemplateService } from '../modules/bioTemplate/reported-template.service.js';
import type { Config } from '../platform/config.js';
import { SealedBox } from '../platform/crypto/sealed-box.js';
import { lockKeys } from '../platform/database/locks.js';
import { CONFIG } from '../platform/tokens.js';
import { reportsDone, strayRows } from './desired/desired-bio.js';
import { personForLink } from './desired/desired-pull.js';
import { seenBy } from './desired/desired-stations.js';
import { desiredOf } from './desired/desired.js';
import { loadDevices, type DeviceFacts, type PersonFacts } from './desired/facts.js';
import { loadPersons } from './desired/load-persons.js';
import { DispatchService } from './ledger/dispatch.service.js';
import { LedgerService, type DesiredOfDevice } from './ledger/ledger.service.js';
import { placeOf } from './ledger/ledger-place.js';
import { pairsConcerning, personsConcerning, writeReported, type Pair } from './ledger/ledger.repository.js';
import { RowWriter } from './ledger/row-writer.js';
import { DeviceSetupService } from './setup/device-setup.service.js';

/** The most persons on devices, and the most devices, of one transaction: they are locked that long. */
const mostPairs = 2_000;
const mostDevices = 100;
const fewestPersons = 100;

/** The result for one person on one device. */
interface Looked {
  readonly facts: DeviceFacts;
  readonly person: PersonFacts;
}

/** Works out what devices should hold of persons, for all persons of a batch on all their devices at once. */
@Injectable()
export class PersonChangeService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly sealedBox: SealedBox,
    private readonly setup: DeviceSetupService,
    private readonly ledger: LedgerService,
    private readonly dispatcher: DispatchService,
    private readonly templates: ReportedTemplateService,
  ) {}

  /** Persons who changed, on all their devices. What is too much for one transaction is left for the next. */
  async persons(tx: EntityManager, changes: readonly Change[], now: Date): Promise<void> {
    const pins = changes.map(({ key }) => key);
    // Two gateways that look at one person take turns, so that the newer facts are written last.
    await lockKeys(tx, 'person', pins);
    await this.templates.adoptConcerned(tx, pins);
    const lookedTo = new Map(changes.map(({ key, lookedTo }) => [key, lookedTo]));
    const pairs = (await pairsConcerning(tx, pins, now)).filter(({ sn, pin }) => sn > (lookedTo.get(pin) ?? ''));
    const { here, last } = firstPart(pairs);
    await this.apply(tx, here, now);
    const rest = new Set(pairs.flatMap(({ sn, pin }) => (sn > last ? [pin] : [])));
    await recordChanges(
      tx,
      changes.flatMap(({ kind, key, lane }) => (rest.has(key) ? [{ kind, key, lane, lookedTo: last }] : [])),
    );
  }

  /** All persons of devices, page by page: their dialects have changed or are known for the first time. */
  async everybody(tx: EntityManager, changes: readonly Change[], now: Date): Promise<void> {
    const limit = Math.max(fewestPersons, Math.floor(mostPairs / changes.length));
    const asked = changes.map(({ key, lookedTo }) => ({ sn: key, after: lookedTo }));
    const pairs = await personsConcerning(tx, asked, limit, now);
    const pins = pinsByDevice(pairs);
    await recordChanges(
      tx,
      changes.flatMap(({ kind, key, lane }) => {
        const here = pins.get(key) ?? [];
        const last = here.at(-1);
        return here.length === limit && last !== undefined ? [{ kind, key, lane, lookedTo: last }] : [];
      }),
    );
    await lockKeys(tx, 'person', [...new Set(pairs.map(({ pin }) => pin))]);
    await this.apply(tx, pairs, now);
  }

  private async apply(tx: EntityManager, pairs: readonly Pair[], now: Date): Promise<void> {
    if (pairs.length === 0) return;
    const sns = [...new Set(pairs.map(({ sn }) => sn))];
    await lockDevices(tx, sns);
    const devices = await loadDevices(tx, this.config.siteTimeZone, sns);
    // Shared rows go first: an authority must not name a zone that the device does not know.
    const isReady = (facts: DeviceFacts) => facts.device.syncedAs !== null && this.setup.mayHaveRows(facts);
    await this.lookAgain(
      tx,
      devices.filter((facts) => !isReady(facts)).map(({ sn }) => sn),
    );
    const ready = new Map(devices.filter(isReady).map((facts) => [facts.sn, facts]));
    const here = pairs.filter(({ sn }) => ready.has(sn));
    await this.want(tx, here, ready, now);
  }

  private async want(
    tx: EntityManager,
    pairs: readonly Pair[],
    devices: ReadonlyMap<string, DeviceFacts>,
    now: Date,
  ): Promise<void> {
    if (pairs.length === 0) return;
    const pins = [...new Set(pairs.map(({ pin }) => pin))];
    const found = await loadPersons(tx, this.sealedBox, pins, [...devices.keys()]);
    const persons = new Map(found.map((person) => [person.pin, seenBy(person)]));
    const writer = new RowWriter(this.sealedBox);
    const looked: Looked[] = [];
    const turns = new Map<string, NewChange>();
    const wanted = [...pinsByDevice(pairs)].flatMap(([sn, here]): DesiredOfDevice[] => {
      const facts = devices.get(sn);
      if (!facts) return [];
      const there = here.flatMap((pin) => persons.get(pin)?.(sn) ?? []);
      const desired = there.map((person) => ({ person, ...personForLink(desiredOf(person, facts, now), facts) }));
      looked.push(...there.map((person) => ({ facts, person })));
      for (const { person, nextAt } of desired)
        if (nextAt) turns.set(`${person.pin}\n${nextAt.getTime()}`, { kind: 'person', key: person.pin, dueAt: nextAt });
      return [
        {
          sn,
          pins: here,
          rows: desired.flatMap(({ rows }) => rows.map((row) => writer.write(facts, row, false))),
          unsupported: desired.flatMap(({ person, unsupported }) => (unsupported ? [person.pin] : [])),
        },
      ];
    });
    await recordChanges(tx, [...turns.values()]);
    const changed = await this.ledger.want(tx, wanted);
    const strays = await this.takeStrays(tx, looked);
    await lookedAt(tx, looked);
    await this.dispatcher.dispatch(tx, ...[...devices.values()].filter(({ sn }) => changed.has(sn) || strays.has(sn)));
  }

  /** Rows that devices reported and that must be deleted there. @returns these devices */
  private async takeStrays(tx: EntityManager, looked: readonly Looked[]): Promise<ReadonlySet<string>> {
    const rows = looked.flatMap(({ facts, person }) =>
      strayRows(person, facts).map(({ table, row }) => ({ sn: facts.sn, ...placeOf(table, row, facts.dialect) })),
    );
    await writeReported(tx, rows);
    return new Set(rows.map(({ sn }) => sn));
  }

  /**
   * Changes that happen while devices may not have rows are not lost: once one may, all its persons are looked at. It
   * may be allowed them again by now, so this is recorded as a change.
   */
  private async lookAgain(tx: EntityManager, sns: readonly string[]): Promise<void> {
    if (sns.length === 0) return;
    await tx.query('UPDATE device SET synced_as = NULL WHERE sn = ANY($1) AND synced_as IS NOT NULL', [sns]);
    await recordChange(tx, 'device', sns);
  }
}

/** The pairs on so many devices as one transaction may lock, at least those of one. @returns the last of these devices */
function firstPart(pairs: readonly Pair[]): { here: readonly Pair[]; last: string } {
  const counts = new Map<string, number>();
  for (const { sn } of pairs) counts.set(sn, (counts.get(sn) ?? 0) + 1);
  let [sum, devices, last] = [0, 0, ''];
  for (const sn of [...counts.keys()].sort()) {
    sum += counts.get(sn) ?? 0;
    if (devices > 0 && (sum > mostPairs || devices === mostDevices)) break;
    devices++;
    last = sn;
  }
  return { here: pairs.filter(({ sn }) => sn <= last), last };
}

function pinsByDevice(pairs: readonly Pair[]): ReadonlyMap<string, string[]> {
  const all = new Map<string, string[]>();
  for (const { sn, pin } of pairs) {
    const here = all.get(sn);
    if (here) here.push(pin);
    else all.set(sn, [pin]);
  }
  return all;
}

/**
 * Deletes devices' reports about templates that are in their ledgers now. Reports about a person who may not pass there
 * are kept for later. Only reports that were looked at are deleted: a device may have sent more meanwhile.
 */
async function lookedAt(tx: EntityManager, looked: readonly Looked[]): Promise<void> {
  const seen = looked.flatMap(({ facts: { sn }, person }) =>
    reportsDone(person, sn).map(({ bioType, majorVer, ...report }) => ({
      ...report,
      pin: person.pin,
      bio_type: bioType,
      major_ver: majorVer,
    })),
  );
  if (seen.length === 0) return;
  await tx.query(
    `DELETE FROM device_template r USING json_to_recordset($1) AS s (sn text, pin text, kind text, bio_type int, no int,
       index int, major_ver text, hash text)
     WHERE r.content IS NULL AND (r.sn, r.pin, r.kind, r.bio_type, r.no, r.index, r.major_ver, r.hash)
       = (s.sn, s.pin, s.kind, s.bio_type, s.no, s.index, s.major_ver, s.hash)`,
    [JSON.stringify(seen)],
  );
}
