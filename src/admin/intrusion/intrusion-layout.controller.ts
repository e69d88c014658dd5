import { Body, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import {
  IntrusionLayoutService,
  type Partition,
  type Point,
} from '../../modules/intrusion/intrusion-layout.service.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AdminResource, Create, Patch, Read, Remove } from '../common/admin.js';
import { searchRows, SearchQuery, type CountedPage } from '../common/search-page.js';
import { NamePatch, PartitionBody, PartitionView, PointBody, PointPatch, PointView } from './intrusion.dto.js';

const partitionView = (partition: Partition): PartitionView => partition;
const pointView = (point: Point): PointView => point;
const areasOf = ({ signedIn }: FastifyRequest) => signedIn?.bounds?.areas ?? null;

/** Names of the partitions of panels, and whether they are armed. */
@AdminResource('intrusion/partitions')
export class IntrusionPartitionController {
  constructor(
    private readonly layout: IntrusionLayoutService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Partitions of panels', { of: PartitionView, as: 'page' })
  list(@Query() query: SearchQuery, @Req() request: FastifyRequest): Promise<CountedPage<PartitionView>> {
    const tx = this.unitOfWork.manager;
    return searchRows(
      query,
      'id',
      (search) => this.layout.searchPartitions(tx, search, areasOf(request)),
      partitionView,
    );
  }

  @Create('', 'Name a partition of a panel', { of: PartitionView })
  create(@Body() body: PartitionBody, @CurrentCaller() caller: Caller): Promise<PartitionView> {
    return this.audited.run(caller, (tx) => this.layout.addPartition(tx, body));
  }

  @Read(':id', 'One partition', { of: PartitionView })
  get(@Param('id') id: string): Promise<PartitionView> {
    return this.layout.partition(this.unitOfWork.manager, id);
  }

  @Patch(':id', 'Its name', { of: PartitionView })
  patch(@Param('id') id: string, @Body() body: NamePatch, @CurrentCaller() caller: Caller): Promise<PartitionView> {
    return this.audited.run(caller, (tx) => this.layout.patchPartition(tx, id, body));
  }

  @Remove(':id', 'Take the name away; the panel goes on to report the partition')
  async remove(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.layout.removePartition(tx, id));
  }
}

/** Names of the zones of panels, and of auxiliary inputs that are points of an intrusion system. */
@AdminResource('intrusion/points')
export class IntrusionPointController {
  constructor(
    private readonly layout: IntrusionLayoutService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Points: zones of panels, and auxiliary inputs', { of: PointView, as: 'page' })
  list(@Query() query: SearchQuery, @Req() request: FastifyRequest): Promise<CountedPage<PointView>> {
    const tx = this.unitOfWork.manager;
    return searchRows(query, 'id', (search) => this.layout.searchPoints(tx, search, areasOf(request)), pointView);
  }

  @Create('', 'Name a zone of a panel, or an auxiliary input of a device', { of: PointView })
  create(@Body() body: PointBody, @CurrentCaller() caller: Caller): Promise<PointView> {
    return this.audited.run(caller, (tx) => this.layout.addPoint(tx, body));
  }

  @Read(':id', 'One point', { of: PointView })
  get(@Param('id') id: string): Promise<PointView> {
    return this.layout.point(this.unitOfWork.manager, id);
  }

  @Patch(':id', 'Its name, and what an auxiliary input means', { of: PointView })
  patch(@Param('id') id: string, @Body() body: PointPatch, @CurrentCaller() caller: Caller): Promise<PointView> {
    return this.audited.run(caller, (tx) => this.layout.patchPoint(tx, id, body));
  }

  @Remove(':id', 'Take the name away')
  async remove(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.layout.removePoint(tx, id));
  }
}
