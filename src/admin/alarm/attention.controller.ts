import { Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AdminResource, Read } from '../common/admin.js';
import { AttentionView } from './attention.dto.js';
import { AttentionService } from './attention.service.js';

@AdminResource('attention')
export class AttentionController {
  constructor(
    private readonly attention: AttentionService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'What needs somebody now', { of: AttentionView })
  list(@Req() { signedIn }: FastifyRequest): Promise<AttentionView> {
    return this.attention.of(this.unitOfWork.manager, {
      areas: signedIn?.bounds?.areas ?? null,
      may: (permission) => signedIn?.permissions.includes(permission) ?? true,
    });
  }
}
