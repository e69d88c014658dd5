import { Read, Resource, Write } from '../../facade/endpoint.js';
import { Params } from '../../facade/params.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { recordTaking } from '../../core/outbox/outbox.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { CardDto, CardParams, PinQuery } from './card.dto.js';
import { CardService } from './card.service.js';
import { PersonService } from './person.service.js';

@Resource('card')
export class CardController {
  constructor(
    private readonly cards: CardService,
    private readonly persons: PersonService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('card/getCards/:pin', 'List the cards of a person', {
    section: '2.4.1',
    fails: ['personNotFound'],
    of: CardDto,
    as: 'list',
    aliases: ['card/getCards', 'v2/card/getCards', 'v2/card/getCards/:pin'],
  })
  async getCards(@Params() { pin }: PinQuery): Promise<CardDto[]> {
    const { id } = await this.persons.get(this.unitOfWork.manager, pin);
    const cards = await this.cards.list(this.unitOfWork.manager, id);
    return cards.map(({ cardNo, cardType }) => ({ pin, cardNo, cardType: String(cardType) }));
  }

  @Write('card/set', 'Set the main card of a person, or add a further one', {
    section: '2.4.2',
    fails: ['personNotFound', 'cardTaken'],
    json: true,
  })
  set(@Params() { pin, cardNo, cardType = 0 }: CardParams, @CurrentCaller() caller: Caller): Promise<void> {
    return this.audited.run(caller, async (tx) => {
      const { id } = await this.persons.hold(tx, pin);
      if (await this.cards.set(tx, id, cardNo, cardType)) await recordTaking(tx, 'person', [pin]);
    });
  }
}
