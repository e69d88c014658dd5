import { Injectable, type Type } from '@nestjs/common';
import { Compat } from '../../facade/compat.js';
import { checkRange } from '../../facade/dates.js';
import { Read, Resource } from '../../facade/endpoint.js';
import { pageOf, sliceOf, type Page, type AnyPageQuery } from '../../facade/page.js';
import { Params } from '../../facade/params.js';
import type { Compatibility } from '../../platform/auth/compatibility.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { EventNameService, type EventNames } from './event-name.service.js';
import type { FamilyName } from './family.js';
import type { StoredEvent } from './stored-event.js';
import { TransactionListService } from './transaction-list.service.js';

/** Clients omit the page here and expect the whole day (docs/field-notes.md, clients 8). */
export const firstThousand = { pageNo: 1, pageSize: 1_000 };

/** The parameters of event lists; each call declares those that it knows. */
interface PageRequest extends AnyPageQuery {
  readonly deviceSn?: string;
  readonly pin?: string;
  readonly personPin?: string;
  readonly startDate?: string | null;
  readonly endDate?: string | null;
}

/** One list of events: its path, its parameters, and its answer. */
export interface TransactionCall<Row extends object = object> {
  readonly path: string;
  readonly summary: string;
  readonly section: string;
  readonly query: Type<PageRequest>;
  readonly as: 'list' | 'page';
  readonly of: Type<Row>;
  readonly row: (event: StoredEvent, names: EventNames) => Row;
  readonly aliases?: readonly string[];
  /** For an unknown device it answers -102 instead of an empty list. */
  readonly device?: 'known';
}

/** Queries events of some families page by page: the base of all their controllers. */
@Injectable()
abstract class TransactionPageController {
  constructor(
    private readonly transactions: TransactionListService,
    private readonly names: EventNameService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async page(
    of: readonly FamilyName[],
    call: TransactionCall,
    query: PageRequest,
    { eventNames }: Compatibility,
  ): Promise<Page<object>> {
    const slice = sliceOf(query, firstThousand);
    const { startDate: start, endDate: end, deviceSn: sn, pin, personPin = pin } = query;
    checkRange(start, end);
    const { manager } = this.unitOfWork;
    const { events, total } = await this.transactions.list(manager, { of, sn, pin: personPin, start, end }, slice);
    if (total === 0 && sn !== undefined && call.device === 'known') await this.transactions.checkDevice(manager, sn);
    return pageOf(
      events.map((event) => call.row(event, this.names[eventNames])),
      total,
      slice,
    );
  }
}

/**
 * A controller with the given lists of the events of some families. Another family needs: its line in `family.ts`, a
 * call here for each of its lists, and the class among the controllers of a module that imports TransactionModule. Rows
 * and queries are those of `transaction.dto.ts` or the family's own.
 */
export function createTransactionController(
  resource: string,
  of: readonly FamilyName[],
  calls: readonly TransactionCall[],
): Type<object> {
  @Resource(resource)
  class TransactionCallsController extends TransactionPageController {}
  calls.forEach((call, index) => addCall(TransactionCallsController.prototype, `call${index + 1}`, call, of));
  return TransactionCallsController;
}

type Handler = (this: TransactionPageController, query: PageRequest, compatibility: Compatibility) => Promise<object>;

/** Applies decorators as on a method that is written out. */
function addCall(
  target: TransactionPageController,
  key: string,
  call: TransactionCall,
  of: readonly FamilyName[],
): void {
  const { path, summary, section, query, as, aliases = [] } = call;
  const handler: Handler = async function (asked, compatibility) {
    const page = await this.page(of, call, asked, compatibility);
    return as === 'page' ? page : page.data;
  };
  const descriptor: PropertyDescriptor = { configurable: true, writable: true, enumerable: false, value: handler };
  Object.defineProperty(target, key, descriptor);
  Reflect.defineMetadata('design:paramtypes', [query, Object], target, key);
  Params()(target, key, 0);
  Compat()(target, key, 1);
  const fails = call.device === 'known' ? (['deviceNotFound'] as const) : [];
  Read(path, summary, { section, fails, of: call.of, as, aliases })(target, key, descriptor);
}
