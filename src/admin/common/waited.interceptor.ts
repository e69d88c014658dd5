import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { from, mergeMap, type Observable } from 'rxjs';
import { TokenService } from '../../platform/auth/token.service.js';
import { Failure } from '../../platform/errors.js';
import { SessionService } from '../../platform/operator/session.service.js';

const waits = ({ method, query }: FastifyRequest): boolean =>
  method === 'GET' && Number((query as { readonly wait?: unknown }).wait ?? 0) > 0;

/**
 * A call that waits for news looks again, before it answers, whether its session or token is still good: it may have
 * ended meanwhile, and ends with other rights of its operator.
 */
@Injectable()
export class WaitedInterceptor implements NestInterceptor {
  constructor(
    private readonly sessions: SessionService,
    private readonly tokens: TokenService,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (!waits(request)) return next.handle();
    return next.handle().pipe(mergeMap((answer) => from(this.check(request).then(() => answer as unknown))));
  }

  /** @throws Failure unauthorized */
  private async check({ signedIn, identity }: FastifyRequest): Promise<void> {
    if (signedIn) {
      const { sessionId } = signedIn;
      if (!(await this.sessions.stillThere([sessionId])).has(sessionId))
        throw new Failure('unauthorized', 'this session has ended: sign in again');
    } else if (identity) {
      const { tokenId, address } = identity;
      if (!(await this.tokens.stillGood([identity])).has(`${tokenId} ${address}`))
        throw new Failure('unauthorized', 'this access token has ended');
    }
  }
}
