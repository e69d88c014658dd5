import { Body, Param, Query } from '@nestjs/common';
import type { Caller } from '../../platform/auth/audit.js';
import { By } from '../../platform/auth/audit-context.js';
import { Calls } from '../../platform/auth/audited-transaction.js';
import { Work } from '../../platform/database/unit-of-work.js';
import { BlockListService } from '../../modules/visitor/block-list.service.js';
import { Certificates } from '../../modules/visitor/certificate.js';
import { VisitorBlock } from '../../modules/visitor/visitor.entity.js';
import { AdminResource, Change, Make, Read, Remove } from '../common/admin.js';
import { ListQuery, listPage, type Page } from '../common/page.js';
import { namingVisitor } from './naming.js';
import { BlockBody, BlockPatch, BlockView, toBlockView } from './visitor.dto.js';

@AdminResource('visitor-block-list')
export class BlockListController {
  constructor(
    private readonly blockList: BlockListService,
    private readonly certificates: Certificates,
    private readonly calls: Calls,
    private readonly work: Work,
  ) {}

  @Read('', 'Certificates whose bearers are not let in, in the order in which they came', { of: BlockView, as: 'page' })
  list(@Query() query: ListQuery): Promise<Page<BlockView>> {
    return listPage(this.work.manager, VisitorBlock, 'id', query, (block) => this.view(block));
  }

  @Make('', 'Let somebody in no more; who is inside is signed out', { of: BlockView })
  async create(@Body() { certType, certNumber, name, reason }: BlockBody, @By() caller: Caller): Promise<BlockView> {
    const certificate = { certType, certNumber };
    const add = this.calls.run(caller, (tx) => this.blockList.add(tx, certificate, { name, reason }));
    return this.view(await namingVisitor(add));
  }

  @Read(':id', 'One of them', { of: BlockView })
  async get(@Param('id') id: string): Promise<BlockView> {
    return this.view(await this.blockList.get(this.work.manager, id));
  }

  @Change(':id', 'Whose it is, and why', { of: BlockView })
  async patch(@Param('id') id: string, @Body() body: BlockPatch, @By() caller: Caller): Promise<BlockView> {
    return this.view(await this.calls.run(caller, (tx) => this.blockList.patch(tx, id, body)));
  }

  @Remove(':id', 'Let somebody in again')
  async remove(@Param('id') id: string, @By() caller: Caller): Promise<void> {
    await this.calls.run(caller, (tx) => this.blockList.remove(tx, id));
  }

  private view(block: VisitorBlock): BlockView {
    return toBlockView(block, this.certificates.open(block.certNumber));
  }
}
