import { Query } from '@nestjs/common';
import { AuditChainService } from '../../platform/auth/audit-chain.service.js';
import { auditRows, countAudit } from '../../platform/auth/audit-log.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AuditQuery, AuditView, ChainView, toAuditView } from './audit.dto.js';
import { AdminResource, Read } from '../common/admin.js';
import { instantOf } from '../common/instant.js';
import { cursorNumber, pageOf, usualLimit } from '../common/page.js';
import type { CountedPage } from '../common/search-page.js';

@AdminResource('audit')
export class AuditController {
  constructor(
    private readonly chain: AuditChainService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Who did what, newest first', { of: AuditView, as: 'page' })
  async list(@Query() query: AuditQuery): Promise<CountedPage<AuditView>> {
    const { limit = usualLimit, cursor, from, to, sort = '-seq', count, ...rest } = query;
    const filter = { ...rest, from: instantOf('from', from), to: instantOf('to', to) };
    const { manager } = this.unitOfWork;
    const isAscending = !sort.startsWith('-');
    const rows = await auditRows(manager, { ...filter, isAscending, after: cursorNumber(cursor), limit: limit + 1 });
    return {
      ...pageOf(rows, limit, ({ seq }) => seq, toAuditView),
      ...(count === 'true' ? { total: await countAudit(manager, filter) } : {}),
    };
  }

  @Read('verify', 'Check that no row was changed or taken away', { of: ChainView })
  async verify(): Promise<ChainView> {
    await this.chain.seal();
    return this.chain.verify(this.unitOfWork.manager);
  }
}
