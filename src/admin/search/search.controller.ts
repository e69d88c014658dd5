import { Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AdminResource, Read } from '../common/admin.js';
import { FindQuery, FoundList } from './search.dto.js';
import { SearchService } from './search.service.js';

const usualLimit = 20;

@AdminResource('search')
export class SearchController {
  constructor(
    private readonly searching: SearchService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'People, cards, doors, devices and levels by some letters, as far as the caller sees them', {
    of: FoundList,
  })
  async find(
    @Query() { q, limit = usualLimit }: FindQuery,
    @Req() { signedIn, identity }: FastifyRequest,
  ): Promise<FoundList> {
    const who = signedIn ?? identity;
    if (!who) throw new Error('a search without a token or a session');
    return { items: await this.searching.find(this.unitOfWork.manager, q, limit, who) };
  }
}
