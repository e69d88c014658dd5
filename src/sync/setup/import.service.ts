import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ReportedTemplateService } from '../../modules/bioTemplate/reported-template.service.js';
import type { Command } from '../../core/command/command.js';
import type { CommandEnd } from '../../core/command/command.service.js';
import { DeviceRegistrationService } from '../../modules/device/device-registration.service.js';
import { ReportedPersonService } from '../../modules/person/reported-person.service.js';

/** What a panel is asked for when it is taken over, by table. */
const imported: ReadonlyMap<string, 'users' | 'templates'> = new Map([
  ['user', 'users'],
  ['templatev10', 'templates'],
  ['biodata', 'templates'],
]);

/** An operator may have changed the setting since the query was queued. */
async function isAskedFor(tx: EntityManager, sn: string): Promise<boolean> {
  const found: unknown[] = await tx.query(`SELECT 1 FROM device WHERE sn = $1 AND existing = 'import'`, [sn]);
  return found.length > 0;
}

/** Users of a taken-over panel become persons without levels: importing never grants (docs/rules.md 3). */
@Injectable()
export class ImportService {
  constructor(
    private readonly persons: ReportedPersonService,
    private readonly registrations: DeviceRegistrationService,
    private readonly templates: ReportedTemplateService,
  ) {}

  /** A query has ended: its users are in device_user already, its templates are stored with their persons. */
  async queried(tx: EntityManager, { sn, order }: Command, end: CommandEnd): Promise<void> {
    const what = order.type === 'query' ? imported.get(order.table) : undefined;
    if (what === undefined || !(await isAskedFor(tx, sn))) return;
    if (end.status !== 'done') {
      await this.registrations.alert(
        tx,
        sn,
        `its ${what} could not be read for import (${end.returnCode ?? end.status})`,
      );
    } else if (what === 'users') {
      await this.importUsers(tx, sn);
    } else {
      await this.importTemplates(tx, sn);
    }
  }

  /**
   * When a panel is taken over with its users, templates and photos that it reports belong to those persons, also if
   * they come after the users.
   */
  private async importTemplates(tx: EntityManager, sn: string): Promise<void> {
    const told: { pin: string }[] = await tx.query(
      `SELECT DISTINCT t.pin FROM device_template t JOIN device_user u ON u.sn = t.sn AND u.pin = t.pin
         JOIN person p ON p.pin = t.pin
       WHERE t.sn = $1 AND t.content IS NOT NULL ORDER BY t.pin`,
      [sn],
    );
    for (const { pin } of told) await this.templates.adopt(tx, pin, sn);
  }

  private async importUsers(tx: EntityManager, sn: string): Promise<void> {
    const strangers: { pin: string; name: string; card_no: string }[] = await tx.query(
      `SELECT u.pin, u.name, u.card_no FROM device_user u
       WHERE u.sn = $1 AND NOT EXISTS (SELECT 1 FROM person p WHERE p.pin = u.pin) ORDER BY u.pin`,
      [sn],
    );
    for (const { pin, name, card_no } of strangers) {
      await this.persons.importOne(tx, { pin, name, cardNo: card_no });
      // Templates and photos that it reported earlier belong to these persons now.
      await this.templates.adopt(tx, pin, sn);
    }
  }
}
