import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { catchError, from, lastValueFrom, mergeMap, type Observable } from 'rxjs';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { Failure, type FieldFault } from '../../platform/errors.js';
import { permissionForAction } from '../../platform/operator/action-permissions.js';
import type { Bounds } from '../../platform/operator/bounds.js';
import { BoundsService, type Named } from '../../platform/operator/bounds.service.js';
import { pathIn, resourceIn } from '../../platform/operator/route-rules.js';
import type { SignedIn } from '../../platform/operator/session.service.js';
import { BoundedPages } from './bounded-pages.js';
import { facesOf, showsPersons } from './faces.js';
import { withoutRowsOfPeople } from './rows-of-people.js';

/** What an operator may do depends on the body, too, and what is shown depends on the operator. Tokens pass. */
@Injectable()
export class OperatorInterceptor implements NestInterceptor {
  private readonly pages: BoundedPages;

  constructor(
    private readonly bounds: BoundsService,
    seal: SealedBox,
  ) {
    this.pages = new BoundedPages(seal);
  }

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { signedIn } = request;
    if (!signedIn) return next.handle();
    const pattern = request.routeOptions.url ?? request.url;
    if (pattern.endsWith('/actions')) checkAction(signedIn, request.body);
    const resource = resourceIn(pattern);
    const isNew = request.method === 'POST' && pattern.endsWith(`/admin/v1/${resource}`);
    await this.checkBounds(signedIn, { resource, call: pathIn(pattern), isNew }, request);
    const answered = signedIn.bounds ? this.page(signedIn.bounds, resource, context, next) : next.handle();
    return answered.pipe(
      mergeMap((answer) => from(this.shown(signedIn, { pattern, resource }, answer))),
      catchError((error: unknown) =>
        from(this.told(signedIn, error)).pipe(
          mergeMap((told) => {
            throw told;
          }),
        ),
      ),
    );
  }

  private async checkBounds(
    { bounds }: SignedIn,
    called: Pick<Named, 'resource' | 'call' | 'isNew'>,
    request: FastifyRequest,
  ): Promise<void> {
    if (bounds === null) return;
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const parameters = [request.params, request.query, request.body];
    await this.bounds.check(bounds, { ...called, isRead, parameters });
  }

  /** A list may be read in several parts, until there are as many items inside as were asked for. */
  private page(bounds: Bounds, resource: string, context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const call = {
      resource,
      request: http.getRequest<FastifyRequest>(),
      reply: http.getResponse<FastifyReply>(),
      read: (): Promise<unknown> => lastValueFrom(next.handle(), { defaultValue: undefined }),
      narrow: (answer: unknown) => this.bounds.narrowed(bounds, resource, answer),
    };
    return from(this.pages.read(call));
  }

  private async shown(
    { bounds, permissions }: SignedIn,
    { pattern, resource }: { pattern: string; resource: string },
    answer: unknown,
  ): Promise<unknown> {
    const known = bounds === null ? answer : await this.withFaultsInside(bounds, answer);
    const seen = bounds?.departments ? withoutRowsOfPeople(resource, known) : known;
    return showsPersons(pattern) && !permissions.includes('person.read') ? facesOf(seen) : seen;
  }

  /** A refusal does not tell of what is outside either. */
  private async told({ bounds }: SignedIn, error: unknown): Promise<unknown> {
    if (bounds === null || !(error instanceof Failure) || !Array.isArray(error.data?.errors)) return error;
    const { reason, message, data } = error;
    const errors = await this.bounds.faultsInside(bounds, error.data.errors);
    const isHidden = errors.some((fault, at) => fault !== (error.data?.errors as readonly unknown[])[at]);
    const said = errors.map((fault) => (fault as FieldFault).message).join('; ');
    return new Failure(reason, isHidden ? said : message, { ...data, errors });
  }

  /** Of many that are written together some may be refused. */
  private async withFaultsInside(bounds: Bounds, answer: unknown): Promise<unknown> {
    if (typeof answer !== 'object' || answer === null || !('errors' in answer) || !Array.isArray(answer.errors))
      return answer;
    return { ...answer, errors: await this.bounds.faultsInside(bounds, answer.errors) };
  }
}

/** @throws Failure forbidden */
function checkAction({ bounds, permissions }: SignedIn, body: unknown): void {
  const permission = permissionForAction(body);
  if (permission !== null && !permissions.includes(permission))
    throw new Failure('forbidden', `an operator needs the permission ${permission} for this`, { permission });
  if (bounds?.areas && (body as { all?: unknown }).all === true)
    throw new Failure('forbidden', 'all is the whole site, and you are bound to areas: name one');
}
