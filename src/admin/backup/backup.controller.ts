import type { Readable } from 'node:stream';
import { Body, HttpCode, Post, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiHeader, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BackupService } from '../../operations/backup/backup.service.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { noteChange } from '../../platform/auth/audit-change.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { streamed } from '../../platform/http/body-parser.js';
import { filePart, isMultipart } from '../../platform/http/multipart.js';
import { Action, AdminResource, Read, Replace } from '../common/admin.js';
import { invalidField } from '../common/invalid.js';
import { refusals } from '../common/problem.dto.js';
import {
  BackupBody,
  BackupCheckView,
  BackupListView,
  BackupScheduleBody,
  BackupStateView,
  toCheckView,
  toRunView,
  toStateView,
  usualWait,
} from './backup.dto.js';

const most = 100;
const binary = { type: 'string', format: 'binary' } as const;
const passphraseHeader = 'x-passphrase';

/** Backups of the database: made, checked, and made every day. They are restored by `postern restore`. */
@AdminResource('backups')
export class BackupController {
  constructor(
    private readonly backups: BackupService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'The last backups and rehearsals, and the last good backup', { of: BackupListView })
  async list(): Promise<BackupListView> {
    const { manager } = this.unitOfWork;
    const { lastBackup } = await this.backups.state(manager);
    const items = await this.backups.list(manager, most);
    return { items: items.map(toRunView), lastGood: lastBackup && toRunView(lastBackup) };
  }

  @Post('')
  @HttpCode(200)
  @ApiOperation({
    summary:
      'Make a backup and download it while it is made: a file of age, sealed with the passphrase. Another one that is ' +
      'under way is waited for',
  })
  @refusals('', 'writes')
  @ApiOkResponse({ description: 'The file', content: { 'application/octet-stream': { schema: binary } } })
  async make(
    @Body() { passphrase, wait = usualWait }: BackupBody,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    const { name, bytes } = await this.backups.open(passphrase, wait, gone.signal);
    await this.audited
      .run(
        caller,
        () => Promise.resolve(),
        () => ({ file: name }),
      )
      .catch((error: unknown) => {
        bytes.destroy();
        throw error;
      });
    return new StreamableFile(bytes, {
      type: 'application/octet-stream',
      disposition: `attachment; filename="${name}"`,
    });
  }

  @Action(
    'check',
    'Read a downloaded backup to its end: whether it is whole, and what is in it. Nothing of it is kept',
    {
      of: BackupCheckView,
    },
  )
  @RouteConfig(streamed)
  @ApiConsumes('application/octet-stream', 'multipart/form-data')
  @ApiBody({ schema: binary })
  @ApiHeader({ name: 'X-Passphrase', required: true, description: 'Its passphrase, percent-encoded' })
  async check(@Req() request: FastifyRequest, @CurrentCaller() caller: Caller): Promise<BackupCheckView> {
    const passphrase = passphraseOf(request);
    const verdict = await this.backups.check(await contentOf(request), { passphrase });
    const view = toCheckView(verdict);
    await this.audited.run(
      caller,
      () => Promise.resolve(),
      () => ({ ok: view.ok }),
    );
    return view;
  }

  @Action('release', 'After a restore: devices are given what they lack of what the backup says', {
    of: BackupStateView,
  })
  async release(@CurrentCaller() caller: Caller): Promise<BackupStateView> {
    return this.audited.run(caller, async (tx) => {
      const before = toStateView(await this.backups.state(tx));
      await this.backups.release(tx);
      const after = toStateView(await this.backups.state(tx));
      noteChange(tx, { restored: before.restored }, { restored: after.restored });
      return after;
    });
  }

  @Replace('schedule', 'When backups are made by themselves, where they go, who can read them and how many stay', {
    of: BackupStateView,
  })
  async schedule(@Body() body: BackupScheduleBody, @CurrentCaller() caller: Caller): Promise<BackupStateView> {
    const { at, keep, dir, recipient } = body;
    const view = await this.audited.run(caller, async (tx) => {
      const before = toStateView(await this.backups.state(tx));
      await this.backups.set(tx, {
        at,
        ...(keep === undefined ? {} : { keep: { daily: keep.daily, weekly: keep.weekly, monthly: keep.monthly } }),
        ...(dir === undefined ? {} : { dir }),
        ...(recipient === undefined ? {} : { recipient }),
      });
      const after = toStateView(await this.backups.state(tx));
      noteChange(tx, before, after);
      return after;
    });
    this.backups.soon();
    return view;
  }
}

function passphraseOf({ headers }: FastifyRequest): string {
  const text = [headers[passphraseHeader]].flat()[0] ?? '';
  if (text === '') throw invalidField('X-Passphrase', 'is needed, as a header', 'missing');
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalidField('X-Passphrase', 'must be percent-encoded', 'format');
  }
}

async function contentOf({ headers, body }: FastifyRequest): Promise<AsyncIterable<Buffer>> {
  const content = body as Readable | undefined;
  if (!content) throw invalidField('file', 'is needed', 'missing');
  const label = headers['content-type'] ?? '';
  return isMultipart(label) ? (await filePart(label, content)).content : content;
}
