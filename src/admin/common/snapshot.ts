import {
  applyDecorators,
  Injectable,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Observable } from 'rxjs';
import { feedPosition } from '../../modules/transaction/feed-position.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';

export const positionHeader = 'X-Position';

/** The position is read before the answer, so the stream from there on misses nothing that the answer lacks. */
@Injectable()
class SnapshotInterceptor implements NestInterceptor {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const position = await feedPosition(this.unitOfWork.manager);
    void context.switchToHttp().getResponse<FastifyReply>().header(positionHeader, String(position));
    return next.handle();
  }
}

/** The answer is true at the position of the feed that its header tells, or later: `after` of the stream. */
export const Snapshot = () => applyDecorators(UseInterceptors(SnapshotInterceptor));
