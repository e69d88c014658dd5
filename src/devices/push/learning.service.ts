import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RequestedEnrolmentService, type RequestedEnrolment } from '../../core/command/requested-enrolments.service.js';
import { DeviceRegistrationService } from '../../modules/device/device-registration.service.js';
import { concernedOf } from '../../modules/person/known-on-device.js';
import type { CachedDevice } from './cached-device.js';

const text = 'what it tells of people differs from what is known here and was not learnt: it waits to be taken over';

/** What of that which a device tells of these people counts. */
export interface Learning {
  readonly asked: readonly RequestedEnrolment[];
  /** The device is to know the person, and may teach us of them. */
  readonly counts: (pin: string) => boolean;
  /** What it says by itself takes the place of what we have. */
  readonly replaces: boolean;
}

/** How far a device is believed about people (rules of `learns`). */
@Injectable()
export class LearningService {
  constructor(
    private readonly enrolments: RequestedEnrolmentService,
    private readonly registrations: DeviceRegistrationService,
  ) {}

  /** @param isNews the device told by itself, because something is new; else it was asked for what it holds */
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

  /** Something stands aside from now on: the operator is told. */
  async alert(tx: EntityManager, sn: string): Promise<void> {
    await this.registrations.alert(tx, sn, text, 'reported');
  }
}
