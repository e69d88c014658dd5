import { countedAnswer } from '../../facade/bulk.js';
import { Read, Resource, Write } from '../../facade/endpoint.js';
import type { Verbatim } from '../../facade/envelope.js';
import { pageOf, sliceOf, type Page } from '../../facade/page.js';
import { Params } from '../../facade/params.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { SpaceDeviceService } from './space-device.service.js';
import { namedRows } from './named-rows.js';
import { spaceSql } from './space-list.js';
import { SpaceService } from './space.service.js';
import { IdQuery, IdsParams, NamedQuery, SpaceDto, SpaceParams, toSpaceDto } from './space.dto.js';
import { spaceStatus } from './space-words.js';

@Resource('space')
export class SpaceController {
  constructor(
    private readonly spaces: SpaceService,
    private readonly devices: SpaceDeviceService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('space/list', 'List the rooms, with their total', { section: 'v1.2:2.13.2.1', of: SpaceDto, as: 'page' })
  async list(@Params() { name, ...page }: NamedQuery): Promise<Page<SpaceDto>> {
    const slice = sliceOf(page);
    const found = await namedRows(this.unitOfWork.manager, spaceSql, { name, slice }, toSpaceDto);
    return pageOf(found.rows, found.total, slice);
  }

  @Read('space/getById', 'Get a room by its id', { section: 'v1.2:2.13.2.2', fails: ['notFound'], of: SpaceDto })
  async get(@Params() { id }: IdQuery): Promise<SpaceDto> {
    return toSpaceDto(await this.spaces.get(this.unitOfWork.manager, id));
  }

  @Write('space/deleteById', 'Delete a room, with its reservations', {
    section: 'v1.2:2.13.2.3',
    fails: ['notFound'],
    many: true,
  })
  async remove(@Params() { id }: IdsParams, @CurrentCaller() caller: Caller): Promise<Verbatim> {
    const one = (name: string) => name;
    return countedAnswer(await this.audited.each(caller, id, one, (tx, each) => this.spaces.remove(tx, each)));
  }

  @Write('space/addSpace', 'Add a room, or change the one of that id', {
    section: 'v1.2:2.13.2.4',
    fails: ['personNotFound', 'deviceNotFound', 'notFound', 'conflict'],
    json: true,
  })
  async add(@Params() params: SpaceParams, @CurrentCaller() caller: Caller): Promise<void> {
    const { id = '', name, capacity, status } = params;
    await this.audited.run(caller, async (tx) => {
      const facts = {
        ...{ name, capacity },
        picture: params.picture,
        address: params.address,
        managerPin: params.personPin,
        managerPhone: params.personTel,
        smart: params.smartSpace,
        remark: params.remark,
        retentionMinutes: params.retentionTime,
        disabled: status === undefined ? undefined : status === spaceStatus.disabled,
        facilityIds: params.spaceFacilityIds,
        sns: await this.devices.serialNumbers(tx, params.spaceDeviceIds),
      };
      if (id === '') return this.spaces.add(tx, facts);
      // Which of a device's doors are the room's, the call cannot say: it keeps them, and loses those of other devices.
      const doorIds = await this.spaces.doorsAt(tx, id, facts.sns);
      return this.spaces.patch(tx, id, { ...facts, doorIds });
    });
  }
}
