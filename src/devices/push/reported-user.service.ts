import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { readCard } from '../../protocol/access-push/field.js';
import { decodeRow } from '../../protocol/access-push/table.js';
import type { Rec } from '../../protocol/access-push/records.js';
import { user } from '../../protocol/access-push/tables/person.js';
import { ReportedPersonService } from '../../modules/person/reported-person.service.js';
import { otherCard, otherPassword } from '../../modules/person/reported-aside.js';
import { putRight } from './held-otherwise.js';
import type { ReportedUser } from './reported-user.js';
import type { CachedDevice } from './cached-device.js';
import { LearningService, type Learning } from './learning.service.js';

/**
 * Users that a device says it holds. They are never facts. For people whom the device should know, they fill what is
 * empty here; they never clear, never grant, never raise a privilege (docs/rules.md 3). All else is stored as reported,
 * for an operator, like unknown pins.
 */
@Injectable()
export class ReportedUserService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sealedBox: SealedBox,
    private readonly persons: ReportedPersonService,
    private readonly learning: LearningService,
  ) {}

  async store(known: CachedDevice, records: readonly Rec[], isNews: boolean): Promise<void> {
    await this.take(
      known,
      records.map((record) => reportOf(record, known)),
      isNews,
    );
  }

  /** Users, reported in any protocol. */
  async take(known: CachedDevice, told: readonly ReportedUser[], isNews: boolean): Promise<void> {
    const { sn } = known;
    const reports = told.map(within).filter(({ pin }) => namesUser(pin));
    if (reports.length === 0) return;
    // In one order: two devices that report the same people then wait for each other and never deadlock.
    reports.sort((a, b) => (a.pin < b.pin ? -1 : a.pin > b.pin ? 1 : 0));
    await this.unitOfWork.run(async (tx) => {
      const pins = reports.map(({ pin }) => pin);
      const learning = await this.learning.of(tx, known, pins, isNews);
      const other: ReportedUser[] = [];
      const news: string[] = [];
      for (const report of reports) {
        const repeated = await this.keep(tx, sn, report);
        if (await this.learn(tx, report, learning)) continue;
        if (repeated === 'no') news.push(report.pin);
        if (repeated !== 'just now') other.push(report);
      }
      await putRight(tx, this.sealedBox, sn, other, isNews);
      await this.alert(tx, sn, news);
    });
  }

  /**
   * A card that a device read for a person (9.6.1). If this was requested, it becomes the person's card if they have
   * none, or if it should replace theirs; otherwise it counts like any other report.
   * @returns the number in decimal, or null without a pin or card
   */
  async enrolled(known: CachedDevice, pin: string, raw: string): Promise<string | null> {
    const { sn, dialect } = known;
    const cardNo = readCard(raw, dialect.multiCard);
    if (/^0*$/.test(pin) || pin.length > 64 || !isCard(cardNo)) return null;
    await this.unitOfWork.run(async (tx) => {
      await tx.query(
        `INSERT INTO device_user (sn, pin, name, card_no, has_password) VALUES ($1, $2, '', $3, false)
         ON CONFLICT (sn, pin) DO UPDATE SET card_no = excluded.card_no, reported_at = now()`,
        [sn, pin, cardNo],
      );
      const learning = await this.learning.of(tx, known, [pin], true);
      if (!(await this.learn(tx, { pin, name: '', cardNo, password: '' }, learning))) await this.alert(tx, sn, [pin]);
    });
    return cardNo;
  }

  /** @returns whether anything was learnt */
  private async learn(
    tx: EntityManager,
    report: Pick<ReportedUser, 'pin' | 'name' | 'cardNo' | 'password'>,
    { asked, counts, replaces }: Learning,
  ): Promise<boolean> {
    const { pin } = report;
    const enrolment = asked.find((one) => one.what === 'card' && one.pin === pin);
    if (!counts(pin)) {
      // Only the card was requested.
      const card = { pin, name: '', cardNo: report.cardNo };
      return enrolment !== undefined && (await this.persons.fillEmpty(tx, card, enrolment.overwrite));
    }
    const overwritten =
      enrolment?.overwrite === true && (await this.persons.fillEmpty(tx, { ...report, password: '' }, true));
    return (await this.persons.fillEmpty(tx, report, replaces)) || overwritten;
  }

  /** Only for known people: others are shown as unknown users anyway. */
  private async alert(tx: EntityManager, sn: string, pins: readonly string[]): Promise<void> {
    if (pins.length === 0) return;
    const aside: unknown[] = await tx.query(
      `SELECT 1 FROM device_user u JOIN person p ON p.pin = u.pin WHERE u.sn = $1 AND u.pin = ANY($2)
         AND (${otherCard} OR ${otherPassword}) LIMIT 1`,
      [sn, pins],
    );
    if (aside.length > 0) await this.learning.alert(tx, sn);
  }

  /** @returns whether the device has reported the same card and password before */
  private async keep(tx: EntityManager, sn: string, report: ReportedUser): Promise<Repeated> {
    const { pin, name, cardNo, privilege, password, startTime, endTime } = report;
    const isPassword = usablePassword.test(password);
    const [kept] = await tx.query<{ repeated: Repeated }[]>(
      `WITH before AS (SELECT card_no, password_hash, privilege, reported_at FROM device_user WHERE sn = $1 AND pin = $2),
       kept AS (INSERT INTO device_user (sn, pin, name, card_no, privilege, has_password, start_time, end_time, password,
         password_hash)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       ON CONFLICT (sn, pin) DO UPDATE SET name = excluded.name, card_no = excluded.card_no,
         privilege = excluded.privilege, has_password = excluded.has_password, start_time = excluded.start_time,
         end_time = excluded.end_time, password = excluded.password, password_hash = excluded.password_hash,
         reported_at = now())
       SELECT CASE WHEN NOT EXISTS (SELECT 1 FROM before b WHERE b.card_no = $4
           AND b.password_hash IS NOT DISTINCT FROM $10 AND b.privilege IS NOT DISTINCT FROM $5) THEN 'no'
         WHEN (SELECT reported_at FROM before) > now() - $11::interval THEN 'just now' ELSE 'before' END AS repeated`,
      [
        sn,
        pin,
        name,
        cardNo,
        privilege,
        password !== '',
        startTime,
        endTime,
        isPassword ? this.sealedBox.seal(password) : null,
        isPassword ? this.sealedBox.hash(password) : null,
        echoes,
      ],
    );
    return kept?.repeated ?? 'no';
  }
}

type Repeated = 'no' | 'before' | 'just now';

/** Some firmware reports at once what it was just given: that is no news, and no reason to send it once more. */
const echoes = '5 minutes';

/** What a person may have as password; stars are what firmware shows in its place. */
const usablePassword = /^(?!\*+$)[\x21-\x7e]{1,16}$/;

const absent = {
  pin: '',
  name: '',
  cardNo: '',
  privilege: 0,
  password: '',
  startTime: null,
  endTime: null,
};

/** A shortened pin would belong to another person. */
export const namesUser = (pin: string): boolean => !/^0*$/.test(pin.trim()) && pin.length <= 64;

const highestCard = 2n ** 64n - 1n;

/** A number that no card can have is dropped: if the upload were refused, it would come again for ever. */
const isCard = (text: string) => /^[1-9]\d{0,19}$/.test(text) && BigInt(text) <= highestCard;

function reportOf(record: Rec, { dialect }: CachedDevice): ReportedUser {
  const { pin, name, cardNo, privilege, password, startTime, endTime } = {
    ...absent,
    ...decodeRow(user, record, dialect),
  };
  const tells = { card: record.fields.has('cardno'), privilege: record.fields.has('privilege') };
  return { pin, name, cardNo, privilege, password, startTime, endTime, tells };
}

/** Text is cut to what the columns hold: if the upload were refused, it would come again for ever. */
const within = (user: ReportedUser): ReportedUser => ({
  ...user,
  name: user.name.slice(0, 100),
  cardNo: isCard(user.cardNo) ? user.cardNo : '',
  privilege: (user.privilege | 0) === user.privilege ? user.privilege : 0,
});
