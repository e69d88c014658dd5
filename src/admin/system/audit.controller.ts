import { Query } from '@nestjs/common';
import { AuditChainService } from '../../platform/auth/audit-chain.service.js';
import { auditRows } from '../../platform/auth/audit-log.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AuditQuery, AuditView, ChainView, toAuditView } from './audit.dto.js';
import { AdminResource, Read } from '../common/admin.js';
import { instantOf } from '../common/instant.js';
import { cursorNumber, pageOf, usualLimit, type Page } from '../common/page.js';

@AdminResource('audit')
export class AuditController {
  constructor(
    private readonly chain: AuditChainService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Who did what, newest first', { of: AuditView, as: 'page' })
  async list(@Query() { limit = usualLimit, cursor, from, to, ...filter }: AuditQuery): Promise<Page<AuditView>> {
    const times = { from: instantOf('from', from), to: instantOf('to', to) };
    const before = cursorNumber(cursor);
    const rows = await auditRows(this.unitOfWork.manager, { ...filter, ...times, before, limit: limit + 1 });
    return pageOf(rows, limit, ({ seq }) => seq, toAuditView);
  }

  @Read('verify', 'Check that no row was changed or taken away', { of: ChainView })
  async verify(): Promise<ChainView> {
    await this.chain.seal();
    return this.chain.verify(this.unitOfWork.manager);
  }
}
