import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { DeviceRegistrationService } from '../../modules/device/device-registration.service.js';
import type { PushKind } from '../../protocol/attendance-push/choice.js';
import { excessSteps, rowLimits } from '../../protocol/access-push/body-size.js';
import { isCiphertext } from '../../protocol/access-push/ciphertext.js';
import { parseRecords } from '../../protocol/access-push/records.js';
import { AccEventHandler } from '../access-push/acc-events.js';
import { AttPunchHandler } from '../attendance-push/punches.js';
import { decodeText } from '../attendance-push/encoding.js';
import type { CachedDevice } from './cached-device.js';
import { QuarantineService } from './quarantine.service.js';
import { ok, refuse, say, type DeviceReply } from './reply.js';
import { textOf, type DeviceRequest } from './request.js';
import { inSlices, inSteps, rowsIn } from './slices.js';

const names: Readonly<Record<PushKind, string>> = { att: 'Attendance PUSH', acc: 'Access PUSH' };
const otherOf: Readonly<Record<PushKind, PushKind>> = { att: 'acc', acc: 'att' };

/**
 * Requests under a device's serial number, in the protocol that it does not speak. They change nothing of the device
 * and get nothing that waits for it. What they bring is kept: events as events, all else whole.
 */
@Injectable()
export class OtherLinkHandler {
  private readonly told = new Set<string>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly registrations: DeviceRegistrationService,
    private readonly quarantine: QuarantineService,
    private readonly punches: AttPunchHandler,
    private readonly events: AccEventHandler,
  ) {}

  /**
   * It starts as another kind of device while the device still calls as the present one. The answer is never 2xx, so it
   * comes again.
   */
  async refuse({ call }: DeviceRequest, { sn }: CachedDevice, shown: PushKind): Promise<DeviceReply> {
    if (!this.told.has(sn)) {
      this.told.add(sn);
      const text =
        `something begins to speak ${names[shown]} under its serial number while it is heard in ` +
        `${names[otherOf[shown]]}: it is refused until the device has been silent`;
      await this.unitOfWork.run((tx) => this.registrations.alert(tx, sn, text));
    }
    return call === 'registry' ? refuse(406, '406') : refuse(403, `this device is heard in ${names[otherOf[shown]]}`);
  }

  async keep(request: DeviceRequest, known: CachedDevice, shown: PushKind): Promise<DeviceReply> {
    const { call, body, query } = request;
    // Without a registration it has no configuration, so it has to begin with that.
    if (call === 'registry' || call === 'push') return refuse(406, '406');
    if (body.length === 0 || request.method !== 'POST') return ok;
    await this.store(request, known, (query.get('tablename') ?? query.get('table') ?? call).toLowerCase(), shown);
    return shown === 'att' ? countedLines(body) : countedRows(request);
  }

  private async store(request: DeviceRequest, known: CachedDevice, table: string, shown: PushKind): Promise<void> {
    const { body } = request;
    const isRead = !isCiphertext(body) && (await inSteps(excessSteps(body, rowLimits))) === null;
    const events = isRead ? table : '';
    if (events === 'attlog') {
      await inSlices(body, (slice) =>
        this.punches.store({ ...request, body: slice }, known, decodeText(slice, known), { isHistory: true }),
      );
    } else if (events === 'rtlog') {
      await inSlices(body, (slice) =>
        this.events.storeRecords({ ...request, body: slice }, known, parseRecords(textOf(slice))),
      );
    } else {
      await this.quarantine.keepTable(request, `${names[shown]}: ${table}`.slice(0, 100), 0);
    }
  }
}

const countedLines = (body: Buffer): DeviceReply => {
  const lines = rowsIn(body);
  return lines === 0 ? ok : say(`OK: ${lines}`);
};

/** The number that it announces itself: any other makes it send the rows for ever (docs/field-notes.md 34). */
function countedRows({ query }: DeviceRequest): DeviceReply {
  const [table, count] = [query.get('tablename') ?? '', query.get('count') ?? ''];
  return /^\w{1,64}$/.test(table) && /^\d{1,9}$/.test(count) ? say(`${table}=${count}`) : ok;
}
