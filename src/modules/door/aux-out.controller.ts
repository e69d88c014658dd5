import type { EntityManager } from 'typeorm';
import { Resource, Write } from '../../facade/endpoint.js';
import { Params } from '../../facade/params.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { Failure } from '../../platform/errors.js';
import { AuxActionsService, type AuxAction } from './aux-actions.service.js';
import { AuxOutQuery } from './door.dto.js';

/** What the vendor's own refusals say of an output that is asked for nothing. */
const reasons = {
  notFound: 'notFound',
  offline: 'deviceOffline',
  disabled: 'deviceOffline',
  unsupported: 'deviceUnsupported',
} as const;

/** Auxiliary outputs, as clients of the old server switch them. */
@Resource('auxOut')
export class AuxOutController {
  constructor(
    private readonly outputs: AuxActionsService,
    private readonly audited: AuditedTransaction,
  ) {}

  @Write('auxOut/remoteNormalOpenByAuxOutById', 'Switch an auxiliary output on, until it is switched off', {
    section: 'none',
    fails: ['notFound', 'deviceOffline', 'deviceUnsupported'],
  })
  remoteNormalOpen(@Params() { id }: AuxOutQuery, @CurrentCaller() caller: Caller): Promise<void> {
    return this.audited.run(caller, (tx) => this.ask(tx, id, 'normalOpen'));
  }

  @Write('auxOut/remoteCloseByAuxOutById', 'Switch an auxiliary output off', {
    section: 'none',
    fails: ['notFound', 'deviceOffline', 'deviceUnsupported'],
  })
  remoteClose(@Params() { id }: AuxOutQuery, @CurrentCaller() caller: Caller): Promise<void> {
    return this.audited.run(caller, (tx) => this.ask(tx, id, 'close'));
  }

  private async ask(tx: EntityManager, id: string, action: AuxAction): Promise<void> {
    const [asked] = await this.outputs.ask(tx, { ids: [id] }, action, 0);
    const refusal = asked?.refusal ?? null;
    if (refusal !== null) throw new Failure(reasons[refusal], `the auxiliary output ${id} is ${words[refusal]}`);
  }
}

const words = {
  notFound: 'not there',
  offline: 'at a device that is offline',
  disabled: 'at a device that is disabled',
  unsupported: 'nothing that its device can switch',
} as const;
