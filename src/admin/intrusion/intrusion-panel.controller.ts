import { Body, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { IntrusionPanelService, type Panel } from '../../modules/intrusion/intrusion-panel.service.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AdminResource, Create, Patch, Read, Remove } from '../common/admin.js';
import { namingFields } from '../common/invalid.js';
import { searchRows, SearchQuery, type CountedPage } from '../common/search-page.js';
import { PanelBody, PanelPatch, PanelView } from './intrusion.dto.js';

const fields = { areaNotFound: 'areaCode' } as const;
const view = (panel: Panel): PanelView => panel;

/** Intrusion panels that report by SIA DC-09. */
@AdminResource('intrusion/panels')
export class IntrusionPanelController {
  constructor(
    private readonly panels: IntrusionPanelService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Intrusion panels', { of: PanelView, as: 'page' })
  list(@Query() query: SearchQuery, @Req() { signedIn }: FastifyRequest): Promise<CountedPage<PanelView>> {
    const within = signedIn?.bounds?.areas ?? null;
    return searchRows(query, 'id', (search) => this.panels.search(this.unitOfWork.manager, search, within), view);
  }

  @Create('', 'Make a panel known by its account', { of: PanelView })
  create(@Body() body: PanelBody, @CurrentCaller() caller: Caller): Promise<PanelView> {
    const made = this.audited.run(caller, (tx) => this.panels.add(tx, body));
    return namingFields(fields, made);
  }

  @Read(':id', 'One panel', { of: PanelView })
  get(@Param('id') id: string): Promise<PanelView> {
    return this.panels.get(this.unitOfWork.manager, id);
  }

  @Patch(':id', 'Account, key, area, and how long it may be silent', { of: PanelView })
  patch(@Param('id') id: string, @Body() body: PanelPatch, @CurrentCaller() caller: Caller): Promise<PanelView> {
    const patched = this.audited.run(caller, (tx) => this.panels.patch(tx, id, body));
    return namingFields(fields, patched);
  }

  @Remove(':id', 'Remove a panel with its partitions and points; its events stay')
  async remove(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.panels.remove(tx, id));
  }
}
