import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { lockDevice } from '../../core/command/command.store.js';
import { userTold, wantsUser } from '../../core/ledger/holdings.js';
import { isGivingHeld } from '../../core/ledger/restore-hold.js';
import { recordChange } from '../../core/outbox/outbox.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { latestClockOf } from '../../platform/database/zone-time.js';
import { standingOf, type Belonging } from '../../modules/person/validity.js';
import { legacyFinger, legacyUser, lastPunchAnswer, selfServiceAnswer } from '../../protocol/attendance-push/legacy.js';
import { cardText } from '../../protocol/attendance-push/card.js';
import { updateRow } from '../../protocol/attendance-push/commands.js';
import { isAntique } from '../../protocol/attendance-push/handshake.js';
import { readPunch } from '../../protocol/attendance-push/punch.js';
import { fingerTmp, userInfo } from '../../protocol/attendance-push/tables.js';
import { majorOf } from '../../protocol/access-push/bio-fit.js';
import { optionOf } from '../../protocol/access-push/dialect.js';
import { bioType } from '../../protocol/access-push/parameters/bio-support.js';
import { keyOf, unitOf } from '../../protocol/access-push/table.js';
import { user } from '../../protocol/access-push/tables/person.js';
import type { CachedDevice } from '../push/cached-device.js';
import { say, type DeviceReply } from '../push/reply.js';
import type { DeviceRequest } from '../push/request.js';
import { encodeText } from './encoding.js';

/** The person is unknown, or must not be known here. */
export const nobody = say('NONE');
/** A role is valid only where it was given: whoever may use the menu of some terminals may not use it on others. */
const plainUser = 0;
const ownZones = '0000000000000000';
const usualFinger = '10';
const shownPunches = 10;

interface PersonAtTerminal extends Belonging {
  readonly id: string;
  readonly pin: string;
  readonly name: string;
  readonly password: Buffer | null;
  readonly cardNo: string | null;
  /** This terminal should hold the person. */
  readonly isHere: boolean;
}

interface PunchRow {
  readonly time: string;
  readonly name: string;
  readonly raw: string;
}

/** Answers what a terminal asks about a person who is at it (Attendance PUSH 13). */
@Injectable()
export class UserLookupService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sealedBox: SealedBox,
  ) {}

  /** Null for a request that names no person. */
  async answer({ query }: DeviceRequest, known: CachedDevice): Promise<DeviceReply | null> {
    const pin = query.get('pin')?.trim();
    if (pin === undefined) return null;
    const text = await this.textFor(query, pin, known);
    return text === '' ? nobody : said(text, known);
  }

  private async textFor(query: ReadonlyMap<string, string>, pin: string, known: CachedDevice): Promise<string> {
    const isLastPunch = (query.get('type') ?? '').toLowerCase() === 'lastpunch';
    const isService = (query.get('table') ?? '').toLowerCase() === 'selfservicedata';
    if (!isLastPunch && !isService) return this.unitOfWork.run((tx) => this.told(tx, pin, known));
    const person = await this.find(this.unitOfWork.manager, pin, known);
    if (!person) return '';
    return isLastPunch ? this.lastPunch(person) : this.punchesOf(person, Number(query.get('servicenum') ?? 0) || 0);
  }

  /**
   * The rows that the terminal then holds. The ledger knows of them from now on, so that they are taken away one day,
   * like rows that were sent (docs/rules.md 3).
   */
  private async told(tx: EntityManager, pin: string, known: CachedDevice): Promise<string> {
    const { sn, dialect } = known;
    await lockDevice(tx, sn);
    // After a restore it is given nothing, asked or not.
    if (await isGivingHeld(tx, sn)) return '';
    const person = await this.find(tx, pin, known);
    if (!person) return '';
    // While a DELETE of the user waits or is on its way, this is no answer to it.
    const isHere = (await wantsUser(tx, sn, person.pin)) ?? person.isHere;
    const row = { pin: person.pin };
    await userTold(tx, sn, { ...row, key: keyOf(user, row, dialect), unit: unitOf(user, row, dialect) });
    await recordChange(tx, 'person', [person.pin]);
    return this.rowsOf(tx, { ...person, isHere }, known);
  }

  /** A person whom any terminal of the same business knows, and who belongs to the site now. */
  private async find(
    tx: EntityManager,
    pin: string,
    { device, timeZone }: CachedDevice,
  ): Promise<PersonAtTerminal | null> {
    const [person] = await tx.query<PersonAtTerminal[]>(
      `SELECT p.id, p.pin, trim(p.name || ' ' || p.last_name) AS name, p.person_pwd AS password,
         p.is_disabled AS disabled, p.acc_start_time AS "validFrom", p.acc_end_time AS "validTo",
         p.leave_date AS "leaveDate",
         (SELECT c.card_no FROM card c WHERE c.person_id = p.id AND NOT c.lost ORDER BY c.position LIMIT 1) AS "cardNo",
         EXISTS (SELECT 1 FROM area_person a WHERE a.person_id = p.id AND a.module = $2 AND a.area_code = $3) AS "isHere"
       FROM person p WHERE p.pin = $1
         AND EXISTS (SELECT 1 FROM area_person a WHERE a.person_id = p.id AND a.module = $2)`,
      [pin, device.module === 'ins' ? 'ins' : 'att', device.areaCode],
    );
    return person !== undefined && standingOf(person, latestClockOf(new Date(), timeZone)) === 'valid' ? person : null;
  }

  /** The user and the fingers that this terminal can read, in the form of commands. */
  private async rowsOf(tx: EntityManager, person: PersonAtTerminal, known: CachedDevice): Promise<string> {
    const old = isAntique(known.device.pushVersion);
    // Names of people who may pass here are known here anyway. For all others a terminal that asks gets the name only
    // (docs/rules.md 11).
    if (!person.isHere) return rowOf(this.userOf({ ...person, password: null, cardNo: null }, old), old, known);
    const fingers: { no: number; duress: boolean; content: Buffer }[] = await tx.query(
      `SELECT no, duress, content FROM bio_template
       WHERE person_id = $1 AND kind = 'template' AND bio_type = $2 AND valid AND index = 0 AND major_ver = $3 ORDER BY no`,
      [person.id, bioType.fingerprint, fingerVersionOf(known)],
    );
    const templates = fingers.map(({ no: fid, duress, content }) => {
      const tmp = this.sealedBox.open(content).toString('latin1');
      return { pin: person.pin, fid, valid: duress ? 3 : 1, tmp };
    });
    const userRow = this.userOf(person, old);
    const lines = old
      ? [rowOf(userRow, old, known), ...templates.map(legacyFinger)]
      : [
          rowOf(userRow, old, known),
          ...templates.map((row) => updateRow(fingerTmp, { ...row, size: row.tmp.length }, known.dialect)),
        ];
    return lines.join('\n');
  }

  private userOf({ pin, name, password, cardNo }: PersonAtTerminal, classic: boolean) {
    return {
      pin,
      name,
      privilege: plainUser,
      password: password ? this.sealedBox.open(password).toString('utf8') : '',
      card: cardText(cardNo ?? '', classic),
      group: 1,
      timeZones: ownZones,
    };
  }

  private async lastPunch({ pin, name }: PersonAtTerminal): Promise<string> {
    const [row] = await this.rowsOfPunches(pin, 1);
    if (!row) return '';
    const punch = readPunch(row.raw);
    return lastPunchAnswer({
      name,
      pin,
      state: punch?.status ?? 0,
      workCode: punch?.workCode === '' ? '0' : (punch?.workCode ?? '0'),
      time: row.time,
    });
  }

  /** Whoever runs the terminal decides what the service numbers mean; here each number shows the last punches. */
  private async punchesOf({ pin }: PersonAtTerminal, service: number): Promise<string> {
    const rows = await this.rowsOfPunches(pin, shownPunches);
    return selfServiceAnswer(service, pin, rows.map(({ time }) => time).join('\n'));
  }

  private rowsOfPunches(pin: string, most: number): Promise<PunchRow[]> {
    return this.unitOfWork.manager.query(
      `SELECT to_char(event_time, 'YYYY-MM-DD HH24:MI:SS') AS time, name, raw FROM event
       WHERE pin = $1 AND module = 'att' AND event_no < 20 ORDER BY event_time DESC, id DESC LIMIT $2`,
      [pin, most],
    );
  }
}

type UserRow = Parameters<typeof legacyUser>[0];

const rowOf = (user: UserRow, old: boolean, { dialect }: CachedDevice): string =>
  old ? legacyUser(user) : updateRow(userInfo, { ...user }, dialect);

const fingerVersionOf = ({ bio, device }: CachedDevice): string =>
  bio.versions[bioType.fingerprint] ?? majorOf(optionOf(device.options, 'FPVersion')) ?? usualFinger;

const said = (text: string, known: CachedDevice): DeviceReply => {
  const bytes = encodeText(text, known);
  return bytes === null ? say(text) : { ...say(text), bytes };
};
