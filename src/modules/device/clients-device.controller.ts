import { Read, Resource, Write } from '../../facade/endpoint.js';
import { Params } from '../../facade/params.js';
import { MembershipService } from '../accLevel/membership.service.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { IdentityCardService } from '../person/identity-card.service.js';
import { PersonService } from '../person/person.service.js';
import { PidDto, pidDto, PidQuery, sinceOf, SyncPersonParams } from './clients-device.dto.js';
import { DeviceService } from './device.service.js';

/** Calls on devices that clients of the old server use and no manual has. */
@Resource('device')
export class ClientsDeviceController {
  constructor(
    private readonly devices: DeviceService,
    private readonly persons: PersonService,
    private readonly cards: IdentityCardService,
    private readonly memberships: MembershipService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('device/pidMonitor', 'Identity cards that devices have read since then, oldest first', {
    section: 'none',
    of: PidDto,
    as: 'list',
  })
  async pidMonitor(@Params() { timestamp }: PidQuery): Promise<PidDto[]> {
    const { manager } = this.unitOfWork;
    const read = await this.cards.since(manager, sinceOf(timestamp));
    return read.map(pidDto);
  }

  @Write('device/syncPerson', 'Send a person to a device again', {
    section: 'none',
    fails: ['deviceNotFound', 'personNotFound'],
    json: true,
  })
  async syncPerson(@Params() { devSn, personPin }: SyncPersonParams, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, async (tx) => {
      await this.devices.getOfModule(tx, 'acc', devSn);
      await this.persons.get(tx, personPin);
      await this.memberships.resendTo(tx, [devSn], [personPin]);
    });
  }
}
