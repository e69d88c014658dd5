import { Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Failure } from '../../platform/errors.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { DeviceService } from '../../modules/device/device.service.js';
import { PersonService } from '../../modules/person/person.service.js';
import { approvedDevices, countsBy, numbersOfSite } from '../../sync/status/statistics.repository.js';
import { SyncStatusService } from '../../sync/status/sync-status.service.js';
import { AdminResource, Read } from '../common/admin.js';
import { cursorKey, ListQuery, pageOf, usualLimit, type Page } from '../common/page.js';
import { DeviceUserView, PersonDevicesView, StatisticsView, toPersonDeviceView } from './fleet.dto.js';
import { openEverywhere } from '../../sync/ledger/ledger-status.repository.js';
import { devicesOf, usersOn } from '../../sync/ledger/ledger-users.repository.js';

@AdminResource('devices/:sn')
export class DeviceUsersController {
  constructor(
    private readonly devices: DeviceService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('users', 'Users of the device, by pin: those it holds, should hold, or reported', {
    of: DeviceUserView,
    as: 'page',
  })
  async list(
    @Param('sn') sn: string,
    @Query() { limit = usualLimit, cursor }: ListQuery,
  ): Promise<Page<DeviceUserView>> {
    const tx = this.unitOfWork.manager;
    await this.devices.get(tx, sn);
    const page = { after: String(cursorKey(cursor) ?? ''), limit: limit + 1 };
    const rows: DeviceUserView[] = await usersOn(tx, sn, page);
    return pageOf(
      rows,
      limit,
      ({ pin }) => pin,
      (row) => row,
    );
  }
}

@AdminResource('persons/:pin')
export class PersonDevicesController {
  constructor(
    private readonly persons: PersonService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('devices', 'On which devices a person is, and how far', { of: PersonDevicesView })
  async list(@Param('pin') pin: string): Promise<PersonDevicesView> {
    const tx = this.unitOfWork.manager;
    await this.persons.known(tx, pin);
    return { items: (await devicesOf(tx, pin)).map(toPersonDeviceView) };
  }
}

@AdminResource('statistics')
export class StatisticsController {
  constructor(
    private readonly sync: SyncStatusService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'The site in numbers', { of: StatisticsView })
  async get(@Req() { signedIn }: FastifyRequest): Promise<StatisticsView> {
    if (signedIn?.bounds)
      throw new Failure('forbidden', 'this is about the whole site, and you are bound to a part of it');
    const tx = this.unitOfWork.manager;
    const summaries = await this.sync.summary(tx, await approvedDevices(tx));
    return {
      ...(await numbersOfSite(tx)),
      ...(await openEverywhere(tx)),
      devices: await countsBy(tx, 'devices'),
      links: await countsBy(tx, 'links'),
      inSync: [...summaries.values()].filter(({ inSync }) => inSync).length,
      templates: await countsBy(tx, 'templates'),
      commands: await countsBy(tx, 'commands'),
    };
  }
}
