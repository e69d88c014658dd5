import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { named, within } from '../../platform/database/rehearsal.js';
import { Failure } from '../../platform/errors.js';

/** On calls that the gateway makes of itself, to see what would become of them. */
export const rehearsalHeader = 'x-postern-rehearsal';

/** Runs a call inside the rehearsal that it names. One that is over runs nothing: it would be no rehearsal any more. */
export class RehearsalInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const name = context.switchToHttp().getRequest<FastifyRequest>().headers[rehearsalHeader];
    if (name === undefined) return next.handle();
    const rehearsal = named(String(name));
    if (!rehearsal) throw new Failure('unavailable', 'this rehearsal is over');
    return from(
      within(rehearsal, () => lastValueFrom(next.handle(), { defaultValue: undefined })).catch((error: unknown) => {
        throw rehearsal.ended ?? error;
      }),
    );
  }
}
