import { Query } from '@nestjs/common';
import { AuditChainService } from '../../platform/auth/audit-chain.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { type AuditRow, AuditQuery, AuditView, ChainView, toAuditView } from './audit.dto.js';
import { AdminResource, Read } from '../common/admin.js';
import { cursorNumber, pageOf, usualLimit, type Page } from '../common/page.js';

@AdminResource('audit')
export class AuditController {
  constructor(
    private readonly chain: AuditChainService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Who did what, newest first', { of: AuditView, as: 'page' })
  async list(@Query() { limit = usualLimit, cursor, actor }: AuditQuery): Promise<Page<AuditView>> {
    const rows: AuditRow[] = await this.unitOfWork.manager.query(
      `SELECT seq, at, actor, address, action, object, detail, hash FROM audit
       WHERE ($1::bigint IS NULL OR seq < $1) AND ($2::text IS NULL OR actor = $2) ORDER BY seq DESC LIMIT $3`,
      [cursorNumber(cursor) ?? null, actor ?? null, limit + 1],
    );
    return pageOf(rows, limit, ({ seq }) => seq, toAuditView);
  }

  @Read('verify', 'Check that no row was changed or taken away', { of: ChainView })
  async verify(): Promise<ChainView> {
    await this.chain.seal();
    return this.chain.verify(this.unitOfWork.manager);
  }
}
