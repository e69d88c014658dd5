import { Body, Param, Query } from '@nestjs/common';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { BlockListService } from '../../modules/visitor/block-list.service.js';
import { CertificateService } from '../../modules/visitor/certificate.js';
import { VisitorBlock } from '../../modules/visitor/visitor.entity.js';
import { AdminResource, Patch, Create, Read, Remove } from '../common/admin.js';
import { SearchQuery, searchPage, type CountedPage, type Listed } from '../common/search-page.js';
import { namingVisitor } from './naming.js';
import { BlockBody, BlockPatch, BlockView, toBlockView } from './visitor.dto.js';

const listed: Listed<VisitorBlock> = {
  entity: VisitorBlock,
  by: 'id',
  texts: ['name', 'reason'],
  others: ['createdAt'],
};

@AdminResource('visitor-block-list')
export class BlockListController {
  constructor(
    private readonly blockList: BlockListService,
    private readonly certificates: CertificateService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Certificates whose bearers are not let in, as they came; q also finds the whole number of a certificate', {
    of: BlockView,
    as: 'page',
  })
  list(@Query() query: SearchQuery): Promise<CountedPage<BlockView>> {
    const hashed = { column: 'certHash', of: (text: string) => this.certificates.hash(text) } as const;
    return searchPage(this.unitOfWork.manager, { ...listed, hashed }, query, (block) => this.view(block));
  }

  @Create('', 'Put somebody on the block list; a visitor who is inside is signed out', { of: BlockView })
  async create(
    @Body() { certType, certNumber, name, reason }: BlockBody,
    @CurrentCaller() caller: Caller,
  ): Promise<BlockView> {
    const certificate = { certType, certNumber };
    const add = this.audited.run(caller, (tx) => this.blockList.add(tx, certificate, { name, reason }));
    return this.view(await namingVisitor(add));
  }

  @Read(':id', 'One of them', { of: BlockView })
  async get(@Param('id') id: string): Promise<BlockView> {
    return this.view(await this.blockList.get(this.unitOfWork.manager, id));
  }

  @Patch(':id', 'Whose it is, and why', { of: BlockView })
  async patch(@Param('id') id: string, @Body() body: BlockPatch, @CurrentCaller() caller: Caller): Promise<BlockView> {
    return this.view(await this.audited.run(caller, (tx) => this.blockList.patch(tx, id, body)));
  }

  @Remove(':id', 'Remove an entry from the block list')
  async remove(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.blockList.remove(tx, id));
  }

  private view(block: VisitorBlock): BlockView {
    return toBlockView(block, this.certificates.open(block.certNumber));
  }
}
