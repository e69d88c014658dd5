import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RequestedEnrolmentService, type RequestedEnrolment } from '../../core/command/requested-enrolments.service.js';
import { DeviceRegistrationService } from '../../modules/device/device-registration.service.js';
import { concernedOf } from '../../modules/person/known-on-device.js';
import type { CachedDevice } from './cached-device.js';

const text = 'what it tells of people differs from what is known here and was not learnt: it waits to be taken over';

/** Which reports of a device about these people count. */
export interface Learning {
  readonly asked: readonly RequestedEnrolment[];
  /** The device should know the person, so its reports about them count. */
  readonly counts: (pin: string) => boolean;
  /** What it reports unasked replaces what is stored here. */
  readonly replaces: boolean;
}

/** How far reports of a device about people are believed (rules of `learns`). */
@Injectable()
export class LearningService {
  constructor(
    private readonly enrolments: RequestedEnrolmentService,
    private readonly registrations: DeviceRegistrationService,
  ) {}

  /** @param isNews the device sent it unasked, because something is new; otherwise it was asked for what it holds */
  async of(
    tx: EntityManager,
    { sn, device }: Pick<CachedDevice, 'sn' | 'device'>,
    pins: readonly string[],
    isNews: boolean,
  ): Promise<Learning> {
    const known = device.learns === 'nothing' ? new Set<string>() : await concernedOf(tx, sn, pins);
    return {
      asked: await this.enrolments.of(tx, sn),
      counts: (pin) => known.has(pin),
      replaces: isNews && device.learns === 'replace',
    };
  }

  /** A report is kept aside from now on: the operator is told. */
  async alert(tx: EntityManager, sn: string): Promise<void> {
    await this.registrations.alert(tx, sn, text, 'reported');
  }
}
