import { Read, Resource, Write } from '../../facade/endpoint.js';
import { Params } from '../../facade/params.js';
import type { Caller } from '../../platform/auth/audit.js';
import { By } from '../../platform/auth/audit-context.js';
import { Calls } from '../../platform/auth/audited-transaction.js';
import { stateChange } from '../../core/outbox/outbox.js';
import { Work } from '../../platform/database/unit-of-work.js';
import { CardDto, CardParams, PinQuery } from './card.dto.js';
import { CardService } from './card.service.js';
import { PersonService } from './person.service.js';

@Resource('card')
export class CardController {
  constructor(
    private readonly cards: CardService,
    private readonly persons: PersonService,
    private readonly calls: Calls,
    private readonly work: Work,
  ) {}

  @Read('card/getCards/:pin', 'List the cards of a person', {
    section: '2.4.1',
    fails: ['personNotFound'],
    of: CardDto,
    as: 'list',
    aliases: ['card/getCards', 'v2/card/getCards', 'v2/card/getCards/:pin'],
  })
  async getCards(@Params() { pin }: PinQuery): Promise<CardDto[]> {
    const { id } = await this.persons.get(this.work.manager, pin);
    const cards = await this.cards.list(this.work.manager, id);
    return cards.map(({ cardNo, cardType }) => ({ pin, cardNo, cardType: String(cardType) }));
  }

  @Write('card/set', 'Set the main card of a person, or add a further one', {
    section: '2.4.2',
    fails: ['personNotFound', 'cardTaken'],
    json: true,
  })
  set(@Params() { pin, cardNo, cardType = 0 }: CardParams, @By() caller: Caller): Promise<void> {
    return this.calls.run(caller, async (tx) => {
      const { id } = await this.persons.hold(tx, pin);
      await this.cards.set(tx, id, cardNo, cardType);
      await stateChange(tx, 'person', [pin]);
    });
  }
}
