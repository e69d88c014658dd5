import { Param, Query } from '@nestjs/common';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { CardService, type CardOfPerson } from '../../modules/person/card.service.js';
import { Action, AdminResource, Read } from '../common/admin.js';
import { OneOf, Shown, Text } from '../common/fields.js';
import { SearchQuery, searchRows, type CountedPage } from '../common/search-page.js';

class CardsQuery extends SearchQuery {
  @Text('Only of this person', { optional: true }) pin?: string;
  @OneOf('Only lost ones, or only others', ['true', 'false'], { optional: true }) lost?: 'true' | 'false';
}

class CardView {
  @Shown('Card number, decimal') cardNo!: string;
  @Shown('Whose it is') pin!: string;
  @Shown('Whether it is the main card') main!: boolean;
  @Shown('Lost: it opens no door until it is found') lost!: boolean;
}

const toCardView = ({ cardNo, pin, cardType, lost }: CardOfPerson): CardView => ({
  cardNo,
  pin,
  main: cardType === 0,
  lost,
});

@AdminResource('cards')
export class AdminCardController {
  constructor(
    private readonly cards: CardService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Cards by number, as text', { of: CardView, as: 'page' })
  list(@Query() query: CardsQuery): Promise<CountedPage<CardView>> {
    const { pin, lost } = query;
    const which = { pin, lost: lost === undefined ? undefined : lost === 'true' };
    const tx = this.unitOfWork.manager;
    return searchRows(query, 'cardNo', (search) => this.cards.search(tx, which, search), toCardView);
  }

  @Read(':cardNo', 'One card', { of: CardView })
  async get(@Param('cardNo') cardNo: string): Promise<CardView> {
    return toCardView(await this.cards.get(this.unitOfWork.manager, cardNo));
  }

  @Action(':cardNo/lost', 'The card was lost: it stays with its person and opens no door', { of: CardView })
  async lose(@Param('cardNo') cardNo: string, @CurrentCaller() caller: Caller): Promise<CardView> {
    return toCardView(await this.audited.run(caller, (tx) => this.cards.setLost(tx, cardNo, true)));
  }

  @Action(':cardNo/found', 'The card was found: it opens what its person may open', { of: CardView })
  async find(@Param('cardNo') cardNo: string, @CurrentCaller() caller: Caller): Promise<CardView> {
    return toCardView(await this.audited.run(caller, (tx) => this.cards.setLost(tx, cardNo, false)));
  }
}
