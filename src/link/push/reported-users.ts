import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Work } from '../../db/work.js';
import { readCard } from '../../wire/push/field.js';
import { decodeRow } from '../../wire/push/table.js';
import type { Rec } from '../../wire/push/records.js';
import { user } from '../../wire/push/tables/person.js';
import { ReportedPersonService } from '../../person/reported-person.service.js';
import { concerns } from '../../person/concerns.js';
import { ownOnly, type KnownDevice } from './known-device.js';

/**
 * Users that a device says it holds. They are never facts: they fill what is empty with us, never clear, never grant,
 * never take a privilege (rules 3). Unknown pins are listed for import.
 */
@Injectable()
export class ReportedUsers {
  constructor(
    private readonly work: Work,
    private readonly persons: ReportedPersonService,
  ) {}

  async store(known: KnownDevice, records: readonly Rec[]): Promise<void> {
    await this.take(
      known,
      records.map((record) => reportOf(record, known)),
    );
  }

  /** Users as whatever protocol told them. */
  async take(known: KnownDevice, told: readonly ReportedUser[]): Promise<void> {
    const { sn } = known;
    const reports = told.map(within).filter(({ pin }) => pin !== '' && pin !== '0');
    if (reports.length === 0) return;
    await this.work.run(async (tx) => {
      for (const report of reports) {
        await this.keep(tx, sn, report);
        if (!ownOnly(known) || (await concerns(tx, sn, report.pin))) await this.persons.fillEmpty(tx, report);
      }
    });
  }

  /**
   * A card that a device was asked to read for a person (9.6.1). It becomes the person's where they have none, and else
   * stands with what the device reported.
   * @returns the number in decimal, or null where there is no pin or no card
   */
  async enrolled({ sn, dialect }: KnownDevice, pin: string, raw: string): Promise<string | null> {
    const cardNo = readCard(raw, dialect.multiCard);
    if (/^0*$/.test(pin) || pin.length > 64 || !isCard(cardNo)) return null;
    await this.work.run(async (tx) => {
      await tx.query(
        `INSERT INTO device_user (sn, pin, name, card_no, has_password) VALUES ($1, $2, '', $3, false)
         ON CONFLICT (sn, pin) DO UPDATE SET card_no = excluded.card_no, reported_at = now()`,
        [sn, pin, cardNo],
      );
      await this.persons.fillEmpty(tx, { pin, name: '', cardNo });
    });
    return cardNo;
  }

  private async keep(tx: EntityManager, sn: string, report: ReportedUser): Promise<void> {
    const { pin, name, cardNo, privilege, hasPassword, startTime, endTime } = report;
    await tx.query(
      `INSERT INTO device_user (sn, pin, name, card_no, privilege, has_password, start_time, end_time)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (sn, pin) DO UPDATE SET name = excluded.name, card_no = excluded.card_no,
         privilege = excluded.privilege, has_password = excluded.has_password, start_time = excluded.start_time,
         end_time = excluded.end_time, reported_at = now()`,
      [sn, pin, name, cardNo, privilege, hasPassword, startTime, endTime],
    );
  }
}

export interface ReportedUser {
  readonly pin: string;
  readonly name: string;
  readonly cardNo: string;
  readonly privilege: number;
  readonly hasPassword: boolean;
  readonly startTime: string | null;
  readonly endTime: string | null;
}

const absent = {
  pin: '',
  name: '',
  cardNo: '',
  privilege: 0,
  password: '',
  startTime: null,
  endTime: null,
};

const highestCard = 2n ** 64n - 1n;

/** What no card can be is none: refused, the upload would come again for ever. */
const isCard = (text: string) => /^[1-9]\d{0,19}$/.test(text) && BigInt(text) <= highestCard;

function reportOf(record: Rec, { dialect }: KnownDevice): ReportedUser {
  const { pin, name, cardNo, privilege, password, startTime, endTime } = {
    ...absent,
    ...decodeRow(user, record, dialect),
  };
  return { pin, name, cardNo, privilege, hasPassword: password !== '', startTime, endTime };
}

/** No more than the columns hold: refused, the upload would come again for ever. */
const within = (user: ReportedUser): ReportedUser => ({
  ...user,
  pin: user.pin.slice(0, 64),
  name: user.name.slice(0, 100),
  cardNo: isCard(user.cardNo) ? user.cardNo : '',
  privilege: (user.privilege | 0) === user.privilege ? user.privilege : 0,
});
