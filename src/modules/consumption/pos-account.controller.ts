import { Read, Resource } from '../../facade/endpoint.js';
import { Params } from '../../facade/params.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AccountQuery, PosAccountDto, toPosAccount } from './consumption.dto.js';
import { ConsumptionAccountService } from './consumption-account.service.js';

@Resource('account')
export class PosAccountController {
  constructor(
    private readonly accounts: ConsumptionAccountService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('account/getAccount', 'The account of a person', {
    section: 'v1.2:2.5.1.1',
    fails: ['personNotFound'],
    of: PosAccountDto,
  })
  async get(@Params() { personPin }: AccountQuery): Promise<PosAccountDto> {
    return toPosAccount(await this.accounts.get(this.unitOfWork.manager, personPin));
  }
}
