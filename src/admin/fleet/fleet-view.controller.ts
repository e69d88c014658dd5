import { Param, Query } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { DeviceService } from '../../modules/device/device.service.js';
import { PersonService } from '../../modules/person/person.service.js';
import { SyncStatusService } from '../../sync/status/sync-status.service.js';
import { AdminResource, Read } from '../common/admin.js';
import { cursorKey, ListQuery, pageOf, usualLimit, type Page } from '../common/page.js';
import { DeviceUserView, PersonDevicesView, PersonDeviceView, StatisticsView } from './fleet.dto.js';
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
    await this.persons.get(tx, pin);
    const items: PersonDeviceView[] = await devicesOf(tx, pin);
    return { items };
  }
}

interface Count {
  readonly name: string;
  readonly n: number;
}

@AdminResource('statistics')
export class StatisticsController {
  constructor(
    private readonly sync: SyncStatusService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'The house in numbers', { of: StatisticsView })
  async get(): Promise<StatisticsView> {
    const tx = this.unitOfWork.manager;
    const counts = async (query: string) =>
      Object.fromEntries((await tx.query<Count[]>(query)).map(({ name, n }) => [name, n]));
    const approved: { sn: string }[] = await tx.query(`SELECT sn FROM device WHERE status = 'approved'`);
    const summaries = await this.sync.summary(
      tx,
      approved.map(({ sn }) => sn),
    );
    const [numbers] = await tx.query<
      Omit<StatisticsView, 'devices' | 'links' | 'inSync' | 'templates' | 'commands' | 'waiting' | 'failed'>[]
    >(
      `SELECT (SELECT count(*)::int FROM device WHERE status = 'approved' AND online) AS online,
         (SELECT count(*)::int FROM person WHERE NOT is_visitor) AS persons,
         (SELECT count(*)::int FROM bio_template WHERE kind = 'photo') AS photos,
         (SELECT coalesce(sum(n), 0)::int FROM event_total_by_family
           WHERE family NOT IN ('punch', 'passed', 'hep')) AS events,
         (SELECT count(*)::int FROM event WHERE event_time > now()::timestamp - interval '1 day') AS "eventsToday",
         (SELECT coalesce(sum(times), 0)::int FROM quarantine) AS quarantined`,
    );
    if (!numbers) throw new Error('no numbers');
    return {
      ...numbers,
      ...(await openEverywhere(tx)),
      devices: await counts('SELECT status AS name, count(*)::int AS n FROM device GROUP BY 1'),
      links: await counts(`SELECT link AS name, count(*)::int AS n FROM device WHERE status = 'approved' GROUP BY 1`),
      inSync: [...summaries.values()].filter(({ inSync }) => inSync).length,
      templates: await counts(
        `SELECT bio_type::text AS name, count(*)::int AS n FROM bio_template WHERE kind = 'template' GROUP BY 1`,
      ),
      commands: await counts('SELECT status AS name, count(*)::int AS n FROM command GROUP BY 1'),
    };
  }
}
