import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Command } from '../command/command.js';
import type { CommandEnd } from '../command/command.service.js';
import { RegistrationService } from '../device/registration.service.js';
import { ReportedPersonService } from '../person/reported-person.service.js';

/** Users of a taken-over panel become persons without levels: importing never grants (rules 3). */
@Injectable()
export class ImportService {
  constructor(
    private readonly persons: ReportedPersonService,
    private readonly registrations: RegistrationService,
  ) {}

  /** A query of the user table has ended; its rows stand in device_user already. */
  async queried(tx: EntityManager, { sn, order }: Command, end: CommandEnd): Promise<void> {
    if (order.type !== 'query' || order.table !== 'user') return;
    if (end.status !== 'done') {
      await this.registrations.alert(
        tx,
        sn,
        `its users could not be read for import (${end.returnCode ?? end.status})`,
      );
      return;
    }
    const strangers: { pin: string; name: string; card_no: string }[] = await tx.query(
      `SELECT u.pin, u.name, u.card_no FROM device_user u
       WHERE u.sn = $1 AND NOT EXISTS (SELECT 1 FROM person p WHERE p.pin = u.pin) ORDER BY u.pin`,
      [sn],
    );
    for (const { pin, name, card_no } of strangers) {
      await this.persons.importOne(tx, { pin, name, cardNo: card_no });
    }
  }
}
