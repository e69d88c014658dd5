import { Injectable } from '@nestjs/common';
import { GroupCommit } from '../../platform/database/group-commit.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { DeviceRegistrationService } from '../../modules/device/device-registration.service.js';
import { tokensNeeded } from '../../modules/device/device-trust.js';
import { hasToken, matchToken, type TokenForm } from '../../protocol/access-push/token.js';
import type { CachedDevice } from '../push/cached-device.js';
import { refuse, type DeviceReply } from '../push/reply.js';
import type { DeviceRequest } from '../push/request.js';

/** Which forms of the token are enough: directly after a registration a device does not know its new session yet. */
const full: ReadonlySet<TokenForm> = new Set(['session', 'previousSession']);
const atPush: ReadonlySet<TokenForm> = new Set([...full, 'timestamp', 'registry']);

/** Longer than memory can be behind the database; another gateway may count, too. */
const countedMs = 10_000;

interface SeenToken {
  readonly cookie: string;
  /** The session that the token was checked against. */
  readonly session: string | null;
  readonly form: TokenForm | null;
}

/** What a request says about the tokens of its device. */
interface CheckedRequest {
  readonly sn: string;
  /** A full token counts, another ends the series; null = it is not counted. */
  readonly isFull: boolean | null;
  /** The form, if it is another than before. */
  readonly form?: TokenForm | null;
}

/** What is to be written of one device. */
interface TokenNews {
  readonly more: number;
  readonly anew: boolean;
  readonly form?: TokenForm | null;
}

/** A device that begins has no values to make the full token of; the manual's examples have none there (4.1, 4.4). */
const begins = ({ method, call, query }: DeviceRequest): boolean =>
  call === 'registry' || call === 'exchange' || (method === 'GET' && call === 'cdata' && query.has('options'));

/** A firmware file is protected by its signed name. */
const isFree = ({ method, call }: DeviceRequest): boolean => method === 'GET' && call === 'file';

/**
 * The values that a token is made of are sent to the device's own address only, or while an operator expects it to
 * register.
 */
function mayBegin({ call, address }: DeviceRequest, { device, networks }: CachedDevice): boolean {
  if (call !== 'registry' && call !== 'exchange') return true;
  if (device.addresses.includes(address) || networks?.has(address) === true) return true;
  return device.registrationUntil !== null && device.registrationUntil.getTime() > Date.now();
}

/** The token of the serial number alone proves no more than that its sender has read the number. */
const provesCode = (form: TokenForm | null): boolean => form !== null && form !== 'serial';
const isUnproved = ({ cookie }: DeviceRequest, form: TokenForm | null): boolean =>
  form === 'serial' || !hasToken(cookie);

function isEnough(request: DeviceRequest, form: TokenForm | null, known: CachedDevice): boolean {
  if (isFree(request)) return true;
  if (begins(request)) return provesCode(form) || (isUnproved(request, form) && mayBegin(request, known));
  return form !== null && (request.call === 'push' ? atPush : full).has(form);
}

/**
 * The token of requests (Access PUSH 4.5). It is always checked; whether it is required is the operator's choice. It is
 * weak, because anyone who can read the traffic has it. It only keeps out callers that know nothing but a serial number
 * (docs/field-notes.md b).
 */
@Injectable()
export class TokenGuard {
  private readonly seen = new Map<string, SeenToken>();
  /** The counts of this moment: the device in memory is slightly older. */
  private readonly matches = new Map<string, { readonly matches: number; readonly at: number }>();
  private readonly told = new Set<string>();
  private readonly writes = new GroupCommit<CheckedRequest, number>((entries) => this.write(entries.flat()), {
    lanes: 1,
    crowd: 1,
    most: 500,
  });

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly registrations: DeviceRegistrationService,
  ) {}

  /** A poll that was answered without a look at its cookie would say nothing about the device's tokens. */
  looksAtPolls(known: CachedDevice): boolean {
    const { tokenMode } = known.device;
    if (tokenMode !== 'observe') return tokenMode === 'enforce';
    const shown = this.matchesOf(known);
    return shown > 0 && shown < tokensNeeded;
  }

  /** @returns the refusal, or null if the request may go on */
  async check(request: DeviceRequest, known: CachedDevice): Promise<DeviceReply | null> {
    const { tokenMode } = known.device;
    if (tokenMode === 'off') return null;
    const { form, isNew } = this.look(request, known);
    const isFull = this.counted(request, known, form);
    if (isNew || isFull !== null) {
      const matches = await this.writes.add([{ sn: known.sn, isFull, ...(isNew ? { form } : {}) }]);
      if (isFull !== null) this.matches.set(known.sn, { matches, at: Date.now() });
    }
    if (tokenMode === 'observe' || isEnough(request, form, known)) return null;
    await this.tell(known);
    return request.call === 'registry' ? refuse(406, '406') : refuse(401, '401');
  }

  /** A request without any token says nothing about the form that the device uses. */
  private look({ cookie }: DeviceRequest, { sn, device }: CachedDevice): { form: TokenForm | null; isNew: boolean } {
    if (cookie === '') return { form: null, isNew: false };
    const session = device.sessionId;
    const seen = this.seen.get(sn);
    const isSame = seen?.session === session;
    if (isSame && seen.cookie === cookie) return { form: seen.form, isNew: false };
    const form = matchToken(cookie, {
      sn,
      registryCode: device.registryCode ?? '',
      sessionId: session ?? '',
      previousSessionId: device.previousSessionId ?? '',
    });
    this.seen.set(sn, { cookie, session, form });
    return { form, isNew: form !== (isSame ? seen.form : device.tokenForm) };
  }

  private matchesOf({ sn, device }: CachedDevice): number {
    const counted = this.matches.get(sn);
    return counted && Date.now() - counted.at < countedMs ? counted.matches : device.tokenMatches;
  }

  /**
   * Full tokens in a row are counted. One request without a full token resets the count, because demanding it can shut a
   * device out. @returns what the request counts as; null = it is not counted
   */
  private counted(request: DeviceRequest, known: CachedDevice, form: TokenForm | null): boolean | null {
    const isFull = form !== null && full.has(form);
    if (begins(request) || isFree(request)) return null;
    const counts = isFull ? this.matchesOf(known) < tokensNeeded : this.isBroken(request, known, form);
    return counts ? isFull : null;
  }

  /** Thousands of devices begin at once: the requests that come while some are written are written together. */
  private async write(all: readonly CheckedRequest[]): Promise<number[]> {
    const news = new Map<string, TokenNews>();
    for (const { sn, isFull, ...said } of all) {
      const { more = 0, anew = false, ...before } = news.get(sn) ?? {};
      const counts = isFull === null ? { more, anew } : isFull ? { more: more + 1, anew } : { more: 0, anew: true };
      news.set(sn, { ...before, ...said, ...counts });
    }
    const rows = [...news.values()];
    const written = await this.unitOfWork.run(async (tx): Promise<[{ sn: string; matches: number }[], number]> =>
      tx.query(
        `UPDATE device d SET token_matches = least(CASE WHEN c.anew THEN 0 ELSE d.token_matches END + c.more, $4),
           token_form = CASE WHEN c.renamed THEN c.form ELSE d.token_form END
         FROM unnest($1::text[], $2::int[], $3::boolean[], $5::boolean[], $6::text[])
           AS c (sn, more, anew, renamed, form)
         WHERE d.sn = c.sn RETURNING d.sn, d.token_matches AS matches`,
        [
          [...news.keys()],
          rows.map(({ more }) => more),
          rows.map(({ anew }) => anew),
          tokensNeeded,
          rows.map(({ form }) => form !== undefined),
          rows.map(({ form }) => form ?? null),
        ],
      ),
    );
    const matches = new Map(written[0].map((row) => [row.sn, row.matches]));
    return all.map(({ sn }) => matches.get(sn) ?? 0);
  }

  /** Whether a request without the full token ends a series of requests with it. */
  private isBroken({ call }: DeviceRequest, known: CachedDevice, form: TokenForm | null): boolean {
    // After a registration, the first request for the configuration has a smaller token.
    const isFirst = call === 'push' && form !== null && atPush.has(form);
    // Where the token is required, a refused request is no reason to stop requiring it.
    return !isFirst && known.device.tokenMode === 'observe' && this.matchesOf(known) > 0;
  }

  private async tell({ sn }: CachedDevice): Promise<void> {
    if (this.told.has(sn)) return;
    const text = 'a request without its token was refused: somebody else may use its serial number';
    await this.unitOfWork.run((tx) => this.registrations.alert(tx, sn, text, 'token'));
    this.told.add(sn);
  }
}
