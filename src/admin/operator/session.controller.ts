import { Body, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import type { Config } from '../../platform/config.js';
import { readSetting } from '../../platform/database/setting.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure, fieldError, missing } from '../../platform/errors.js';
import { cameEncrypted, clientAddress } from '../../platform/network/client-address.js';
import { cookieFor, cookieOf, crossSiteWords, isCrossSite } from '../../platform/operator/cross-site.js';
import { Operator } from '../../platform/operator/operator.entity.js';
import { SessionService, type NewSession, type SignedIn } from '../../platform/operator/session.service.js';
import { badgeOf } from '../../modules/visitor/badge-settings.js';
import { CONFIG } from '../../platform/tokens.js';
import { version } from '../../platform/version.js';
import { Action, AdminResource, Patch, Read, Remove, Replace, SilentAction } from '../common/admin.js';
import { ConfirmBody, PasswordBody, PreferencesBody, SessionView, SignInBody } from './session.dto.js';

/** @throws Failure unauthorized: a token has no session */
function signedInOf({ signedIn }: FastifyRequest): SignedIn {
  if (!signedIn) throw new Failure('unauthorized', 'there is no session: this is a token');
  return signedIn;
}

/** Characters of the columns of all pages: each answer about the session has them. */
const longestColumns = 20_000;

/** @throws Failure invalid */
function checkColumns(columns: Readonly<Record<string, unknown>> = {}): void {
  const isNames = (some: unknown) => Array.isArray(some) && some.every((name) => typeof name === 'string');
  if (!Object.values(columns).every(isNames)) throw fieldError('columns', 'has lists of names, by page');
  if (JSON.stringify(columns).length > longestColumns)
    throw fieldError('columns', `has ${longestColumns} characters at most`);
}

/** Signing in and out, and what an operator sets for itself. */
@AdminResource('session')
export class SessionController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly sessions: SessionService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Action('', 'Sign in; the session is in a cookie, or in the answer where token is true', { of: SessionView })
  async signIn(
    @Body() body: SignInBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    if (isCrossSite(request)) throw new Failure('crossSite', crossSiteWords);
    const { secret } = await this.open(body, {
      address: this.addressOf(request),
      agent: request.headers['user-agent'] ?? '',
    });
    const signedIn = await this.sessions.find(secret);
    if (!signedIn) throw new Failure('unauthorized', 'this session has ended: sign in again');
    const caller = { actor: `operator:${signedIn.name}`, tokenId: '', address: this.addressOf(request) };
    await this.audited.run({ ...caller, action: 'POST /admin/v1/session', detail: {} }, () => Promise.resolve());
    if (body.token) return Object.assign(await this.view(signedIn), { token: secret });
    this.setCookie(request, reply, secret);
    return this.view(signedIn);
  }

  @Read('', 'Who is signed in, and what they may do', { of: SessionView })
  get(@Req() request: FastifyRequest): Promise<SessionView> {
    return this.view(signedInOf(request));
  }

  @Remove('', 'Sign out')
  async signOut(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    const { sessionId } = signedInOf(request);
    await this.audited.run(caller, (tx) => this.sessions.end(tx, sessionId));
    if (cookieOf(request) !== null) this.setCookie(request, reply, null);
  }

  @SilentAction('confirm', 'Give your password again: what cannot be undone is allowed for ten minutes')
  async confirm(@Body() { password }: ConfirmBody, @Req() request: FastifyRequest): Promise<void> {
    await this.sessions.confirm(signedInOf(request), password, this.addressOf(request));
  }

  @Replace('password', 'Change your own password; your other sessions end')
  async changePassword(
    @Body() body: PasswordBody,
    @Req() request: FastifyRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.sessions.changePassword(signedInOf(request), body, this.addressOf(request));
    await this.audited.run(caller, () => Promise.resolve());
  }

  @Patch('preferences', 'What you choose for the console', { of: SessionView })
  async patchPreferences(@Body() body: PreferencesBody, @Req() request: FastifyRequest): Promise<SessionView> {
    const signedIn = signedInOf(request);
    checkColumns(body.columns);
    await this.unitOfWork.manager.query(
      'UPDATE operator SET preferences = preferences || $2::jsonb, updated_at = clock_timestamp() WHERE id = $1',
      [signedIn.operatorId, JSON.stringify(body)],
    );
    return this.view(signedIn);
  }

  /** @throws Failure unauthorized, tooMany, invalid */
  private open({ name, password, setup }: SignInBody, from: { address: string; agent: string }): Promise<NewSession> {
    if (setup !== undefined) return this.sessions.signInBySetup(setup, from);
    if (name === undefined) throw missing('name', 'is missing');
    if (password === undefined) throw missing('password', 'is missing');
    return this.sessions.signIn(name, password, from);
  }

  private async view(signedIn: SignedIn): Promise<SessionView> {
    const { manager } = this.unitOfWork;
    const operator = await manager.findOneByOrFail(Operator, { id: signedIn.operatorId });
    const { id, name, role, areaCodes, departmentCodes, preferences, mustChange } = operator;
    return {
      operator: { id, name, role, areaCodes, departmentCodes, preferences },
      permissions: signedIn.permissions,
      expiresAt: signedIn.expiresAt.toISOString(),
      mustChange,
      site: {
        name: (await readSetting<string>(manager, 'siteName')) ?? '',
        timeZone: this.config.siteTimeZone,
        badge: await badgeOf(manager),
        locale: this.config.locale,
      },
      setupDone: (await readSetting<boolean>(manager, 'setupDone')) ?? false,
      version,
    };
  }

  private addressOf(request: FastifyRequest): string {
    return clientAddress(request.raw, this.config.trustedProxies);
  }

  private setCookie(request: FastifyRequest, reply: FastifyReply, secret: string | null): void {
    void reply.header('set-cookie', cookieFor(secret, cameEncrypted(request.raw, this.config.trustedProxies)));
  }
}
