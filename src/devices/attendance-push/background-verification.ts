import { Injectable } from '@nestjs/common';
import { areaModules } from '../../modules/areaPerson/area-person.entity.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { latestClockOf, wallClockOf } from '../../platform/database/zone-time.js';
import { steadyMs } from '../../platform/steady-clock.js';
import { IdentificationService } from '../../modules/identification/identification.service.js';
import { standingOf, type Belonging } from '../../modules/person/validity.js';
import { linesOf, readPunch, type Punch } from '../../protocol/attendance-push/punch.js';
import type { CachedDevice } from '../push/cached-device.js';
import { QuarantineService } from '../push/quarantine.service.js';
import { ok, say, type DeviceReply } from '../push/reply.js';
import type { DeviceRequest } from '../push/request.js';
import { decodeText } from './encoding.js';

const patienceMs = 3_000;
const no = say('FAILED');

/** Whether an operator has switched on that the terminal asks after its own verification (Attendance PUSH 13). */
export const asksBehind = ({ device }: Pick<CachedDevice, 'device'>): boolean =>
  device.quirks.backgroundVerification === true;

/**
 * Background verification (Attendance PUSH 13): the terminal has recognised a person and asks whether that counts. The
 * format of the request is not documented; a punch is expected. The punch itself comes later like any other.
 */
@Injectable()
export class BackgroundVerificationHandler {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly identifications: IdentificationService,
    private readonly quarantine: QuarantineService,
  ) {}

  async answer(request: DeviceRequest, known: CachedDevice): Promise<DeviceReply> {
    // Background verification is off for this terminal, so there is no rule by which to refuse.
    if (!asksBehind(known)) return ok;
    const [line = ''] = linesOf(decodeText(request.body, known));
    const punch = readPunch(line);
    if (!punch) {
      await this.quarantine.keep(request, 'a question who may pass that is no punch');
      return no;
    }
    const { module } = known.device;
    const counts = areaModules.has(module) ? await this.isKnown(punch, known) : await this.passes(punch, line, known);
    return counts ? ok : no;
  }

  /** At terminals of an area: true for people of the area, as long as they belong to the site. */
  private async isKnown({ pin }: Punch, { device, timeZone }: CachedDevice): Promise<boolean> {
    const [person] = await this.unitOfWork.manager.query<Belonging[]>(
      `SELECT p.is_disabled AS disabled, p.acc_start_time AS "validFrom", p.acc_end_time AS "validTo",
         p.leave_date AS "leaveDate"
       FROM person p JOIN area_person a ON a.person_id = p.id AND a.module = $2 AND a.area_code = $3 WHERE p.pin = $1`,
      [pin, device.module, device.areaCode],
    );
    return person !== undefined && standingOf(person, latestClockOf(new Date(), timeZone)) === 'valid';
  }

  /** At terminals with a door: true for people whose levels open it. */
  private async passes({ pin, time }: Punch, line: string, { sn, doors, timeZone }: CachedDevice): Promise<boolean> {
    const now = new Date();
    const [clock, latestClock] = [wallClockOf(now, timeZone), latestClockOf(now, timeZone)];
    const doorId = doors.get(1)?.id ?? null;
    const question = { sn, doorId, pin, cardNo: '', deviceTime: time, line, clock, latestClock };
    try {
      return (await this.identifications.decide(question, steadyMs() + patienceMs)).result === 'SUCCESS';
    } catch {
      // Any failure is a no.
      return false;
    }
  }
}
