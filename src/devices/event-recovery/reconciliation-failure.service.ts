import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DeviceRegistrationService } from '../../modules/device/device-registration.service.js';
import { finish, type Reconciliation } from './reconciliation.js';

/** Ends comparisons that have failed. Missing events are still on the device, and the operator is told. */
@Injectable()
export class ReconciliationFailureService {
  constructor(private readonly registrations: DeviceRegistrationService) {}

  async fail(tx: EntityManager, { id, sn }: Pick<Reconciliation, 'id' | 'sn'>, reason: string): Promise<void> {
    await finish(tx, id, 'failed', reason);
    const text = `its events could not be compared with ours (${reason}); they can be fetched again`;
    await this.registrations.alert(tx, sn, text, 'reconciliation');
  }
}
